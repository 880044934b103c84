import SweepSpecReader
import Testing

/// Which key a misspelled one is taken for.
@Suite struct SpecPathsTests {
    @Test(arguments: [
        ("training.epoch", "training.epochs"),
        ("training.momentum_", "training.momentum"),
        ("epochs", "training.epochs"),
        ("sweep.batsh", "sweep.batch"),
        ("training.batsh", "training.batch"),
        ("dataset.spirl", "dataset.spiral"),
        ("seed", "seeds"),
        ("learning-rate", "sweep.learning_rate"),
        ("training.activation", "network.activation"),
        ("training.nonlinearity", "network.activation"),
        ("network.dropuot", "training.dropout"),
    ])
    func `the nearest key is suggested`(path: String, nearest: String) {
        #expect(SpecPaths.nearest(to: path) == nearest)
    }

    @Test func `nothing is suggested for a word that is like no key`() {
        #expect(SpecPaths.nearest(to: "training.xyzzy") == nil)
    }

    @Test(arguments: [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)])
    func `the edit distance counts changed letters`(left: String, right: String, distance: Int) {
        #expect(SpecPaths.editDistance(left, right) == distance)
        #expect(SpecPaths.editDistance(right, left) == distance)
    }
}
