import Foundation
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// What files, page and terminal say where optimizers, schedules and other words vary.
struct OptimizerReportTests {
    /// A spiral's learning rates with SGD, and one momentum of Adam with two.
    private static let sums = SweepAxes([
        AxisProduct(.sgd, [.momentum: [0, 0.5, 0.9], .learningRate: [0.1, 0.3]]),
        AxisProduct(.adam, [.learningRate: [0.001, 0.01]]),
        AxisProduct(.rmsprop, [.learningRate: [0.01, 0.03], .beta2: [0.9, 0.99]]),
    ])

    private func members(_ value: Any?) throws -> [[String: Any]] {
        try #require(value as? [[String: Any]])
    }

    @Test func `report.json has each optimizer at its best, and no effective rate but SGD's`()
        throws
    {
        let sweep = try ReportCase(Self.sums)
        _ = try sweep.writeData()
        let document = try sweep.document()
        let rows = try members(document["optimizers"])
        #expect(Set(rows.compactMap { $0["optimizer"] as? String }) == ["sgd", "adam", "rmsprop"])
        #expect(rows.map { $0["settings"] as? Int }.compactMap(\.self).sorted() == [2, 4, 6])
        let losses = rows.compactMap { $0["loss"] as? Double }
        #expect(losses.count == 3 && losses == losses.sorted())
        let verdicts = rows.compactMap { $0["verdict"] as? String }
        #expect(verdicts.allSatisfy(["best", "open", "worse"].contains) && verdicts.count == 3)
        for entry in try members(document["settings"]) {
            let setting = try #require(entry["setting"] as? [String: Any])
            let isSGD = setting["optimizer"] as? String == "sgd"
            #expect((setting["effective_learning_rate"] is NSNull) == !isSGD)
        }
        let plain = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        _ = try plain.writeData()
        #expect(try plain.document()["optimizers"] is NSNull)
    }

