import SweepReport
import Testing

/// Names of classes that are too long for a figure.
struct ShortClassNamesTests {
    @Test(arguments: [
        (["a", "bc"], ["a", "bc"]),
        (["abcdefghijk", "b"], ["abcdefghi…", "b"]),
        (["species number 1", "species number 2"], ["spe…mber 1", "spe…mber 2"]),
        (
            ["species number 1 of all", "species number 2 of all", "cat"],
            ["…er 1 of a…", "…er 2 of a…", "cat"]
        ),
        (["same name of all", "same name of all"], ["…all", "…all"]),
    ])
    func `names that would look alike keep what differs`(names: [String], short: [String]) {
        #expect(ShortNames.shortened(names, to: 9) == short)
    }

    @Test func `a hundred long names stay different`() {
        for form in ["species number %", "% species number", "species % number"] {
            let names = (100..<200).map { number in
                form.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: "\(number)")
            }
            #expect(Set(ShortNames.shortened(names, to: 9)).count == 100)
        }
    }
}
