internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The picture of the loss by which settings are ranked against the effective learning rate.
struct EffectiveRateFigure {
    /// The most settings that the picture shows.
    static let settingLimit = 1_500

    /// The most points that all have their value beside them.
    static let labelLimit = 12

    private let results: SweepResults
    private let words: MetricWords
    private let scored: [SettingResults]

    /// The largest effective rate of each of ``scored``, by the setting's index.
    private let rates: [Int: Double]

    /// The axis whose values stand beside the points: the compared one, if SGD has several of it.
    private let labelAxis: Axis

    /// The settings of each colour, along the compared axis, with the words for the key.
    private let groups: [(label: String, members: [SettingResults])]

    /// Draws each setting of SGD at η·(1−τ)/(1−μ), one colour a family; with a schedule, at the
    /// largest that a step has.
    ///
    /// - Parameter results: The sweep.
    /// - Returns: The figure, or `nil` unless momentum and learning rate vary with SGD and at least
    ///   three of its settings have a score.
    static func make(_ results: SweepResults) -> Figure? {
        let varying = results.plan.varyingAxes(with: .sgd)
        guard varying.contains(.momentum), varying.contains(.learningRate) else { return nil }
        let scored = results.settings.filter {
            $0.setting.optimizer == .sgd && $0.score.loss > 0 && $0.score.loss.isFinite
        }
        guard scored.count > 2 else { return nil }
        return EffectiveRateFigure(scored, results).figure
    }

    private init(_ scored: [SettingResults], _ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
        let shown = SweepResults.evenly(scored, limit: Self.settingLimit)
        self.scored = shown
        rates = Dictionary(
            uniqueKeysWithValues: shown.map {
                let rate = ScheduleCourse.largestEffectiveRate(of: $0.setting, in: results)
                return ($0.index, rate ?? .nan)
            }
        )
        let varying = results.plan.varyingAxes(with: .sgd)
        let compared = results.comparison.axis
        labelAxis = varying.contains(compared) ? compared : .momentum
        let families = results.comparison.families
        guard families.count <= Palette.categories.count else {
            groups = [("settings", shown)]
            return
        }
        let indices = Set(shown.map(\.index))
        groups = families.map { family in
            let members = family.members.filter(indices.contains).map { results.settings[$0] }
            return (family.label.isEmpty ? "settings" : family.label, members)
        }.filter { !$0.members.isEmpty }
    }

    private func rate(_ setting: SettingResults) -> Double { rates[setting.index] ?? .nan }

    private var isScheduled: Bool { scored.contains { $0.setting.schedule != .constant } }

    private var isJoined: Bool { results.comparison.families.count <= Palette.categories.count }

    private var hasIntervals: Bool {
        scored.count <= 40 && scored.contains { $0.score.summary?.interval != nil }
    }

    private var figure: Figure {
        let (x, y) = (rateRange, lossRange)
        let frame = PlotFrame(
            width: 720,
            plotHeight: 340,
            left: 84,
            x: x,
            y: y,
            keyTitles: groups.count > 1 ? groups.map(title) : []
        )
        let labels = labels(in: frame)
        return Figure(
            name: "effective-rate",
            title: "\(words.title(of: results.objective.loss)) against the \(rateTitle)",
            caption: caption,
            frame: frame,
            commands: [
                "set xlabel \(rateTitle)", "set ylabel \(words.objective)",
                "set border 3", "set tics nomirror", "set bars small", "set format '%g'",
            ] + x.labels("x") + y.labels("y"),
            plots: plots + [
                Plot(
                    command: "\(labels.name) using 1:2:3 with labels center "
                        + "font (format eq 'png' ? ',16' : format eq 'pdf' ? ',8' : ',11') "
                        + "textcolor rgb \(Palette.ink) notitle"
                )
            ],
            tables: [table, labels]
        )
    }

    private var rateTitle: String {
        isScheduled ? "largest effective learning rate" : "effective learning rate"
    }

    /// What the key calls a group.
    private func title(of group: (label: String, members: [SettingResults])) -> String {
        group.label.shortened(to: 44)
    }

    private var caption: String {
        let axis = labelAxis
        let subject =
            isJoined && groups.count > 1
            ? "Each point is a setting; lines join those that differ in the \(axis.title) alone."
            : "Each point is a setting."
        let isAll = scored.count <= Self.labelLimit
        let marks =
            isAll
            ? " The number beside it is its \(axis.title), where there is room."
            : " Numbers are values of the \(axis.title): the ends"
                + "\(isJoined ? " of each line" : "") "
                + "and the best."
        let others = results.plan.spec.axes.optimizers.filter { $0 != .sgd }.map(\.title)
        let all = results.settings.count { $0.setting.optimizer == .sgd }
        let schedule =
            isScheduled
            ? " With a schedule, learning rate and momentum are those of the step where that is "
                + "largest." : ""
        let left =
            others.isEmpty
            ? "" : " \(NumberText.listed(others)) \(others.count == 1 ? "has" : "have") none."
        return subject + marks + " Vertical: the \(words.countedLoss)"
            + (words.runsPerSetting > 1 ? ", geometric means over \(words.scoredRuns)" : "")
            + (hasIntervals ? " with 95 % intervals" : "")
            + ". Horizontal: η·(1 − τ)/(1 − μ), the length of the steps in the long run, with the "
            + "momentum μ and the dampening τ. Where points lie on one curve, the momenta differ "
            + "by the length of their steps and by nothing else." + schedule + left
            + (scored.count < all
                ? " \(NumberText.grouped(scored.count)) of "
                    + "\(NumberText.counted(all, "setting")) are drawn." : "")
    }

