import Foundation
import NeuralNet
import Quoting
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The page and its figures.
struct PageTests {
    private static let grid = SweepAxes([.momentum: [0, 0.5, 0.9], .learningRate: [0.1, 0.5]])

    private func identifiers(in page: String) -> [String] {
        page.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
    }

    @Test(.requires(.gnuplot))
    func `the page holds every figure, needs nobody and names each thing once`() throws {
        let sweep = try ReportCase(Self.grid)
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        let figures = [
            "along-axis", "comparison-loss", "comparison-accuracy", "comparison-last-batch-loss",
            "best-response", "best-rate", "heat-map", "effective-rate", "differences", "curves-0",
            "regions-0", "agreement-0", "importance", "data",
        ]
        for figure in figures { #expect(page.contains("<figure id=\"figure-\(figure)\">")) }
        let names = identifiers(in: page)
        #expect(Set(names).count == names.count)
        for fragment in ["src=", "href=\"http", "@import", "url(", "gnuplot_svg", "onclick"] {
            #expect(!page.contains(fragment), "\(fragment)")
        }
        for name in figures {
            for kind in ["svg", "gp"] {
                let file = sweep.folder.appending(path: "figures/\(name).\(kind)")
                #expect(FileManager.default.fileExists(atPath: file.path))
            }
        }
    }

    @Test(.requires(.gnuplot))
    func `every label points to something, and headings go down step by step`() throws {
        let sweep = try ReportCase(Self.grid)
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        let names = Set(identifiers(in: page))
        for match in page.matches(of: #/(?:aria-labelledby="|href="#)([^"]+)"/#) {
            #expect(names.contains(String(match.1)))
        }
        let levels = page.matches(of: #/<h([1-6])/#).compactMap { Int($0.1) }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        #expect(zip(levels.dropFirst(), levels).allSatisfy { $0 - $1 <= 1 })
        #expect(page.contains("<html lang=\"en\">"))
    }

    @Test func `without gnuplot the data and scripts are there and the package is named`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let summary = try sweep.builder().write(to: sweep.folder, searchPath: "/nowhere")
        #expect(summary.warnings.contains { $0.contains("gnuplot-nox") })
        #expect(try sweep.text("report.html").contains("gnuplot-nox"))
        #expect(try sweep.text("figures/comparison-loss.gp").contains("plot "))
        #expect(try sweep.text("figures/comparison-0-loss.tsv").hasPrefix("# epoch\t"))
    }

    /// The program that draws plays another report, which removes and rewrites the same files.
    @Test func `a report that is made at the same time takes no figure away`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let folder = sweep.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appending(path: "gnuplot")
        let script = """
            #!/bin/sh
            echo "<svg><text>own</text></svg>" > "${4%.gp}.svg"
            mkdir -p "\(sweep.folder.path)/figures"
            rm -f "\(sweep.folder.path)"/figures/*
            echo "<svg><text>other</text></svg>" > "\(sweep.folder.path)/figures/${4%.gp}.svg"
            """
        try Data(script.utf8).write(to: program)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: program.path
        )
        let abandoned = sweep.folder.appending(path: ".figures-1.part")
        try FileManager.default.createDirectory(at: abandoned, withIntermediateDirectories: true)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7_200)],
            ofItemAtPath: abandoned.path
        )
        _ = try sweep.builder().write(to: sweep.folder, searchPath: folder.path)
        let page = try sweep.text("report.html")
        #expect(page.contains(">own</text>") && !page.contains(">other</text>"))
        for name in ["comparison-loss", "comparison-accuracy"] {
            #expect(try sweep.text("figures/\(name).svg").contains("own"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: sweep.folder.path)
        #expect(!names.contains { $0.hasPrefix(".figures-") })
    }

    @Test func `a figure that was not drawn is named once`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let folder = sweep.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appending(path: "gnuplot")
        try Data("#!/bin/sh\n".utf8).write(to: program)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: program.path
        )
        let error = #expect(throws: ReportError.self) {
            try sweep.builder().write(to: sweep.folder, searchPath: folder.path)
        }
        let words = error?.description ?? ""
        #expect(words.matches(of: #/[a-z0-9-]+\.svg/#).count == 1, "\(words)")
    }

    @Test func `a script that gnuplot refuses is named with gnuplot's own words`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        let folder = sweep.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appending(path: "gnuplot")
        try Data("#!/bin/sh\necho 'line 7: no such terminal' >&2\nexit 1\n".utf8).write(to: program)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: program.path
        )
        let error = #expect(throws: ReportError.self) {
            try sweep.builder().write(to: sweep.folder, searchPath: folder.path)
        }
        #expect(error?.message.contains("figures/along-axis.gp") == true)
        #expect(error?.message.contains("line 7: no such terminal") == true)
    }

    @Test func `names from the data cannot break out of the page`() throws {
        let dataset = Dataset(
            features: [0, 0, 1, 1],
            labels: [0, 1],
            width: 2,
            classNames: ["<script>alert(1)</script>", "it's \"b\" & `c`"]
        )
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.5], .layers: [[2, 4, 2]]]),
            dataset: dataset
        )
        _ = try sweep.builder().write(to: sweep.folder)
        #expect(!(try sweep.text("report.html").contains("<script>alert")))
    }

    @Test func `samples with more than two features have no regions`() throws {
        let dataset = Dataset(
            features: [0, 0, 0, 1, 1, 1],
            labels: [0, 1],
            width: 3,
            classNames: ["a", "b"]
        )
        let sweep = try ReportCase(SweepAxes([.layers: [[3, 4, 2]]]), dataset: dataset)
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("Training"))
        #expect(!page.contains("regions-0") && !page.contains("ecision regions"))
    }

    @Test(
        .requires(.gnuplot),
        arguments: ["one run", "one epoch", "all diverged", "mixed", "partial"]
    )
    func `odd sweeps have pages too`(kind: String) throws {
        let axes = kind == "one run" ? SweepAxes() : Self.grid
        let sweep = try ReportCase(
            axes,
            seeds: kind == "one run" ? .paired([0]) : .paired([0, 1, 2]),
            epochs: kind == "one epoch" ? 1 : 5
        )
        var results = SyntheticResults(plan: sweep.plan)
        switch kind {
        case "all diverged": results.outcome = { _ in .diverged(epoch: 0) }
        case "partial": results.outcome = { $0.place < 4 ? .finished : nil }
        case "mixed":
            results.outcome = { run in
                switch run.place % 4 {
                case 0: .finished
                case 1: .diverged(epoch: 2)
                case 2: .failed(reason: "out of memory & <patience>")
                default: nil
                }
            }
            results.recordedAnomalies = [
                Anomaly(kind: .differentBits, attempt: nil, detail: "run 3 came twice")
            ]
        default: break
        }
        let summary = try sweep.builder(results).write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("<figure id=\"figure-curves-0\">"))
        #expect(summary.isPartial == ["mixed", "partial"].contains(kind))
        if kind == "mixed" {
            #expect(page.contains("out of memory &amp; &lt;patience&gt;"))
            #expect(page.contains("run 3 came twice"))
        }
    }

    /// Of twenty momenta ten are shown; 0.15 is not one of them by itself.
    @Test(.requires(.gnuplot))
    func `the best momentum has figures although it is not one of those evenly picked`() throws {
        let momenta = (0..<20).map { AxisValue.number(Double($0) / 20) }
        let sweep = try ReportCase(SweepAxes([.momentum: momenta]), epochs: 3)
        var results = SyntheticResults(plan: sweep.plan)
        results.excess = { $0.setting.momentum == 0.15 ? 0 : 0.5 }
        let summary = try sweep.builder(results).write(to: sweep.folder)
        #expect(summary.bestSetting == "momentum 0.15")
        let page = try sweep.text("report.html")
        for title in ["Training", "Decision regions", "Agreement of seeds"] {
            #expect(page.contains("<h3>\(title), momentum 0.15</h3>"))
        }
        #expect(try sweep.text("figures/differences.gp").contains("'μ 0.15'"))
    }

    @Test(.requires(.gnuplot))
    func `a momentum that learned nothing does not press the others to the ground`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        var results = SyntheticResults(plan: sweep.plan)
        results.excess = { $0.setting.momentum == 0.9 ? 1_000 : 0 }
        _ = try sweep.builder(results).write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("μ\u{A0}0.9 ended no better than a guess (1.0986)"))
        let script = try sweep.text("figures/comparison-loss.gp")
        let top = try #require(script.firstMatch(of: #/yrange \[0\.0:([\d.]+)\]/#)).1
        #expect(try #require(Double(top)) < 2)
    }

    @Test(.requires(.gnuplot))
    func `nothing is said of the end of runs that are still open`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        let results = SyntheticResults(plan: sweep.plan) {
            $0.setting.momentum == 0 ? .finished : nil
        }
        _ = try sweep.builder(results).write(to: sweep.folder)
        #expect(!(try sweep.text("report.html").contains("no better than a guess")))
    }

    @Test(.requires(.gnuplot))
    func `fifty thousand runs make a page of less than five megabytes`() throws {
        let sweep = try ReportCase(
            SweepAxes([
                .momentum: (0..<500).map { .number(Double($0) / 512) },
                .learningRate: (1...100).map { .number(Double($0) / 100) },
            ]),
            seeds: .paired([0]),
            epochs: 2
        )
        _ = try sweep.builder().write(to: sweep.folder, options: ReportOptions(models: .none))
        let page = try sweep.text("report.html")
        #expect(page.utf8.count < 5_000_000)
        #expect(page.contains("The best 400 of 50\u{202F}000 settings"))
    }

    @Test(.requires(.gnuplot))
    func `figures come as PDF and PNG when asked for`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]), epochs: 3)
        _ = try sweep.builder().write(
            to: sweep.folder,
            options: ReportOptions(figureFormats: [.pdf, .png])
        )
        let starts = [("pdf", Array("%PDF".utf8)), ("png", [0x89, 0x50, 0x4E, 0x47])]
        for (kind, start) in starts {
            let file = sweep.folder.appending(path: "figures/comparison-loss.\(kind)")
            #expect(Array(try Data(contentsOf: file).prefix(4)) == start)
        }
    }
}
