internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The pictures of the best learning rate for each momentum, and of what it comes to.
struct BestResponseFigures {
    private let response: RateResponse
    private let rows: [BestResponse.Row]
    private let category: CategoryAxis
    private let results: SweepResults
    private let words: MetricWords

    /// Draws loss and learning rate over the momenta.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: Two figures, or none unless momentum and learning rate vary and there are scores.
    static func make(_ results: SweepResults) -> [Figure] {
        guard let response = results.rateResponse, response.response.rows.count > 1 else {
            return []
        }
        let figures = BestResponseFigures(response, results)
        return [figures.lossFigure, figures.rateFigure]
    }

    private init(_ response: RateResponse, _ results: SweepResults) {
        self.response = response
        rows = response.response.rows
        category = CategoryAxis(
            .momentum,
            values: response.response.rows.map { .number(response.momenta[$0.momentum]) }
        )
        self.results = results
        words = MetricWords(results)
    }

    private var context: String { response.context.isEmpty ? "" : ", \(response.context)" }

    private var hasIntervals: Bool { rows.contains { $0.interval != nil } }

    private func frame(_ y: AxisRange, keys: [String] = []) -> PlotFrame {
        PlotFrame(width: 480, plotHeight: 290, x: category.range, y: y, keyTitles: keys)
    }

    private func commands(_ title: String, _ y: AxisRange) -> [GnuplotScript] {
        [
            "set xlabel 'momentum'", "set ylabel \(title)", "set border 3", "set tics nomirror",
            "set bars small", "set xtics (\(category.tics(room: 380))) nomirror",
        ] + y.labels("y")
    }

    // MARK: The loss

    private var lossFigure: Figure {
        let losses = rows.map(\.loss)
        let (low, high) = (losses.min() ?? 0.1, losses.max() ?? 1)
        let ends = rows.compactMap(\.interval).flatMap {
            [max($0.lowerBound, low / 5), min($0.upperBound, high * 3)]
        }
        let range = AxisRange.losses(losses + ends)
        let guess = results.guessLoss
        let hasGuess = guess > range.low && guess < range.high
        let title = "with the best learning rate"
        let style: GnuplotScript =
            hasIntervals ? "1:2:3:4 with yerrorlines" : "1:2 with linespoints"
        return Figure(
            name: "best-response",
            title: "\(words.title(of: results.objective.loss)) with the best learning rate for "
                + "each momentum\(context)",
            caption: "Vertical, logarithmic: the \(words.countedLoss) "
                + "with the learning rate that is best for the momentum "
                + "(horizontal), \(mean). Chosen as the lowest, the losses tend to be too low.",
            frame: frame(range, keys: [title] + (hasGuess ? [CurveTable.guessTitle] : [])),
            commands: commands(words.objective, range),
            plots: [
                Plot(
                    command: "'best-response.tsv' using \(style) pointtype 7 pointsize 0.9 "
                        + "linewidth 2 linecolor rgb \(Palette.categories[0]) title \(title)",
                    series: Series(name: title, data: lossData)
                )
            ] + (hasGuess ? [CurveTable.guessLine(at: guess)] : []),
            tables: [table],
            readout: .points(within: 60)
        )
    }

    private var mean: String {
        guard words.runsPerSetting > 1 else { return "one run each" }
        return "geometric means over \(words.scoredRuns)"
            + (hasIntervals ? " with 95 % intervals" : "")
    }

    private var lossData: SeriesValues {
        SeriesValues(
            name: "best-response-loss",
            x: rows.indices.map(Double.init),
            y: rows.map(\.loss),
            texts: rows.map { "\(self.text($0)): \(NumberText.loss($0.loss))" }
        )
    }

    private func text(_ row: BestResponse.Row) -> String {
        "momentum \(NumberText.plain(response.momenta[row.momentum])), learning rate "
            + NumberText.plain(response.rates[row.learningRate])
    }

    // MARK: The rate

    private var rateFigure: Figure {
        let own = rows.map { response.rates[$0.learningRate] }
        let range = AxisRange.losses(own + effective)
        let titles =
            ["best learning rate η*"]
            + (effective.isEmpty ? [] : ["η*/(1 − μ), long-run steps"])
        let data = ([own] + (effective.isEmpty ? [] : [effective])).enumerated().map {
            index,
            values in
            SeriesValues(
                name: "best-rate-\(index)",
                x: rows.indices.map(Double.init),
                y: values,
                texts: zip(rows, values).map { row, value in
                    let number = NumberText.plain(value.rounded(significantDigits: 4))
                    return "momentum \(NumberText.plain(response.momenta[row.momentum])): "
                        + "\(titles[index]) \(number)"
                }
            )
        }
        let lines = titles.indices.map { index in
            Plot(
                command: "'best-response.tsv' using 1:\(5 + index) with linespoints "
                    + "pointtype \(index == 0 ? 7 : 4) pointsize 0.9 linewidth 2 "
                    + "linecolor rgb \(Palette.categories[index]) title \(titles[index])",
                group: index,
                series: Series(name: titles[index], data: data[index])
            )
        }
        let edge = edgePlot
        return Figure(
            name: "best-rate",
            title: "The best learning rate for each momentum\(context)",
            caption: "Vertical, logarithmic: the learning rate η* "
                + "with the lowest \(words.objective) for the momentum (horizontal)"
                + (effective.isEmpty
                    ? "."
                    : ", and the length of its steps in the long run. If the steps are the same "
                        + "for all momenta, momentum is a longer step and nothing else.")
                + (edge == nil
                    ? ""
                    : " Rings mark rates at the edge of the grid: beyond it may be better ones."),
            frame: frame(range, keys: titles + (edge == nil ? [] : [Self.edgeTitle])),
            commands: commands("learning rate", range),
            plots: lines + [edge].compactMap(\.self),
            tables: [table],
            readout: .points(within: 60)
        )
    }

    /// η*/(1 − μ) of each row; empty unless they are SGD's.
    private var effective: [Double] {
        let rates = rows.compactMap { response.effectiveRate(of: $0, in: results.plan) }
        return rates.count == rows.count ? rates : []
    }

    private static let edgeTitle = "at the edge of the grid"

    private var edgePlot: Plot? {
        guard !response.edges.isEmpty else { return nil }
        return Plot(
            command: "'best-response.tsv' using 1:($7 == 1 ? $5 : NaN) with points pointtype 6 "
                + "pointsize 2 linewidth 2 linecolor rgb \(Palette.ink) title \(Self.edgeTitle)"
        )
    }

    private var table: FigureTable {
        var table = FigureTable(
            "best-response.tsv",
            columns: ["place", "loss", "low95", "high95", "rate", "effective_rate", "edge"]
        )
        for (place, row) in rows.enumerated() {
            let interval = row.interval ?? row.loss...row.loss
            table.add([
                "\(place)", "\(row.loss)", "\(interval.lowerBound)", "\(interval.upperBound)",
                "\(response.rates[row.learningRate])",
                "\(response.effectiveRate(of: row, in: results.plan) ?? .nan)",
                row.isAtLowEdge || row.isAtHighEdge ? "1" : "0",
            ])
        }
        return table
    }
}
