internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The seeds.
    ///
    /// A number n (seeds 0…n−1), a list, `{notebook: S}`, or a text: `10`, `3,5,8`, `0-4,7` or
    /// `notebook:1`. A text with a comma or a dash is a list; `5-5` is the seed 5 alone.
    ///
    /// - Throws: `SpecError` for anything else, for repeated seeds and for too many of them.
    func seedPlan() throws -> SeedPlan {
        switch content {
        case .scalar(let text): return try seedPlan(ofText: text)
        case .list(let elements):
            return .paired(SeedList(try distinct(elements.map { try $0.seed() })))
        case .mapping:
            let entries = try entries(named: ["notebook"], allowed: Self.allowedSeeds)
            guard let seed = entries["notebook"] else {
                throw SpecError(self, isNotAllowed: Self.allowedSeeds)
            }
            return .notebook(try seed.seed())
        case .missing: throw SpecError(self, isNotAllowed: Self.allowedSeeds)
        }
    }

    private func seedPlan(ofText text: String) throws -> SeedPlan {
        let notebook = "notebook:"
        if text.hasPrefix(notebook) {
            return .notebook(try element(text.dropFirst(notebook.count).trimmingBlanks()).seed())
        }
        if let count = Int(text) {
            guard (1...Limits.runs).contains(count) else {
                throw SpecError(self, isNotAllowed: "1 to \(Limits.runs) seeds")
            }
            return .paired(SeedList(0..<UInt64(count)))
        }
        guard text.utf8.contains(where: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            throw SpecError(self, isNotAllowed: Self.allowedSeeds)
        }
        var seeds: [UInt64] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            seeds += try element(item.trimmingBlanks()).seedRange()
            guard seeds.count <= Limits.settings else { throw tooManySeeds }
        }
        return .paired(SeedList(try distinct(seeds)))
    }

    /// The seeds that a text such as `5` or `5-8` names.
    private func seedRange() throws -> [UInt64] {
        guard case .scalar(let text) = content, text.dropFirst().contains("-") else {
            return [try seed()]
        }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let seeds = try ends.map { try element($0.trimmingBlanks()).seed() }
        guard seeds.count == 2, seeds[0] <= seeds[1] else {
            throw SpecError(self, isNotAllowed: "a range of seeds such as 5-8")
        }
        guard seeds[1] - seeds[0] < Limits.settings else { throw tooManySeeds }
        return Array(seeds[0]...seeds[1])
    }

    private func seed() throws -> UInt64 { UInt64(try wholeNumber(in: Limits.seeds)) }

    private func distinct(_ seeds: [UInt64]) throws -> [UInt64] {
        guard !seeds.isEmpty else { throw SpecError(self, isNotAllowed: "at least one seed") }
        guard seeds.count <= Limits.settings else { throw tooManySeeds }
        var seen: Set<UInt64> = []
        for seed in seeds where !seen.insert(seed).inserted {
            throw SpecError(origin, "\(seed) stands twice; each seed may stand once")
        }
        return seeds
    }

    private var tooManySeeds: SpecError {
        SpecError(
            self,
            isNotAllowed: "at most \(Limits.settings) seeds one by one; a number n means 0…n−1"
        )
    }

    private static let allowedSeeds =
        "a number of seeds such as 10, a list such as 3,5,8, a range such as 0-4, or notebook:1"
}
