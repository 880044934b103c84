internal import SweepModel
internal import TrainingModel

/// How the keys of the split become a rule.
extension SpecReader {
    /// Which samples are held out.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - seeds: The seeds of the runs.
    /// - Returns: The rule; where no key is written, that of the defaults.
    /// - Throws: `SpecError` for values that are not allowed or do not go together.
    func split(of dataset: DatasetSource, _ seeds: SeedPlan) throws -> SplitRule {
        let keys = try splitKeys()
        try checkExclusion(keys)
        guard !keys.isEmpty else {
            return dataset.isInFiles ? defaults.splitOfFiles : defaults.spec.split
        }
        let rule = try rule(of: keys)
        try checkColumns(keys, dataset)
        if case .folds = rule, !seeds.isPaired {
            throw SpecError(
                sources.origin(of: .folds),
                "does not go with the notebook's \(sources.mention(of: .seeds)): the random "
                    + "numbers of each run depend on the runs before it; use seeds such as 10"
            )
        }
        return rule
    }

    /// The keys that count: those of flags and variables, and those of the file that go with them.
    private func splitKeys() throws -> [SpecKey] {
        let written = try SpecKey.splitKeys.filter { key in
            guard key == .splitLast else { return sources.has(key) }
            return try sources.value(of: key)?.boolean() ?? false
        }
        // A seed or a group alone does not choose another kind of split than the file's.
        let choosing = written.filter { key in
            sources.isOverridden(key) && key != .splitSeed && key != .group
        }
        return written.filter { key in
            sources.isOverridden(key)
                || choosing.allSatisfy { !$0.splitKinds.isDisjoint(with: key.splitKinds) }
        }
    }

    private func checkExclusion(_ keys: [SpecKey]) throws {
        for (index, key) in keys.enumerated() {
            for earlier in keys[..<index]
            where earlier.splitKinds.isDisjoint(with: key.splitKinds) {
                let mention = sources.mention(of: earlier)
                guard key == .test, earlier == .folds else {
                    throw SpecError(
                        sources.origin(of: key),
                        "does not go with \(mention); keep one of the two"
                    )
                }
                throw SpecError(
                    sources.origin(of: key),
                    "does not go with \(mention): every sample is held out in one fold, so none is "
                        + "left for a test part; use validation and test without folds, or keep "
                        + "the test samples in a file of their own"
                )
            }
        }
    }

    private func rule(of keys: [SpecKey]) throws -> SplitRule {
        switch keys[0] {
        case .split:
            guard let value = try sources.value(of: .split) else { return .none }
            guard case .scalar("none") = value.content else {
                throw SpecError(
                    value,
                    isNotAllowed: "none, or keys of its own such as {validation: 0.2, test: 0.2} "
                        + "or {folds: 5}"
                )
            }
            return .none
        case .splitColumn:
            return .column(try columnName(.splitColumn) ?? "")
        case .splitLast:
            return .last(try shares())
        case .folds:
            let count = try sources.value(of: .folds)?.wholeNumber(in: 2...Limits.folds)
            return .folds(count: count ?? 2, try draw())
        default:
            return .shares(try shares(), try draw())
        }
    }

    private func shares() throws -> HeldOutShares {
        let usual = HeldOutShares(validation: 0.2)
        let shares = HeldOutShares(
            validation: try sources.value(of: .validation)?.number(in: .share) ?? usual.validation,
            test: try sources.value(of: .test)?.number(in: .share) ?? usual.test
        )
        let sum = shares.validation + shares.test
        guard sum < 1 else {
            throw SpecError(
                sources.origin(of: sources.has(.test) ? .test : .validation),
                "validation \(shares.validation) and test \(shares.test) leave nothing to train "
                    + "on; together they are below 1"
            )
        }
        guard sum > 0 else {
            throw SpecError(
                sources.origin(of: .validation),
                "0 holds nothing out; `split: none` says so, and test holds samples out too"
            )
        }
        return shares
    }

    private func draw() throws -> SplitDraw {
        SplitDraw(
            seed: UInt64(try sources.value(of: .splitSeed)?.wholeNumber(in: Limits.seeds) ?? 0),
            group: try columnName(.group)
        )
    }

    private func columnName(_ key: SpecKey) throws -> String? {
        try sources.value(of: key)?.text(meaning: "the name of a column")
    }

    /// Refuses columns where there are none, and the classes' own.
    private func checkColumns(_ keys: [SpecKey], _ dataset: DatasetSource) throws {
        for key in keys where key == .group || key == .splitColumn {
            let origin = sources.origin(of: key)
            guard case .csv(let table) = dataset else {
                throw SpecError(
                    origin,
                    "names a column, and only data of a CSV file have columns"
                )
            }
            guard let name = try columnName(key), name != table.label else {
                throw SpecError(
                    origin,
                    "\(table.label) is the column of the classes; name another column"
                )
            }
        }
    }
}
