internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The pictures of what schedules make of learning rate and momentum over the epochs.
struct ScheduleFigures {
    /// The most lines of a picture, as many as there are colours for things without an order.
    private static let lineLimit = Palette.categories.count

    /// From this factor between the highest points of two lines on, the axis is logarithmic.
    private static let wideSpan = 8.0

    /// How far a logarithmic axis goes below the lowest of the highest points.
    private static let depth = 1_000.0

    /// A number that schedules change.
    private enum Subject {
        case learningRate
        case momentum
    }

    /// A setting whose course stands for all that have the same line.
    private struct Line {
        let setting: Setting
        let course: ScheduleCourse
        let title: String
    }

    private let results: SweepResults

    /// Draws the learning rate, and the momentum where it changes, one line for each course.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figures; none unless a setting has a schedule.
    static func make(_ results: SweepResults) -> [Figure] {
        let schedules = Set(results.plan.settings.map(\.schedule))
        guard schedules != [.constant] else { return [] }
        let figures = ScheduleFigures(results: results)
        let rate = figures.figure(.learningRate)
        guard schedules.contains(where: \.changesInEpochs) else { return [rate] }
        return [rate, figures.figure(.momentum)]
    }

    // MARK: The lines

    /// What makes one line of all settings that have it.
    private struct LineKey: Hashable {
        let schedule: Schedule
        let value: Double

        init(_ setting: Setting, _ subject: Subject) {
            schedule = setting.schedule
            value = subject == .learningRate ? setting.learningRate : setting.momentum
        }
    }

    /// One setting for each line, the leader's among them if there are too many.
    private func settings(_ subject: Subject) -> (shown: [Setting], count: Int) {
        var seen: Set<LineKey> = []
        let distinct = results.plan.settings.filter { setting in
            (subject == .learningRate || setting.schedule.changesInEpochs)
                && seen.insert(LineKey(setting, subject)).inserted
        }
        guard distinct.count > Self.lineLimit else { return (distinct, distinct.count) }
        var shown = SweepResults.evenly(distinct, limit: Self.lineLimit)
        if let best = results.best.map({ LineKey($0.setting, subject) }),
            let own = distinct.first(where: { LineKey($0, subject) == best }),
            !shown.contains(own)
        {
            shown[shown.count - 2] = own
        }
        return (shown, distinct.count)
    }

    private func lines(_ settings: [Setting], _ subject: Subject) -> [Line] {
        let hasValues = Set(settings.map { LineKey($0, subject).value }).count > 1
        let axis = subject == .learningRate ? Axis.learningRate : .momentum
        return settings.map { setting in
            let value = SettingText.symbolic(setting[axis], of: axis)
            return Line(
                setting: setting,
                course: ScheduleCourse(setting, in: results),
                title: hasValues
                    ? "\(value), \(setting.schedule)" : setting.schedule.description
            )
        }
    }

    private func numbers(_ line: Line, _ subject: Subject) -> [Double] {
        line.course.values.map { subject == .learningRate ? $0.learningRate : $0.momentum }
    }

    // MARK: The figure

    private func figure(_ subject: Subject) -> Figure {
        let (shown, count) = settings(subject)
        let lines = lines(shown, subject)
        let isRate = subject == .learningRate
        let name = isRate ? "schedule-rate" : "schedule-momentum"
        let range = range(lines, subject)
        let epochs = results.plan.spec.epochs
        let tables = lines.indices.map { table("\(name)-\($0).tsv", lines[$0], subject) }
        let title = isRate ? "learning rate" : "momentum"
        return Figure(
            name: name,
            title: "\(title.capitalizedFirst) over the epochs",
            caption: caption(lines, of: count, subject, isLogarithmic: range.isLogarithmic),
            frame: PlotFrame(
                width: 480,
                plotHeight: 250,
                x: epochRange(epochs),
                y: range,
                keyTitles: lines.map(\.title)
            ),
            commands: [
                "set border 3", "set tics nomirror", "set xlabel 'epoch'", "set ylabel \(title)",
                "set format y '%g'",
            ] + CurveTable.epochLabels(epochs) + range.labels("y"),
            plots: plots(lines, tables, subject, name: name),
            tables: tables,
            readout: .curves(of: "epoch")
        )
    }

