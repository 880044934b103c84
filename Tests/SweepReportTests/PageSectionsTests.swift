import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepTesting
import Testing
import TrainingModel

/// Which sections the page has in which case, what its titles and captions name, and its table.
@Suite(.requires(.gnuplot))
struct PageSectionsTests {
    private static let fifth = SplitRule.shares(HeldOutShares(validation: 0.2), SplitDraw())

    private static let grid = SweepAxes([.momentum: [0, 0.5, 0.9], .learningRate: [0.1, 0.5]])

    private func page(
        _ axes: SweepAxes,
        seeds: SeedPlan = .paired([0, 1, 2, 3, 4]),
        split: SplitRule = .none,
        adjust: (inout SyntheticResults) -> Void = { _ in }
    ) throws -> String {
        let sweep = try ReportCase(axes, seeds: seeds, split: split)
        var results = SyntheticResults(plan: sweep.plan)
        adjust(&results)
        _ = try sweep.builder(results).write(to: sweep.folder)
        return try sweep.text("report.html")
    }

    private func sections(of page: String) -> [String] {
        page.matches(of: #/<section id="([^"]+)"/#).map { String($0.1) }
    }

    private func figures(of page: String) -> [String] {
        page.matches(of: #/<figure id="figure-([^"]+)"/#).map { String($0.1) }
    }

    private static let always = ["model", "data", "failures", "reproduce"]

    @Test func `one setting has its training and nothing to compare`() throws {
        let page = try page(SweepAxes(), seeds: .paired([0]))
        #expect(
            sections(of: page).filter { $0 != "findings" }
                == ["settings", "pictures"] + Self.always
        )
        #expect(
            figures(of: page) == ["curves-0", "regions-0", "confusion", "reliability", "data"]
        )
        #expect(page.contains("<h2 id=\"pictures-title\">The training</h2>"))
    }

