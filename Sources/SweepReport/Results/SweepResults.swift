internal import Glibc
internal import NeuralNet
internal import SweepModel
internal import TrainingModel

/// All that a report keeps of a sweep after it walked through the runs once.
struct SweepResults {
    /// The plan.
    let plan: SweepPlan

    /// The samples.
    let dataset: Dataset

    /// One entry for each setting, in the plan's order.
    var settings: [SettingResults] = []

    /// The settings that may be compared fairly.
    let families: [MomentumFamily]

    /// The momenta that have figures of their own, ascending.
    private(set) var shownMomenta: [Double]

    /// The networks of the best setting of each momentum that has one, by ascending momentum.
    var trained: [TrainedSetting] = []

    /// Every setting against the baseline of its family; empty unless the seeds are paired.
    var comparisons: [Comparison] = []

    /// The first failures, at most ``failureLimit``.
    var failures: [(run: Run, reason: String)] = []

    /// What did not fit together while the sweep ran.
    var anomalies: [Anomaly] = []

    /// How many failures the page lists.
    static let failureLimit = 100

    /// How many momenta have figures of their own.
    static let shownMomentumLimit = 10

    /// How many families have comparison figures.
    static let shownFamilyLimit = 4

    /// Starts without runs.
    init(plan: SweepPlan, dataset: Dataset) {
        self.plan = plan
        self.dataset = dataset
        families = MomentumFamily.families(of: plan)
        shownMomenta = Self.evenly(Self.momenta(of: plan), limit: Self.shownMomentumLimit)
    }

    /// Puts the best setting's momentum among the shown ones, in place of its nearest neighbour.
    mutating func showBest() {
        guard let momentum = best?.setting.momentum, !shownMomenta.contains(momentum),
            let place = shownMomenta.firstIndex(where: { $0 > momentum })
        else { return }
        // Neither the first nor the last one gives way.
        shownMomenta[min(max(place, 1), shownMomenta.count - 2)] = momentum
    }

    /// Every momentum of the plan once, ascending.
    static func momenta(of plan: SweepPlan) -> [Double] {
        var momenta: [Double] = []
        for momentum in plan.spec.axes.numbers(.momentum).sorted() where momentum != momenta.last {
            momenta.append(momentum)
        }
        return momenta
    }

    /// At most `limit` of `elements`, evenly spaced, the first and the last among them.
    static func evenly<Element>(_ elements: [Element], limit: Int) -> [Element] {
        guard elements.count > limit else { return elements }
        return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
    }

    /// The runs that trained all epochs.
    var finishedCount: Int { settings.reduce(0) { $0 + $1.finishedCount } }

    /// The runs whose loss left the finite numbers.
    var divergedCount: Int { settings.reduce(0) { $0 + $1.divergedCount } }

    /// The runs that could not be trained.
    var failedCount: Int { settings.reduce(0) { $0 + $1.failedCount } }

    /// The runs that have not ended yet.
    var openCount: Int { settings.reduce(0) { $0 + $1.openCount } }

    /// Whether some runs have not ended yet.
    var isPartial: Bool { openCount > 0 }

    /// The setting that did best, if any run finished.
    var best: SettingResults? {
        guard let first = settings.first else { return nil }
        let best = settings.dropFirst().reduce(first) { $1.isBetter(than: $0) ? $1 : $0 }
        return best.finishedCount > 0 ? best : nil
    }

    /// ln C, the loss of a network that gives each of the C classes the same chance.
    var guessLoss: Double { log(Double(dataset.classCount)) }

    /// Whether the finished runs of `setting` ended, on average, better than by guessing.
    func hasLearned(_ setting: SettingResults) -> Bool { setting[.loss].mean < guessLoss }

    /// The `count` settings that did best, the best first.
    func leading(_ count: Int) -> [SettingResults] {
        Array(settings.sorted { $0.isBetter(than: $1) }.prefix(count))
    }

    /// The networks of the best setting with `momentum`, if any run of such a setting finished.
    func trained(withMomentum momentum: Double) -> TrainedSetting? {
        trained.first { settings[$0.index].setting.momentum == momentum }
    }

    /// The families with comparison figures: evenly spaced ones and the one of the best setting.
    var shownFamilies: [MomentumFamily] {
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
    func shownMembers(of family: MomentumFamily) -> [SettingResults] {
        family.members.map { settings[$0] }.filter { shownMomenta.contains($0.setting.momentum) }
    }

    /// The setting in words: what varies in this sweep, or the momentum if nothing does.
    func label(of setting: Setting) -> String {
        let varying = plan.spec.axes.varying
        return setting.label(of: varying.isEmpty ? [.momentum] : varying)
    }

    /// The setting in symbols, for figures.
    func shortLabel(of setting: Setting) -> String {
        let varying = plan.spec.axes.varying
        return setting.shortLabel(of: varying.isEmpty ? [.momentum] : varying)
    }
}
