internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The settings along one axis or over two, with everything else as the leader has it.
struct DrawnSettings {
    /// The settings, in the plan's order.
    let members: [SettingResults]

    /// The other axes that vary, in words with the leader's values; empty if there are none.
    let context: String

    private let axes: [Axis]
    private let total: Int
    private let isRanked: Bool

    /// Whether each optimizer is drawn with a setting of its own.
    private let isOfOptimizers: Bool

    /// Finds the settings that differ from the leader along `axes` alone.
    ///
    /// - Parameters:
    ///   - axes: What may differ.
    ///   - results: The sweep; without scores, its first setting takes the leader's place.
    init(along axes: [Axis], in results: SweepResults) {
        let others = results.plan.spec.axes.varying.filter { !axes.contains($0) }
        isOfOptimizers = axes == [.optimizer] && results.optimizers != nil
        let model = results.best?.setting ?? results.plan.settings[0]
        self.axes = axes
        total = results.plan.settings.count
        isRanked = results.best != nil
        context =
            isOfOptimizers || others.isEmpty
            ? "" : model.label(of: results.plan.labelledAxes.filter { !axes.contains($0) })
        if axes == [results.comparison.axis] {
            // A family also knows settings that train alike, such as Nesterov's without momentum.
            members = results.leadingFamily.map { results.settings[$0] }
        } else {
            members = results.settings.filter { setting in
                others.allSatisfy { setting.setting[$0] == model[$0] }
            }
        }
    }

    /// A sentence on what is left out, or nothing if `count` are all settings.
    func note(drawing count: Int) -> String {
        guard count < total else { return "" }
        var reasons: [String] = []
        if isOfOptimizers { reasons.append("the best of each optimizer") }
        if !context.isEmpty {
            let values = NumberText.listed(context.split(separator: ", ").map(String.init))
            reasons.append("those with \(values), as the \(isRanked ? "best" : "first") has")
        }
        if count < members.count {
            let names = NumberText.listed(axes.map(\.title))
            reasons.append("evenly picked along the \(names)" + (isRanked ? ", and the best" : ""))
        }
        return " \(NumberText.grouped(count)) of \(NumberText.counted(total, "setting")) "
            + "\(NumberText.verb(count)) drawn"
            + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; ")).")
    }
}

extension SweepResults {
    /// The settings that differ from the leader along the compared axis alone, in its order; along
    /// the optimizer, the best of each one.
    var leadingFamily: [Int] {
        if comparison.axis == .optimizer, let optimizers {
            return comparison.values.compactMap { value in
                optimizers.rows.first { .word($0.optimizer.rawValue) == value }?.best.setting
            }
        }
        let leader = answer?.leader ?? 0
        let family = comparison.families.first { $0.members.contains(leader) }
        // An optimizer that does not have the axis is in no family.
        guard let family else { return [leader] }
        // A setting may take several places, as Nesterov's form without momentum does.
        var seen: Set<Int> = []
        return family.members.filter { seen.insert($0).inserted }
    }

    /// Whether a setting is one of those that cannot be told from the leader, or the leader.
    func isAsGood(_ setting: Int) -> Bool {
        setting == answer?.leader || answer?.set?.contains(setting) == true
    }
}
