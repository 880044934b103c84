internal import Quoting
internal import SweepResults
internal import SweepStatistics

/// The picture of whether probabilities are as often right as they say.
enum ReliabilityFigure {
    /// Draws the accuracy over the probability of the predicted class.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` without a model.
    static func make(_ results: SweepResults) -> Figure? {
        guard let evaluation = results.model else { return nil }
        let words = MetricWords(results).samples(of: evaluation.part)
        let plain = Curve(
            calibration: evaluation.calibration,
            file: "reliability.tsv",
            title: "as trained",
            color: Palette.categories[0]
        )
        let scaled = evaluation.scaledCalibration.map { calibration in
            Curve(
                calibration: calibration,
                file: "reliability-scaled.tsv",
                title: "with the temperature",
                color: Palette.categories[1]
            )
        }
        let curves = [plain] + (scaled.map { [$0] } ?? [])
        return Figure(
            name: "reliability",
            title: "Probability and truth",
            caption: "\(words.capitalizedFirst) in ten bins by the probability of the predicted "
                + "class: the share that is right (vertical) over the mean probability "
                + "(horizontal); the larger a point, the more samples. On the diagonal "
                + "probabilities are right; below it the network is too sure, above it not sure "
                + "enough. Bins of few samples lie off it by chance.",
            frame: PlotFrame(
                width: 560,
                plotHeight: 400,
                x: AxisRange(low: 0, high: 1),
                y: AxisRange(low: 0, high: 1),
                keyTitles: curves.map(\.title)
            ),
            commands: [
                "set xlabel 'mean probability of the predicted class'",
                "set ylabel 'share that is right'", "set xtics 0.2 nomirror",
                "set ytics 0.2 nomirror", "set border 3",
            ],
            plots: [diagonal] + curves.flatMap(\.plots),
            tables: curves.map(\.table),
            readout: .points(within: 40)
        )
    }

    /// Where probabilities are as often right as they say: a function, since gnuplot's SVG draws
    /// arrows without dashes.
    private static let diagonal = Plot(
        command: "x with lines linewidth 1 dashtype (6,5) linecolor rgb \(Palette.ink) notitle"
    )

    /// The bins at one temperature.
    private struct Curve {
        let calibration: Calibration
        let file: String
        let title: String
        let color: String

        private var points: [(confidence: Double, accuracy: Double, count: Int)] {
            calibration.bins.compactMap { bin in
                guard let confidence = bin.confidence, let accuracy = bin.accuracy else {
                    return nil
                }
                return (confidence, accuracy, bin.count)
            }
        }

        var table: FigureTable {
            var table = FigureTable(file, columns: ["confidence", "accuracy", "n", "size"])
            let largest = Double(points.map(\.count).max() ?? 1)
            for point in points {
                // The area of a point goes with its samples, and the smallest can still be seen.
                let size = 0.4 + 1.4 * (Double(point.count) / largest).squareRoot()
                table.add([
                    point.confidence.rounded(toDigits: 6), point.accuracy.rounded(toDigits: 6),
                    "\(point.count)", size.rounded(toDigits: 3),
                ])
            }
            return table
        }

        var plots: [Plot] {
            let data = SeriesValues(
                name: file,
                x: points.map(\.confidence),
                y: points.map(\.accuracy),
                texts: points.map { point in
                    "\(title): \(NumberText.percent(point.accuracy)) of "
                        + "\(NumberText.counted(point.count, "sample")) right at a probability of "
                        + NumberText.percent(point.confidence)
                }
            )
            return [
                Plot(
                    command: "\(file) using 1:2 with lines linewidth 1.5 linecolor rgb \(color) "
                        + "title \(title)"
                ),
                Plot(
                    command: "\(file) using 1:2:4 with points pointtype 7 pointsize variable "
                        + "linecolor rgb \(color) notitle",
                    series: Series(name: title, data: data)
                ),
            ]
        }
    }
}
