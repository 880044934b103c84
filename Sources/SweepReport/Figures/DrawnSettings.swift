internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The settings along one axis or over two, with everything else as the leader has it; along the
/// optimizer, the best of each.
struct DrawnSettings {
    /// The settings, in the plan's order.
    let members: [SettingResults]

    /// The other axes that vary, in words with the leader's values; empty if there are none.
    let context: String

    private let axes: [Axis]
    private let total: Int

    /// The best of each optimizer, in symbols.
    private let labels: String

    /// Whose values all of them have, as the end of a clause.
    private let owner: String

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
        let isCompared = axes == [results.comparison.axis]
        let leader = results.answer?.leader ?? 0
        let index = isCompared ? results.familyLeader : leader
        let model = results.plan.settings[index]
        self.axes = axes
        total = results.plan.settings.count
        owner =
            results.best == nil
            ? "first" : index == leader ? "best" : "best with \(model.optimizer.title)"
        context =
            isOfOptimizers || others.isEmpty
            ? "" : model.label(of: results.plan.labelledAxes.filter { !axes.contains($0) })
        if isOfOptimizers {
            members = results.bestOfOptimizers.map { results.settings[$0] }
        } else if isCompared {
            // A family also knows settings that train alike, such as Nesterov's without momentum.
            members = results.leadingFamily.map { results.settings[$0] }
        } else {
            members = results.settings.filter { setting in
                others.allSatisfy { setting.setting[$0] == model[$0] }
            }
        }
        labels =
            isOfOptimizers
            ? members.map { results.shortLabel(of: $0.setting) }.joined(separator: "; ") : ""
    }

    /// A sentence on what is left out, or nothing if `count` are all settings.
    func note(drawing count: Int) -> String {
        guard count < total else { return "" }
        var reasons: [String] = []
        if isOfOptimizers { reasons.append("the best of each optimizer (\(labels))") }
        if !context.isEmpty {
            let values = NumberText.listed(context.split(separator: ", ").map(String.init))
            reasons.append("those with \(values), as the \(owner) has")
        }
        if count < members.count {
            let names = NumberText.listed(axes.map(\.title))
            let best = owner == "first" ? "" : ", and the best"
            reasons.append("evenly picked along the \(names)\(best)")
        }
        return " \(NumberText.grouped(count)) of \(NumberText.counted(total, "setting")) "
            + "\(NumberText.verb(count)) drawn"
            + (reasons.isEmpty ? "." : ": \(reasons.joined(separator: "; ")).")
    }
}

extension SweepResults {
    /// The leader; where its optimizer has one value of the compared axis, the best setting that can
    /// be compared along it.
    var familyLeader: Int {
        let leader = answer?.leader ?? 0
        let compared = Set(
            comparison.families.lazy.filter { $0.members.count > 1 }.flatMap(\.members)
        )
        guard !compared.isEmpty, !compared.contains(leader) else { return leader }
        return answer?.ranking.first(where: compared.contains) ?? leader
    }

    /// The settings that differ from ``familyLeader`` along the compared axis alone, in its order;
    /// along the optimizer, the best of each one.
    var leadingFamily: [Int] {
        if comparison.axis == .optimizer, optimizers != nil { return bestOfOptimizers }
        let leader = familyLeader
        let family = comparison.families.first { $0.members.contains(leader) }
        guard let family else { return [leader] }
        // A setting may take several places, as Nesterov's form without momentum does.
        var seen: Set<Int> = []
        return family.members.filter { seen.insert($0).inserted }
    }

    /// The best setting of each optimizer, in the order of the spec.
    var bestOfOptimizers: [Int] {
        plan.spec.axes.optimizers.compactMap { optimizer in
            optimizers?.rows.first { $0.optimizer == optimizer }?.best.setting
        }
    }

    /// Whether a setting is one of those that cannot be told from the leader, or the leader.
    func isAsGood(_ setting: Int) -> Bool {
        setting == answer?.leader || answer?.set?.contains(setting) == true
    }
}
