import Quoting
import Testing

/// Checks which names are suggested for a misspelled one.
@Suite struct NearestTextTests {
    @Test(
        arguments: [
            ("patientt", ["label", "patient", "patience"], "patient"),
            ("Patient", ["label", "patient"], "patient"),
            ("trian", ["train", "validation", "test"], "train"),
            ("tset", ["train", "test"], nil),
            ("group", ["label", "patient"], nil),
            ("id", ["x", "y"], nil),
            ("x", ["y"], nil),
            ("", ["a"], nil),
            ("abc", [], nil),
            (String(repeating: "a", count: 300), [String(repeating: "a", count: 299)], nil),
        ] as [(String, [String], String?)]
    )
    func `the nearest name is suggested if it is near`(
        text: String,
        candidates: [String],
        nearest: String?
    ) {
        #expect(NearestText.nearest(to: text, among: candidates) == nearest)
    }

    @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0)])
    func `the distance counts letters`(left: String, right: String, distance: Int) {
        #expect(NearestText.editDistance(left, right) == distance)
        #expect(NearestText.editDistance(right, left) == distance)
    }
}
