internal import Quoting
public import SweepModel
public import TrainingModel

/// What a person should know of a sweep before it is trained: sentences, in the order of weight.
public enum SweepNotes {
    /// What spec, defaults and split tell.
    ///
    /// - Parameters:
    ///   - spec: The spec, its layers fitted.
    ///   - assumptions: What its defaults decided.
    ///   - sampleCount: The number of samples.
    ///   - parts: Which samples are held out, or `nil` if that is not known yet.
    ///   - groupCount: The number of groups, where the split draws groups.
    /// - Returns: The sentences; most sweeps have one or two.
    public static func sentences(
        of spec: SweepSpec,
        assumptions: Set<SpecAssumption>,
        sampleCount: Int,
        parts: SampleParts?,
        groupCount: Int? = nil
    ) -> [String] {
        let counts = parts.map(PartCounts.init)
        let trainingCount = counts?.training ?? (spec.split == .none ? sampleCount : nil)
        return [
            assumptions.contains(.newDefaults) ? newDefaults : nil,
            assumptions.contains(.split) ? standardSplit(counts) : nil,
            assumptions.contains(.network) ? standardNetwork : nil,
            assumptions.contains(.usualMetrics) ? usualMetrics : nil,
            heldOut(spec),
            groupCount.flatMap { groupShares(spec.split, counts, groupCount: $0) },
            trainingCount.flatMap { largeBatches(spec, trainingCount: $0) },
        ].compactMap(\.self) + sentences(of: spec.axes, epochs: spec.epochs)
    }

    /// How many samples each part has.
    ///
    /// - Parameter parts: The part of each sample.
    /// - Returns: One sentence, or none if all samples are trained on.
    public static func counts(of parts: SampleParts) -> [String] {
        let counts = PartCounts(parts)
        switch parts {
        case .whole: return []
        case .folds(_, let count):
            return [
                "Of \(count.grouped) folds each is held out in turn: at least "
                    + "\(counts.training.grouped) samples train, at most "
                    + "\(counts.validation.grouped) validate."
            ]
        case .parts:
            let others = [(counts.validation, "validate"), (counts.test, "test")]
                .filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
            return ["\(counts.training.grouped) samples train, \(others.joined(separator: ", "))."]
        }
    }

    private static let newDefaults =
        "The spec names no version, and the defaults are not those of version 1 any more: samples "
        + "are shuffled, and of data from files a fifth is held out. `version: 1` keeps the old "
        + "defaults, `version: 2` is the new ones without this note."

    private static func standardSplit(_ counts: PartCounts?) -> String {
        let numbers = counts.map {
            ": \($0.training.grouped) samples train, \($0.validation.grouped) validate"
        }
        return "No split is given, so a fifth of the samples is held out to compare settings"
            + "\(numbers ?? ""); `split: none` would train on all."
    }

    private static let standardNetwork =
        "No network is given, so it has one hidden layer of 50 units; `hidden` names others."

    private static let usualMetrics =
        "`metrics` adds to the usual metrics, which are recorded in any case; it may name "
        + Metric.optional.map(\.name).joined(separator: ", ") + "."

    private static func heldOut(_ spec: SweepSpec) -> String? {
        switch spec.split {
        case .none:
            return "No samples are held out, so settings are compared by the samples that they "
                + "are trained on; --validation 0.2 compares them by others."
        case .shares(let shares, _) where shares.validation == 0,
            .last(let shares) where shares.validation == 0:
            return "Only test samples are held out, so settings are compared by the samples that "
                + "they are trained on; --validation 0.2 compares them by others."
        case .shares, .last, .folds, .column: return nil
        }
    }

    /// That groups, which stay whole, do not allow the shares that the spec names.
    private static func groupShares(
        _ split: SplitRule,
        _ counts: PartCounts?,
        groupCount: Int
    ) -> String? {
        guard case .shares(let shares, let draw) = split, let group = draw.group, let counts else {
            return nil
        }
        let total = Double(counts.training + counts.validation + counts.test)
        let parts = [
            ("Validation", Double(counts.validation) / total, shares.validation),
            ("Test", Double(counts.test) / total, shares.test),
        ]
        let differing = parts.filter { abs($0.1 - $0.2) >= notableDifference }.map {
            "\($0.0) samples are \(percent($0.1)) and not \(percent($0.2))"
        }
        guard !differing.isEmpty else { return nil }
        let column = VisibleText.quoted(group)
        let reason =
            groupCount <= fewGroups
            ? "there are only \(groupCount.counted("group")) of \(column)"
            : "the \(groupCount.grouped) groups of \(column) differ in size"
        return "\(differing.joined(separator: "; ")): \(reason), and each stays whole."
    }

    /// How far a share may be from the one that the spec names without a note.
    private static let notableDifference = 0.025

    /// As many groups are few: one is more than a share is rounded by.
    private static let fewGroups = 20

    /// A share in whole percent.
    private static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }

    private static func largeBatches(_ spec: SweepSpec, trainingCount: Int) -> String? {
        let large = spec.axes.numbers(.batch).filter { $0 > Double(trainingCount) }
        guard !large.isEmpty else { return nil }
        let batches = large.map { Axis.batch.text(of: .number($0)) }.joined(separator: ", ")
        return
            "Batch \(batches) is more than the \(trainingCount.grouped) samples that are trained "
            + "on, so an epoch is a single step."
    }
}

/// How many samples each part has; with folds, where the training part is smallest.
private struct PartCounts {
    let training: Int
    let validation: Int
    var test = 0

    init(_ parts: SampleParts) {
        switch parts {
        case .whole(let count):
            training = count
            validation = 0
        case .parts(let parts):
            training = parts.count { $0 == .training }
            validation = parts.count { $0 == .validation }
            test = parts.count { $0 == .test }
        case .folds(let folds, let count):
            var sizes = [Int](repeating: 0, count: count)
            for fold in folds { sizes[Int(fold)] += 1 }
            validation = sizes.max() ?? 0
            training = folds.count - validation
        }
    }
}
