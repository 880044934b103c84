internal import Foundation
internal import Quoting
internal import SweepModel
internal import SweepResults

/// The report as text: findings, table and curves.
struct TerminalReport {
    private let results: SweepResults
    private let conclusions: Conclusions
    private let width: Int
    private let usesColor: Bool

    /// Collects what is shown.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - conclusions: What the numbers say.
    ///   - width: The characters of a line.
    ///   - usesColor: Whether the terminal shows colours.
    init(_ results: SweepResults, conclusions: Conclusions, width: Int, usesColor: Bool) {
        self.results = results
        self.conclusions = conclusions
        self.width = max(40, width)
        self.usesColor = usesColor
    }

    /// The whole text.
    ///
    /// - Parameter gnuplot: The program that draws the curves; without it there are none.
    /// - Throws: ``ReportError`` if gnuplot refuses a script.
    /// - Returns: Lines of at most `width` characters, beside escape sequences.
    func text(gnuplot: Gnuplot?) throws -> String {
        var blocks = [heading]
        blocks += conclusions.warnings.map { WrappedText.lines("! " + $0, width: width, indent: 2) }
        blocks.append(
            conclusions.findings.map { WrappedText.lines("* " + $0, width: width, indent: 2) }
                .joined(separator: "\n")
        )
        blocks.append(TerminalTable(results, width: width).lines.joined(separator: "\n"))
        if let gnuplot {
            blocks += try curves(gnuplot)
        } else {
            blocks.append(
                WrappedText.lines(
                    "Install the package \(Gnuplot.package) to see the curves here.",
                    width: width,
                    indent: 0
                )
            )
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// gnuplot's drawing with text and axes in the terminal's own colour.
    ///
    /// gnuplot draws them in black (16) on whatever background there is, also on a black one.
    ///
    /// - Parameter drawing: Characters and sequences for colours.
    /// - Returns: The same characters.
    static func inDefaultColor(_ drawing: String) -> String {
        drawing.replacing("\u{1B}[38;5;16m", with: "\u{1B}[39m")
    }

    /// A terminal's sequence for a colour.
    private static var color: Regex<Substring> { /\u{1B}\[[0-9;]*m/ }

    private var heading: String {
        let whole = "\(VisibleText.line(results.plan.spec.name)): \(conclusions.question)"
        let name =
            whole.count > width ? WrappedText.lines(whole, width: width, indent: 2) : whole
        return usesColor ? "\u{1B}[1m\(name)\u{1B}[0m" : name
    }

    private func curves(_ gnuplot: Gnuplot) throws -> [String] {
        let figures = ComparisonFigures.plain(results)
        let name = "momentum-sweep-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FolderMaker.make(folder)
        let texts = Result {
            try figures.map { figure in
                try figure.write(in: folder)
                let drawing = try gnuplot.text(
                    of: figure,
                    in: folder,
                    width: width,
                    height: 22,
                    usesColor: usesColor
                )
                let lines = Self.inDefaultColor(drawing).replacing("\u{0C}", with: "").split(
                    separator: "\n"
                ).filter {
                    $0.replacing(Self.color, with: "").contains { !$0.isWhitespace }
                }
                return figure.title + "\n" + lines.joined(separator: "\n")
                    + (usesColor ? "\u{1B}[0m" : "")
            }
        }
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            throw ReportError(.file, "cannot remove \(folder.path)", cause: error)
        }
        return try texts.get()
    }
}
