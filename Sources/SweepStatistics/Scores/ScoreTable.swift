package import TrainingModel

/// The scores of a sweep whose seeds are paired: y for each setting, fold and seed.
package struct ScoreTable: Sendable {
    /// The number of settings.
    package let settingCount: Int

    /// The number of folds; 1 without folds.
    package let foldCount: Int

    /// The number of seeds.
    package let seedCount: Int

    /// What the units of comparison are.
    package let design: UnitDesign

    /// What the losses were clipped by, the geometric mean over folds, and so the bound of every
    /// interval; `nil` for none.
    package let scale: LossScale?

    private var scores: [Double]

    /// Starts without scores.
    ///
    /// - Parameters:
    ///   - settingCount: The settings of the plan.
    ///   - seedCount: The seeds of the plan.
    ///   - foldCount: k, at least 2, or `nil` without folds.
    ///   - scale: What the losses are clipped by, the geometric mean over folds.
    package init(
        settingCount: Int,
        seedCount: Int,
        foldCount: Int? = nil,
        scale: LossScale? = nil
    ) {
        precondition(foldCount ?? 2 >= 2, "\(foldCount ?? 0) folds are no folds")
        self.settingCount = settingCount
        self.seedCount = seedCount
        self.foldCount = foldCount ?? 1
        self.scale = scale
        design = foldCount.map { .folds($0) } ?? .seeds
        scores = Array(repeating: .nan, count: settingCount * (foldCount ?? 1) * seedCount)
    }

    /// y of one run; `nil` if it is missing.
    package subscript(setting: Int, fold fold: Int = 0, seed seed: Int) -> Double? {
        get {
            let score = scores[index(setting, fold, seed)]
            return score.isNaN ? nil : score
        }
        set { scores[index(setting, fold, seed)] = newValue ?? .nan }
    }

    /// The seeds for which each of `settings` has a score on every fold, in ascending order.
    package func completeSeeds(of settings: [Int]) -> [Int] {
        (0..<seedCount).filter { seed in
            settings.allSatisfy { setting in
                (0..<foldCount).allSatisfy { !scores[index(setting, $0, seed)].isNaN }
            }
        }
    }

    /// The settings that have a complete seed, in ascending order.
    package var startedSettings: [Int] {
        (0..<settingCount).filter { setting in
            (0..<seedCount).contains { seed in
                (0..<foldCount).allSatisfy { !scores[index(setting, $0, seed)].isNaN }
            }
        }
    }

    /// The units of one setting: its scores, or with folds the means of each fold.
    ///
    /// - Parameters:
    ///   - setting: The index of a setting.
    ///   - seeds: Seeds that are complete for it; see ``completeSeeds(of:)``.
    /// - Returns: One number for each seed or fold, as ``unitIndices(seeds:)`` says; none without
    ///   seeds.
    package func units(of setting: Int, seeds: [Int]) -> [Double] {
        guard !seeds.isEmpty else { return [] }
        switch design {
        case .seeds: return seeds.map { scores[index(setting, 0, $0)] }
        case .folds:
            return (0..<foldCount).map { fold in
                seeds.reduce(0) { $0 + scores[index(setting, fold, $1)] } / Double(seeds.count)
            }
        }
    }

    /// Which seed or fold each unit is.
    package func unitIndices(seeds: [Int]) -> [Int] {
        if seeds.isEmpty { return [] }
        return design == .seeds ? seeds : Array(0..<foldCount)
    }

    /// All scores of one setting that there are, fold by fold.
    package func scores(of setting: Int) -> [Double] {
        let first = index(setting, 0, 0)
        return scores[first..<first + foldCount * seedCount].filter { !$0.isNaN }
    }

    private func index(_ setting: Int, _ fold: Int, _ seed: Int) -> Int {
        precondition(
            (0..<settingCount).contains(setting) && (0..<foldCount).contains(fold)
                && (0..<seedCount).contains(seed),
            "setting \(setting), fold \(fold), seed \(seed) of \(settingCount), \(foldCount), "
                + "\(seedCount)"
        )
        return (setting * foldCount + fold) * seedCount + seed
    }
}
