internal import Glibc
package import NeuralNet
package import SweepModel
internal import SweepStatistics
package import TrainingModel

/// All that a report keeps of a sweep after it walked through the runs once.
package struct SweepResults {
    /// The plan.
    package let plan: SweepPlan

    /// The samples.
    package let dataset: Dataset

    /// One entry for each setting, in the plan's order.
    package internal(set) var settings: [SettingResults] = []

    /// The first of the settings than which no other did better, or `nil` before the first one.
    package private(set) var bestIndex: Int?

    /// The settings that may be compared fairly.
    package let families: [MomentumFamily]

    /// The momenta that have figures of their own, ascending.
    package private(set) var shownMomenta: [Double]

    /// The networks of the best setting of each momentum that has one, by ascending momentum.
    package var trained: [TrainedSetting] = []

    /// Every setting against the baseline of its family; empty unless the seeds are paired.
    package var comparisons: [Comparison] = []

    /// The first failures, at most ``failureLimit``.
    package var failures: [(run: Run, reason: String)] = []

    /// What did not fit together while the sweep ran.
    package var anomalies: [Anomaly] = []

    /// How many failures the page lists.
    package static let failureLimit = 100

    /// How many momenta have figures of their own.
    package static let shownMomentumLimit = 10

    /// How many families have comparison figures.
    package static let shownFamilyLimit = 4

    /// Starts without runs.
    package init(plan: SweepPlan, dataset: Dataset) {
        self.plan = plan
        self.dataset = dataset
        families = MomentumFamily.families(of: plan)
        shownMomenta = Self.evenly(Self.momenta(of: plan), limit: Self.shownMomentumLimit)
    }

    /// Whether `setting` did better than all settings so far.
    func isNewBest(_ setting: SettingResults) -> Bool {
        bestIndex.map { setting.isBetter(than: settings[$0]) } ?? true
    }

    /// Appends a setting whose runs have all been seen.
    mutating func append(_ setting: SettingResults) {
        if isNewBest(setting) { bestIndex = setting.index }
        settings.append(setting)
    }

    /// Puts the best setting's momentum among the shown ones, in place of its nearest neighbour.
    package mutating func showBest() {
        guard let momentum = best?.setting.momentum, !shownMomenta.contains(momentum),
            let place = shownMomenta.firstIndex(where: { $0 > momentum })
        else { return }
        // Neither the first nor the last one gives way.
        shownMomenta[min(max(place, 1), shownMomenta.count - 2)] = momentum
    }

    /// Every momentum of the plan once, ascending.
    package static func momenta(of plan: SweepPlan) -> [Double] {
        var momenta: [Double] = []
        for momentum in plan.spec.axes.numbers(.momentum).sorted() where momentum != momenta.last {
            momenta.append(momentum)
        }
        return momenta
    }

    /// At most `limit` of `elements`, evenly spaced, the first and the last among them.
    package static func evenly<Element>(_ elements: [Element], limit: Int) -> [Element] {
        guard elements.count > limit else { return elements }
        return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
    }

    /// How many runs ended how.
    package var counts: RunCounts { settings.reduce(RunCounts()) { $0 + $1.counts } }

    /// Whether some runs have not ended yet.
    package var isPartial: Bool { counts.open > 0 }

    /// The setting that did best, if any run finished.
    package var best: SettingResults? {
        bestIndex.map { settings[$0] }.flatMap { $0.counts.finished > 0 ? $0 : nil }
    }

    /// ln C, the loss of a network that gives each of the C classes the same chance.
    package var guessLoss: Double { log(Double(dataset.classCount)) }

    /// Whether the finished runs of `setting` ended, on average, better than by guessing.
    package func hasLearned(_ setting: SettingResults) -> Bool { setting[.loss].mean < guessLoss }

    /// The `count` settings that did best, the best first.
    package func leading(_ count: Int) -> [SettingResults] {
        Array(settings.sorted { $0.isBetter(than: $1) }.prefix(count))
    }

    /// The networks of the best setting with `momentum`, if any run of such a setting finished.
    package func trained(withMomentum momentum: Double) -> TrainedSetting? {
        trained.first { settings[$0.index].setting.momentum == momentum }
    }

    /// The families with comparison figures: evenly spaced ones and the one of the best setting.
    package var shownFamilies: [MomentumFamily] {
        let places = Array(families.indices)
        guard places.count > Self.shownFamilyLimit else { return families }
        var shown = Self.evenly(places, limit: Self.shownFamilyLimit)
        if let best, let place = families.firstIndex(where: { $0.members.contains(best.index) }),
            !shown.contains(place)
        {
            shown[1] = place
        }
        return shown.sorted().map { families[$0] }
    }

    /// The members of `family` that have figures of their own, by ascending momentum.
    package func shownMembers(of family: MomentumFamily) -> [SettingResults] {
        family.members.map { settings[$0] }.filter { shownMomenta.contains($0.setting.momentum) }
    }

    /// The setting in words: what varies in this sweep, or the momentum if nothing does.
    package func label(of setting: Setting) -> String {
        setting.label(of: plan.labelledAxes)
    }

    /// The setting in symbols, for figures.
    package func shortLabel(of setting: Setting) -> String {
        setting.shortLabel(of: plan.labelledAxes)
    }
}

extension SweepPlan {
    /// The hyper-parameters by which settings are told apart: those that vary, or the momentum.
    package var labelledAxes: [Axis] {
        spec.axes.varying.isEmpty ? [.momentum] : spec.axes.varying
    }
}