    @Test func `tables name each optimizer and leave open what it does not have`() throws {
        let sweep = try ReportCase(Self.sums)
        let lines = try sweep.writeData().tableLines
        #expect(lines[0].contains("optimizer"))
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.count { $0.contains("SGD") && $0.contains("–") } == 6)
        #expect(lines.count { $0.contains("Adam") } == 2)
        #expect(lines.count { $0.contains("RMSprop") } == 4)
    }

    @Test(.requires(.gnuplot))
    func `the page of several optimizers compares them and restricts the rest to one`() throws {
        let sweep = try ReportCase(Self.sums)
        let results = SyntheticResults(
            plan: sweep.plan,
            excess: { $0.setting.optimizer == .sgd && $0.setting.learningRate == 0.3 ? 0 : 0.2 }
        )
        _ = try sweep.builder(results).write(to: sweep.folder)
        let page = try sweep.text("report.html")
        for text in [
            "<h2 id=\"optimizers-title\">The optimizers</h2>", "The momentum of Adam is β₁.",
            "Adam and RMSprop have none.", "The same confidence covers all the bounds together.",
            "case: which optimizer, momentum, learning rate and β₂?",
            " of Adam and RMSprop are left out: no setting equals them in all but the momentum and "
                + "has momentum 0.",
            "those with SGD and learning rate 0.3, as the best has",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.components(separatedBy: "is β₁.").count == 2)
        // The map and the best rates are those of SGD, which leads.
        #expect(page.contains("id=\"figure-heat-map\"") && page.contains("id=\"figure-best-rate\""))
        let map = try sweep.text("figures/heat-map.tsv")
        #expect(map.split(separator: "\n").count == 1 + 6)
        let rates = try sweep.text("figures/effective-rate.tsv")
        #expect(rates.split(separator: "\n").count { !$0.hasPrefix("#") } == 6)
    }

    @Test(.requires(.gnuplot))
    func `curves show each optimizer at its best, and the momentum that of one with several`()
        throws
    {
        let sweep = try ReportCase(Self.sums)
        let results = SyntheticResults(
            plan: sweep.plan,
            excess: { run in
                switch run.setting.optimizer {
                case .sgd: 0.1 + 0.1 * Float(1 - run.setting.momentum)
                case .adam: run.setting.learningRate == 0.01 ? 0 : 0.3
                case .rmsprop, .adamw: 0.4
                }
            }
        )
        _ = try sweep.builder(results).write(to: sweep.folder)
        let curves = try sweep.text("figures/comparison-loss.gp")
        for title in ["SGD", "Adam", "RMSprop"] { #expect(curves.contains("title '\(title)'")) }
        #expect(!curves.contains("title 'μ 0.9'"))
        let page = try sweep.text("report.html")
        #expect(page.contains("the best of each optimizer (SGD, μ\u{A0}0.9, η 0."))
        // Adam leads and has one momentum, so the picture along the momentum is that of SGD.
        #expect(page.contains(", as the best with SGD has."))
        let along = try sweep.text("figures/along-axis.tsv").split(separator: "\n")
        #expect(along.count { !$0.hasPrefix("#") } == 3)
        let best = try sweep.text("figures/along-optimizer.tsv").split(separator: "\n")
        #expect(best.count { !$0.hasPrefix("#") } == 3)
        _ = try sweep.builder(results).write(
            to: sweep.folder,
            options: ReportOptions(axis: .momentum)
        )
        let asked = try sweep.text("figures/comparison-loss.gp")
        #expect(asked.contains("title 'μ 0.9'") && !asked.contains("title 'RMSprop'"))
    }

    @Test(.requires(.gnuplot))
    func `a page with dropout says that its masks are not PyTorch's, and that seeds vary them`()
        throws
    {
        let sweep = try ReportCase(SweepAxes([.dropout: [0, 0.5]]))
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("there curves agree in distribution only"))
        #expect(page.contains("and the units that dropout leaves out only"))
        let plain = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        _ = try plain.builder().write(to: plain.folder)
        #expect(!(try plain.text("report.html")).contains("dropout leaves"))
    }

    @Test func `a page without SGD has no effective rates, and says so`() throws {
        let sweep = try ReportCase(
            SweepAxes([
                AxisProduct(.adam, [.momentum: [0.8, 0.9], .learningRate: [0.001, 0.01, 0.03]])
            ])
        )
        _ = try sweep.builder().write(to: sweep.folder, searchPath: "")
        let page = try sweep.text("report.html")
        #expect(page.contains("Adam has no effective learning rate"))
        #expect(!page.contains("effective rate") && !page.contains("η*/(1 − μ)"))
        let scripts = try FileManager.default
            .contentsOfDirectory(atPath: sweep.folder.appending(path: "figures").path)
        #expect(scripts.contains("best-rate.gp") && !scripts.contains("effective-rate.gp"))
    }

    @Test(.requires(.gnuplot))
    func `optimizers with their defaults are drawn beside one another`() throws {
        let sweep = try ReportCase(SweepAxes([.optimizer: ["sgd", "adam", "adamw", "rmsprop"]]))
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("<title>case: which optimizer?</title>"))
        #expect(page.contains("<h2 id=\"along-title\">Along the optimizer</h2>"))
        #expect(page.contains("No two settings differ in the optimizer alone."))
        #expect(page.contains("The momentum of Adam and AdamW is β₁."))
        #expect(!page.contains("id=\"figure-heat-map\""))
        let script = try sweep.text("figures/along-axis.gp")
        #expect(script.contains("set xtics ('SGD' 0, 'Adam' 1, 'AdamW' 2, 'RMSprop' 3)"))
        let curves = try sweep.text("figures/comparison-loss.gp")
        #expect(curves.contains("title 'AdamW'"))
    }

    @Test(.requires(.gnuplot))
    func `schedules are drawn, a line for each course, and labels survive the terminal`() throws {
        let schedules: [AxisValue] = [
            "constant", "cosine(to=0)+warmup(2)", "step(2,0.1)", "one_cycle(0.85)",
        ]
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0.9], .learningRate: [0.1, 0.2], .schedule: schedules])
        )
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("id=\"figure-schedule-rate\""))
        #expect(page.contains("id=\"figure-schedule-momentum\""))
        #expect(page.contains("schedule cosine(to=0)+warmup(2)"))
        let script = try sweep.text("figures/schedule-rate.gp")
        #expect(script.contains("title 'η 0.1, cosine(to=0)+warmup(2)'"))
        // Eight courses, of which seven are drawn.
        #expect(page.contains("7 of 8 courses are drawn."))
        let cosine = try sweep.text("figures/schedule-rate-1.tsv").split(separator: "\n")
        let rates = cosine.dropFirst().compactMap { Double($0.split(separator: "\t")[1]) }
        #expect(rates.count == 6 && rates[0] < rates[1] && rates[2] == 0.1 && rates[5] < 0.02)
        let momenta = try sweep.text("figures/schedule-momentum-0.tsv").split(separator: "\n")
        let values = momenta.dropFirst().compactMap { Double($0.split(separator: "\t")[1]) }
        // 60 samples in batches of 20: three steps of each of six epochs.
        #expect(values.count == 18 && values.max() == 0.9 && (values.min() ?? 0) >= 0.85)
        let plain = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        _ = try plain.builder().write(to: plain.folder)
        #expect(!(try plain.text("report.html")).contains("figure-schedule"))
    }

    @Test(.requires(.gnuplot))
    func `the effective rate of a schedule is the largest of its steps`() throws {
        let sweep = try ReportCase(
            SweepAxes([
                .momentum: [0.9, 0.95], .learningRate: [0.1, 0.2], .schedule: ["one_cycle(0.5)"],
            ])
        )
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        #expect(page.contains("against the largest effective learning rate</h3>"))
        #expect(page.contains("1, scheduled"))
        let rows = try sweep.text("figures/effective-rate.tsv").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.compactMap { Double($0.split(separator: "\t")[0]) }
        // η/(1 − μ) at the values of the setting is 1 to 4; a cycle lowers μ where η is high.
        #expect(rows.count == 4 && rows.allSatisfy { $0 > 0.19 && $0 < 1 })
    }

    @Test func `words of many letters leave room for the loss in a narrow terminal`() throws {
        let sweep = try ReportCase(
            SweepAxes([
                .activation: ["leaky_relu", "gelu"],
                .schedule: ["exponential(0.95)+warmup(3,from=0.01)", "cosine(to=0.01,over=100)"],
                .initialization: ["kaiming_uniform", "xavier_uniform"],
            ])
        )
        for width in [40, 60, 80] {
            let text = try sweep.builder().terminalReport(
                width: width,
                usesColor: false,
                searchPath: ""
            )
            let lines = text.split(separator: "\n")
            #expect(lines.contains { $0.contains("guess") && $0.contains("1.0986") }, "\(text)")
            #expect(lines.allSatisfy { $0.count <= width }, "\(text)")
        }
    }

    @Test func `losses that are minimized and those that are compared are told apart`() throws {
        let sweep = try ReportCase(
            SweepAxes([
                .labelSmoothing: [0, 0.1], .dropout: [0, 0.5], .classWeight: ["balanced"],
            ])
        )
        _ = try sweep.builder().write(to: sweep.folder, searchPath: "")
        let page = try sweep.text("report.html")
        for text in [
            "plain ones, without class weights and label smoothing",
            "measured with all units; only the losses of batches",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let plain = try ReportCase(SweepAxes([.momentum: [0, 0.9]]))
        _ = try plain.builder().write(to: plain.folder, searchPath: "")
        let other = try plain.text("report.html")
        #expect(!other.contains("plain ones, without") && !other.contains("with all units"))
    }

    @Test func `cells of words are quoted where they have commas`() throws {
        let sweep = try ReportCase(SweepAxes([.schedule: ["step(2,0.1)", "constant"]]))
        _ = try sweep.writeData()
        let table = try sweep.text("runs.csv")
        #expect(table.contains("\"step(2,0.1)\"") && !table.contains("'step"))
    }
}