    /// One block of lines for each group.
    private var table: FigureTable {
        var table = FigureTable(
            "effective-rate.tsv",
            columns: ["effective_rate", "loss", "low95", "high95", "value"]
        )
        for (index, group) in groups.enumerated() {
            if index > 0 {
                table.addGap()
                table.addGap()
            }
            for setting in group.members {
                let loss = setting.score.loss
                let interval = setting.score.summary?.interval ?? loss...loss
                table.add([
                    "\(rate(setting))", "\(loss)",
                    "\(interval.lowerBound)", "\(interval.upperBound)",
                    setting.setting.displayText(of: labelAxis),
                ])
            }
        }
        return table
    }

    /// The values of the compared axis beside their points, as far as there is room: the best
    /// setting's, those at the ends of the groups, and the others if they are few.
    private func labels(in frame: PlotFrame) -> FigureTable {
        let ends = groups.flatMap { [$0.members.first, $0.members.last].compactMap(\.self) }
        let best = scored.filter { $0.index == results.answer?.leader }
        let rest = scored.count <= Self.labelLimit ? scored : []
        var placement = LabelPlacement(in: frame, points: scored.map(point))
        var labelled: Set<Int> = []
        var table = FigureTable("effective-rate-labels.tsv", columns: ["x", "y", "value"])
        for setting in best + ends + rest where labelled.insert(setting.index).inserted {
            let text = setting.setting.displayText(of: labelAxis)
            let point = point(of: setting)
            guard
                let middle = placement.place(
                    length: text.count,
                    x: frame.position(x: point.x),
                    y: frame.position(y: point.y)
                )
            else { continue }
            let value = frame.value(x: middle.x, y: middle.y)
            table.add(["\(value.x)", "\(value.y)", text])
        }
        // gnuplot refuses to plot a file without rows.
        if table.rowCount == 0 { table.add(["NaN", "NaN", " "]) }
        return table
    }

    private func point(of setting: SettingResults) -> (x: Double, y: Double) {
        (rate(setting), setting.score.loss)
    }

    private var plots: [Plot] {
        groups.enumerated().map { index, group in
            let color = Palette.color(index, of: max(groups.count, 1))
            let isLine = isJoined && groups.count > 1
            let style: GnuplotScript =
                hasIntervals
                ? (isLine ? "1:2:3:4 with yerrorlines" : "1:2:3:4 with yerrorbars")
                : (isLine ? "1:2 with linespoints" : "1:2 with points")
            return Plot(
                command: "'effective-rate.tsv' index \(index) using \(style) "
                    + "pointtype 7 pointsize 0.7 linewidth 1.5 linecolor rgb \(color) "
                    + "title \(title(of: group))",
                group: index,
                series: Series(name: title(of: group), data: data(of: group.members, index))
            )
        }
    }

    private func data(of members: [SettingResults], _ index: Int) -> SeriesValues {
        let points = members.map(point)
        return SeriesValues(
            name: "effective-rate-\(index)",
            x: points.map(\.x),
            y: points.map(\.y),
            texts: members.map { setting in
                let rate = rate(setting).rounded(significantDigits: 4)
                return "\(results.shortLabel(of: setting.setting)): "
                    + "\(isScheduled ? "largest " : "")effective rate "
                    + "\(NumberText.plain(rate)), loss \(NumberText.loss(setting.score.loss))"
            }
        )
    }

    /// Logarithmic where the rates are far apart.
    private var rateRange: AxisRange {
        let rates = scored.map(rate)
        let (slowest, fastest) = (rates.min() ?? 0.1, rates.max() ?? 1)
        if fastest > 8 * slowest {
            return AxisRange(low: slowest * 0.85, high: fastest * 1.3, isLogarithmic: true)
        }
        let margin = (fastest - slowest) * 0.05 + slowest * 0.02
        return AxisRange(low: slowest - margin, high: fastest + 2 * margin)
    }

    private var lossRange: AxisRange {
        let losses = scored.map(\.score.loss)
        let (low, high) = (losses.min() ?? 0.1, losses.max() ?? 1)
        // An interval may be many times as wide as its mean.
        let ends = scored.compactMap(\.score.summary?.interval).flatMap {
            [max($0.lowerBound, low / 3), min($0.upperBound, high * 2)]
        }
        return .losses(losses + (hasIntervals ? ends : []))
    }
}
