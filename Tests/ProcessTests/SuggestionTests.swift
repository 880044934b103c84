import Foundation
import SweepTesting
import Testing

/// What a person most likely meant is said where it can be known.
@Suite(.timeLimit(.minutes(2)))
struct SuggestionTests {
    /// A wrong command line, what is said of it, and what is not.
    struct Mistake: CustomTestStringConvertible {
        let arguments: [String]
        let says: String
        var omits = "did you mean"

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let mistakes = [
        Mistake(
            arguments: ["sweep", "notebok"],
            says: "notebok: there is no such file; did you mean notebook, which is built in?",
            omits: "a spec is a YAML file"
        ),
        Mistake(
            arguments: ["plan", "wine"],
            says: "wine: there is no such file; did you mean wine.yaml?",
            omits: "built in"
        ),
        Mistake(
            arguments: ["plan", "specs/irsi.yml"],
            says: "specs/irsi.yml: there is no such file; did you mean specs/iris.yml?",
            omits: "built in"
        ),
        Mistake(
            arguments: ["plan", "elsewhere"],
            says: "there is no such file; a spec is a YAML file, notebook or spiral, which are"
        ),
        Mistake(arguments: ["plan", ""], says: "'' is no spec; name a YAML file, notebook or spi"),
        Mistake(
            arguments: ["sweep", "wine.csv"],
            says: "wine.csv: is a table, and a spec is YAML; for data use --csv wine.csv --label "
                + "COLUMN; its columns are \"x\", \"patient\", \"kind\""
        ),
        Mistake(
            arguments: ["sweep", "--csv", "wine.csv"],
            says: "--csv: dataset.csv.label: is missing; the column of the classes (--label); its "
                + "columns are \"x\", \"patient\", \"kind\""
        ),
        Mistake(
            arguments: ["sweep", "specs/table.yaml"],
            says: "dataset.csv.label: is missing; the column of the classes (--label); its columns "
                + "are \"a\", \"b\""
        ),
        Mistake(
            arguments: ["sweep", "--csv", "none.csv"],
            says: "--csv: dataset.csv.label: is missing; the column of the classes (--label)",
            omits: "its columns"
        ),
        Mistake(
            arguments: ["sweep", "--csv", "", "--label", "kind"],
            says: "--csv: dataset.csv.path: '' is not allowed; the path of a CSV file"
        ),
        Mistake(
            arguments: ["sweep", "--csv", "wine.csv", "--label", "kind"],
            says:
                "column \"patient\", value \"P0\": expected a decimal number; a column of text is "
                + "no feature: name it as the label or the group"
        ),
        Mistake(
            arguments: ["sweep", "--hidden", "-1"],
            says: "--hidden: sweep.hidden: -1 is not allowed; the units of up to"
        ),
        Mistake(arguments: ["sweep", "--target", "0"], says: "a share above 0, at most 1"),
        Mistake(arguments: ["sweep", "--target", "-0.5"], says: "a share above 0, at most 1"),
        Mistake(arguments: ["sweep", "--target", "1.5"], says: "a share above 0, at most 1"),
        Mistake(
            arguments: ["sweep", "--target", "95"],
            says: "a share above 0, at most 1, such as 0.9; did you mean 0.95?",
            omits: "is not a known"
        ),
        Mistake(
            arguments: ["sweep", "--seeds", ""],
            says: "--seeds: seeds: '' is not allowed; a number of seeds such as 10, a list such as"
        ),
        Mistake(
            arguments: ["sweep", "spiral", "--standardize", "true"],
            says: "--standardize: dataset.csv.standardize: is for tables, which --csv names"
        ),
        Mistake(arguments: ["sweep", "-o", ""], says: "'' is no run directory"),
        Mistake(arguments: ["report", ""], says: "'' is no run directory"),
        Mistake(arguments: ["worker", "--access", ""], says: "--access '' is no file"),
        Mistake(
            arguments: ["sweep", "--images", "", "--labels", ""],
            says: "--images: dataset.idx.images: '' is not allowed; the path of the images"
        ),
        Mistake(
            arguments: ["report", "--terminal", "--output-mode", "quiet"],
            says: "--terminal is for people, and --output-mode quiet is not"
        ),
    ]

    private static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        let rows = (0..<40).map { "\($0 % 7),P\($0 / 4),\($0 % 2 == 0 ? "a" : "b")\n" }
        _ = try scratch.write("x,patient,kind\n" + rows.joined(), to: "wine.csv")
        _ = try scratch.write("version: 2\n", to: "wine.yaml")
        let folder = scratch.url.appending(path: "specs")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        _ = try scratch.write("version: 2\n", to: "specs/iris.yml")
        _ = try scratch.write("dataset: {csv: {path: t.csv}}\n", to: "specs/table.yaml")
        _ = try scratch.write("a,b\n1,2\n", to: "specs/t.csv")
        return scratch
    }

    @Test(arguments: mistakes)
    func `a mistake is told with what was likely meant, and starts nothing`(
        mistake: Mistake
    ) throws {
        let scratch = try Self.scratch()
        let process = try Program(momentum: mistake.arguments, in: scratch.url)
        #expect(process.wait() == 2)
        #expect(process.standardError.contains(mistake.says), "\(process.standardError)")
        #expect(!process.standardError.contains(mistake.omits), "\(process.standardError)")
        let runs = scratch.url.appending(path: "runs").path
        #expect(!FileManager.default.fileExists(atPath: runs))
    }

    /// What `arguments` print.
    private func output(_ arguments: [String], in scratch: Scratch) throws -> String {
        let process = try Program(momentum: arguments, in: scratch.url)
        let code = process.wait()
        try #require(code == 0, "\(process.standardError)")
        return process.standardOutput
    }

    @Test func `last samples of other classes are told of before training, drawn ones are not`()
        throws
    {
        let scratch = try Self.scratch()
        // Of the first 60, ten are of class b; of the last 20, fifteen.
        let rows = (0..<80).map { index in
            let isB = index < 60 ? index % 6 == 0 : index % 4 != 0
            return "\(index * 7 % 80).5,\(isB ? "b" : "a")\n"
        }
        _ = try scratch.write("x,kind\n" + rows.joined(), to: "drift.csv")
        let flags = ["plan", "--csv", "drift.csv", "--label", "kind", "--validation", "0.25"]
        let last = try output(flags + ["--split-last", "true"], in: scratch)
        let note =
            "Note: 83 % of the training part and 25 % of the validation part are of class \"a\". "
            + "The last samples are held out"
        #expect(last.contains(note), "\(last)")
        #expect(try !output(flags, in: scratch).contains("of the validation part are of class"))
    }

    @Test func `a column of text that is the group is no mistake`() throws {
        let scratch = try Self.scratch()
        let flags = ["plan", "--csv", "wine.csv", "--label", "kind", "--group", "patient"]
        #expect(try output(flags, in: scratch).contains("samples train"))
    }
}
