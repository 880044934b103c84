import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// Figures of long trainings and of many classes, and of a gnuplot that draws otherwise.
struct FigureSizeTests {
    private func rows(_ table: String) -> [[String]] {
        table.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t").map(String.init) }
    }

    @Test(.requires(.gnuplot))
    func `a long curve is thinned in figure and page, but not in the document`() throws {
        let epochs = 20_000
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([0, 1]),
            epochs: epochs
        )
        _ = try sweep.builder().write(to: sweep.folder, options: ReportOptions(models: .none))
        let drawn = rows(try sweep.text("figures/comparison-0-loss.tsv"))
        #expect(drawn.count <= 602)
        #expect(drawn.first?.first == "0")
        #expect(drawn.last?.first == "\(epochs - 1)")
        let page = try sweep.text("report.html")
        #expect(page.utf8.count < 1_000_000)
        #expect(page.contains("Of every 66 epochs, the lowest and the highest value are drawn."))
        #expect(rows(try sweep.text("epochs.csv")).count > 4 * epochs)
    }

    /// Each sample has its class, but for a few classes with more; all names are long.
    private static func manyClasses(_ classCount: Int) -> Dataset {
        let frequent: [Int32] = [7, 7, 9, 9, 9, 700, 700]
        let labels = (0..<Int32(classCount)).map { $0 } + frequent
        return Dataset(
            features: labels.indices.flatMap { [Float($0 % 71), Float($0 % 67)] },
            labels: labels,
            width: 2,
            classNames: (0..<classCount).map { "\($0) " + String(repeating: "long ", count: 30) }
        )
    }

    @Test(.requires(.gnuplot))
    func `of many classes the most frequent ones have names and colours, all of them short`()
        throws
    {
        let classCount = 1_500
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9], .layers: [[2, 2, classCount]]]),
            seeds: .paired([0, 1]),
            epochs: 2,
            dataset: Self.manyClasses(classCount)
        )
        _ = try sweep.builder().write(to: sweep.folder, options: ReportOptions(models: .none))
        let titles = rows(try sweep.text("figures/classes.tsv")).map { $0[1] }
        #expect(titles.count == 11)
        #expect(titles.allSatisfy { $0.unicodeScalars.count < 50 })
        for name in ["7 long", "9 long", "700 long"] {
            #expect(titles.contains { $0.hasPrefix("\"class \(name)") })
        }
        #expect(titles.last == "\"1490 others\"")
        let page = try sweep.text("report.html")
        #expect(page.utf8.count < 1_500_000)
        #expect(page.contains("the other 1490 share the grey"))
        let agreement = rows(try sweep.text("figures/agreement-0.tsv"))
        #expect(agreement.allSatisfy { $0.count == 6 })
    }

    /// What another gnuplot might write.
    private static let drawings = [
        "<svg viewBox='0 0 480 400'><circle cx='9' cy='9' r='5'/><text>told</text></svg>",
        "<svg><g id=\"gnuplot_canvas\"><circle r='5'/><text>told</text>",
        "<svg></g></g></svg><circle r='5'/><text>told</text></figure>",
        "<?xml version='1.0'?><svg><script>owned()</script><circle r='5' onclick='owned()'/>"
            + "<a href='https://owned'><text style='color:red'>told</text></a>"
            + "<foreignObject><p>owned</p></foreignObject></svg>",
        String(repeating: "<g>", count: 2_000) + "<circle r='5'/><text>told</text>",
    ]

    @Test(arguments: 0..<5)
    func `a drawing that is built otherwise is shown without anything else`(kind: Int) throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]), epochs: 3)
        let bin = sweep.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        try Data(Self.drawings[kind].utf8).write(to: bin.appending(path: "drawing"))
        let program = bin.appending(path: "gnuplot")
        let script = """
            #!/bin/sh
            for file; do :; done
            cp '\(bin.path)/drawing' "${file%.gp}.svg"
            """
        try Data(script.utf8).write(to: program)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: program.path
        )
        _ = try sweep.builder().write(to: sweep.folder, searchPath: "\(bin.path):/usr/bin:/bin")
        let page = try sweep.text("report.html")
        let figures = page.matches(of: #/<figure /#).count
        #expect(figures > 5)
        #expect(page.matches(of: #/<circle /#).count == figures)
        #expect(page.matches(of: #/>told</text>/#).count == figures)
        #expect(page.matches(of: #/</figure>/#).count == figures)
        #expect(page.matches(of: #/<g>/#).count == page.matches(of: #/</g>/#).count)
        for trace in ["owned", "foreignObject", "style=\"color"] {
            #expect(!page.contains(trace), "\(trace)")
        }
    }
}
