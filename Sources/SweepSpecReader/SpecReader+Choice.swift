internal import SweepModel
internal import TrainingModel

/// How the keys of `select` and `stop` become a choice.
extension SpecReader {
    /// Which epoch of a run is taken, and when it stops early.
    ///
    /// - Parameters:
    ///   - split: Which samples are held out.
    ///   - seeds: The seeds of the runs.
    /// - Returns: The choice; where no key is written, that of the defaults.
    /// - Throws: `SpecError` for values that are not allowed or do not go together.
    func choice(_ split: SplitRule, _ seeds: SeedPlan) throws -> EpochChoice {
        let keys = SpecKey.choiceKeys.filter(sources.has)
        guard !keys.isEmpty else { return defaults.spec.choice }
        let isBest = try selectsBest()
        let rule = try rule()
        if rule != nil, isBest == false {
            throw SpecError(
                sources.origin(of: .select),
                "is final, which does not go with \(sources.mention(of: .patience)): of a run that "
                    + "stops early the best epoch is taken; keep one of the two"
            )
        }
        guard rule != nil || isBest == true else { return .final }
        guard split.hasValidation else {
            throw SpecError(
                sources.origin(of: rule == nil ? .select : .patience),
                "goes by the loss on validation samples, and none are held out; add "
                    + "`split: {validation: 0.2}` or folds"
            )
        }
        guard let rule else { return .best }
        guard seeds.isPaired else {
            throw SpecError(
                sources.origin(of: .patience),
                "does not go with the notebook's \(sources.mention(of: .seeds)): the random "
                    + "numbers of each run depend on the epochs of the runs before it; use seeds "
                    + "such as 10"
            )
        }
        return .stop(rule)
    }

    /// Whether `select` asks for the best epoch, or `nil` if it is not written.
    private func selectsBest() throws -> Bool? {
        guard let value = try sources.value(of: .select) else { return nil }
        switch value.content {
        case .scalar("final"): return false
        case .scalar("best"): return true
        default: throw SpecError(value, isNotAllowed: "final or best")
        }
    }

    /// The rule that `stop` gives, if it is written.
    private func rule() throws -> EarlyStopping? {
        let minimumDelta = try sources.value(of: .minDelta)?.number(in: .notNegative)
        guard let patience = try sources.value(of: .patience) else {
            guard minimumDelta != nil else { return nil }
            throw SpecError(
                sources.origin(of: .minDelta),
                "needs a patience beside it, as in `stop: {patience: 20, min_delta: 0.001}`"
            )
        }
        return EarlyStopping(
            patience: try patience.wholeNumber(in: 1...Limits.patience),
            minimumDelta: minimumDelta ?? 0
        )
    }
}