    /// Steps within epochs go beyond the beginning of the last one.
    private func epochRange(_ epochs: Int) -> AxisRange {
        let changes = results.plan.settings.contains(where: \.schedule.changesInEpochs)
        return changes ? AxisRange(low: 0, high: Double(epochs)) : CurveTable.epochRange(epochs)
    }

    private func plots(
        _ lines: [Line],
        _ tables: [FigureTable],
        _ subject: Subject,
        name: String
    ) -> [Plot] {
        lines.enumerated().map { index, line in
            let color = Palette.color(index, of: lines.count)
            // Within an epoch only what changes batch by batch is no constant.
            let isStaircase = line.setting.schedule.kind == .step
            let style: GnuplotScript =
                tables[index].rowCount < 2
                ? "points pointtype 7" : isStaircase ? "steps" : "lines"
            return Plot(
                command: "\(tables[index].name) using 1:2 with \(style) linewidth 2 "
                    + "linecolor rgb \(color) title \(line.title)",
                group: index,
                series: Series(
                    name: line.title,
                    data: SeriesValues(
                        name: "\(name)-\(index)",
                        x: line.course.epochs,
                        y: numbers(line, subject)
                    )
                )
            )
        }
    }

    private func table(_ name: String, _ line: Line, _ subject: Subject) -> FigureTable {
        let column = subject == .learningRate ? Axis.learningRate.name : Axis.momentum.name
        var table = FigureTable(name, columns: ["epoch", column])
        for (epoch, number) in zip(line.course.epochs, numbers(line, subject)) {
            table.add(["\(epoch)", "\(number)"])
        }
        return table
    }

    /// Learning rates are on a logarithmic axis where those of some lines are many times others'.
    private func range(_ lines: [Line], _ subject: Subject) -> AxisRange {
        let numbers = lines.map { self.numbers($0, subject) }
        guard subject == .learningRate else { return .around(numbers.flatMap(\.self)) }
        let highest = numbers.compactMap { $0.max() }
        let (low, high) = (highest.min() ?? 0.1, highest.max() ?? 0.1)
        guard high > Self.wideSpan * low else { return AxisRange(low: 0, high: high * 1.05) }
        let positive = numbers.flatMap { $0.filter { $0 > 0 } }
        return AxisRange(
            low: max(positive.min() ?? low, low / Self.depth) / 1.2,
            high: high * 1.2,
            isLogarithmic: true
        )
    }

    private func caption(
        _ lines: [Line],
        of count: Int,
        _ subject: Subject,
        isLogarithmic: Bool
    ) -> String {
        let isRate = subject == .learningRate
        let isByBatch = lines.contains { $0.setting.schedule.changesInEpochs }
        let steps = isByBatch ? "each step" : "each epoch"
        let name = isRate ? "learning rate η" : Self.momentumWords(lines.map(\.setting))
        let rest =
            lines.count < count
            ? " \(NumberText.grouped(lines.count)) of \(NumberText.counted(count, "course")) "
                + "are drawn." : ""
        let constant =
            isRate ? "" : " Where a schedule does not change it, it is that of the setting."
        return "Vertical\(isLogarithmic ? ", logarithmic" : ""): the \(name) of \(steps), as the "
            + "schedule changes that of the setting. Horizontal: the epoch." + constant + rest
    }

    /// The momentum with its letter.
    private static func momentumWords(_ settings: [Setting]) -> String {
        let adams = settings.count { $0.optimizer.isAdam }
        if adams == 0 { return "momentum μ" }
        return adams == settings.count ? "momentum β₁" : "momentum, μ or β₁,"
    }
}