    @Test func `one axis is asked about, drawn along and compared, whichever it is`() throws {
        let axes = [
            ("momentum", SweepAxes([.momentum: [0, 0.5, 0.9]])),
            ("learning rate", SweepAxes([.learningRate: [0.1, 0.2, 0.5]])),
            ("layers", SweepAxes([.layers: [[2, 4, 3], [2, 8, 3]]])),
        ]
        for (name, axes) in axes {
            let page = try page(axes)
            #expect(
                sections(of: page).filter { $0 != "findings" }
                    == ["settings", "along", "curves", "differences", "pictures", "importance"]
                    + Self.always
            )
            #expect(page.contains("<title>case: which \(name)?</title>"))
            #expect(page.contains("<h2 id=\"along-title\">Along the \(name)</h2>"))
        }
    }

    @Test func `momentum and learning rate have maps and the best rate for each momentum`() throws {
        let page = try page(Self.grid, split: Self.fifth)
        let shown = sections(of: page)
        #expect(shown.contains("rates") && shown.contains("maps"))
        for title in [
            "Validation loss over momentum and learning rate",
            "Validation loss with the best learning rate for each momentum",
            "The best learning rate for each momentum",
            "Validation loss against the effective learning rate",
        ] {
            #expect(page.contains("<h3>\(title)</h3>"), "\(title)")
        }
        #expect(page.contains("3 of 6 settings are drawn: those with learning rate "))
    }

    @Test func `a map needs two axes of numbers, and no momentum`() throws {
        let axes = SweepAxes([
            .learningRate: [0.1, 0.5], .weightDecay: [0, 0.01, 0.1], .batch: [10, 20],
        ])
        let page = try page(axes, split: Self.fifth)
        #expect(figures(of: page).contains("heat-map"))
        #expect(
            page.contains("<h3>Validation loss over learning rate and batch, weight decay ")
        )
        #expect(page.contains("4 of 12 settings are drawn: those with weight decay "))
        let words = SweepAxes([.nesterov: [false, true], .layers: [[2, 4, 3], [2, 8, 3]]])
        #expect(!figures(of: try self.page(words)).contains("heat-map"))
    }

    @Test func `with held-out samples every title says which part it is about`() throws {
        let page = try page(SweepAxes([.momentum: [0, 0.9]]), split: Self.fifth)
        for title in [
            "Validation loss", "Training loss", "Validation accuracy", "Training accuracy",
        ] {
            #expect(page.contains("<h3>\(title)</h3>"), "\(title)")
        }
        #expect(page.contains("<h3>Training and validation, momentum 0.9</h3>"))
        #expect(
            page.contains("the mean loss over the 12 validation samples, averaged over 5 seeds")
        )
        #expect(page.contains("the mean loss over the 48 training samples, averaged over 5 seeds"))
        #expect(page.contains("judged by the validation loss of the 12 validation samples"))
        #expect(!page.contains("held-out fold"))
    }

    @Test func `without held-out samples nothing is called validation`() throws {
        let page = try page(SweepAxes([.momentum: [0, 0.9]]))
        #expect(page.contains("<h3>Training loss</h3>"))
        #expect(page.contains("the mean loss over all 60 samples, which are trained on"))
        #expect(!page.contains("Validation "))
        #expect(page.contains("says nothing about new data"))
    }

    @Test func `with folds the held-out one is named`() throws {
        let page = try page(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([0, 1]),
            split: .folds(count: 3, SplitDraw())
        )
        #expect(page.contains("<h3>Validation loss (held-out fold)</h3>"))
        #expect(page.contains("2 settings × 3 folds × 2 seeds = 12 runs"))
        #expect(page.contains("averaged over 3 folds × 2 seeds."))
        #expect(page.contains("They are split into 3 folds with seed 0"))
    }

    @Test func `one seed has no interval, no set and no difference`() throws {
        let page = try page(Self.grid, seeds: .paired([0]), split: Self.fifth)
        #expect(!figures(of: page).contains("differences"))
        #expect(page.contains("Differences are compared when the same several seeds"))
        #expect(!page.contains("95\u{A0}% interval</th>"))
        #expect(!page.contains(">could be best</th>"))
        #expect(page.contains("<h2 id=\"pictures-title\">Single settings</h2>"))
    }

    @Test func `warnings stand above the answer`() throws {
        let page = try page(SweepAxes([.momentum: [0, 0.9]])) { results in
            results.outcome = { $0.place % 5 == 4 ? nil : .finished }
        }
        let warning = try #require(page.range(of: "<div class=\"warning\""))
        let answer = try #require(page.range(of: "<dl class=\"answer"))
        #expect(warning.lowerBound < answer.lowerBound)
        #expect(page[..<answer.lowerBound].contains("Partial: 8 of 10 runs have ended"))
        #expect(page.contains("Nothing is tested before all runs have ended."))
    }

    @Test func `the table has the best first and a guess where it belongs`() throws {
        let page = try page(Self.grid, split: Self.fifth) { results in
            results.excess = { $0.setting.learningRate == 0.5 ? 3 : 0 }
        }
        let start = try #require(page.range(of: "aria-label=\"Settings\""))
        let end = try #require(page[start.upperBound...].range(of: "</table>"))
        let table = page[start.upperBound..<end.lowerBound]
        let rows = table.components(separatedBy: "<tr").dropFirst(2)
        let losses = rows.map { row in
            row.matches(of: #/<td data-value="([\d.]+)"/#).compactMap { Double($0.1) }
        }
        let objective = losses.map { $0.count > 2 ? $0[1] : $0[0] }
        #expect(objective == objective.sorted())
        #expect(
            rows.map { $0.contains("a guess") } == [false, false, false, true, false, false, false]
        )
        #expect(rows.first?.contains("class=\"best\"") == true)
    }

    @Test func `runs that ended otherwise are named and counted`() throws {
        let page = try page(Self.grid, split: Self.fifth) { results in
            results.outcome = { run in
                run.setting.learningRate == 0.5 && run.seed == 0 ? .diverged(epoch: 2) : .finished
            }
            results.excess = { $0.setting.momentum == 0 && $0.seed == 1 ? 100 : 0 }
        }
        #expect(page.contains("<h3>Exploded and diverged</h3>"))
        #expect(page.contains("2 runs exploded: the training loss ended above ten guesses"))
        #expect(page.contains("3 runs diverged: the loss left the finite numbers"))
        #expect(page.contains("1 exploded, 1 diverged"))
        #expect(!page.contains("No run exploded"))
    }

    @Test func `the parts of the samples are told apart by their marks`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.9]]), split: Self.fifth)
        _ = try sweep.builder().write(to: sweep.folder)
        for name in ["data", "regions-0"] {
            let script = try sweep.text("figures/\(name).gp")
            #expect(script.contains("title 'trained on'"))
            #expect(script.contains("title 'validation'"))
            #expect(script.contains("$5 == 1 ? $2 : NaN) with points pointtype 6"))
        }
        let samples = try sweep.text("figures/samples.tsv").split(separator: "\n").dropFirst()
        #expect(samples.count { $0.hasSuffix("\t1") } == 12)
        #expect(samples.count { $0.hasSuffix("\t0") } == 48)
    }
}
