import SweepSpecReader
import Testing
import TrainingModel

/// Names that people bring from other tools.
@Suite struct SpecSynonymsTests {
    @Test(arguments: [
        ("lr", "learning-rate"), ("wd", "weight-decay"), ("bs", "batch"), ("batch-size", "batch"),
        ("seed", "seeds"), ("LR", "learning-rate"), ("random-state", "seeds"),
        ("hidden-layer-sizes", "hidden"), ("n-splits", "folds"), ("data", "csv"),
        ("mu", "momentum"),
    ])
    func `a flag of another tool means one of ours`(word: String, flag: String) {
        #expect(SpecSynonyms.flag(meantBy: word) == flag)
    }

    @Test(arguments: ["", "learning-rate", "xyzzy", "momentum"])
    func `other words mean nothing`(word: String) {
        #expect(SpecSynonyms.flag(meantBy: word) == nil)
    }

    /// Otherwise a suggestion would lead to the next refusal.
    @Test func `every meaning is a known key, and no synonym is one itself`() {
        let words = Set(SpecPaths.all.flatMap { $0.split(separator: ".").map(String.init) })
            .union(["warmup", "every", "factor", "to", "over"])  // Within a schedule.
        for (key, synonyms) in SpecSynonyms.keys {
            #expect(words.contains(key))
            for synonym in synonyms { #expect(!SpecPaths.all.contains("training.\(synonym)")) }
        }
    }

    @Test func `every meaning of a value is a word that some axis takes`() {
        let names = Axis.all.flatMap { axis -> [String] in
            if case .word(_, let words) = axis.kind { words.names } else { [] }
        }
        for (word, others) in SpecSynonyms.words {
            #expect(names.contains(word))
            for other in others { #expect(other == other.lowercased().filter { $0 != "_" }) }
        }
    }
}
