import Foundation
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// Figures, page and exports of runs that stop early.
struct EarlyStopReportTests {
    private static let choice = EpochChoice.stop(EarlyStopping(patience: 5, minimumDelta: 0.001))

    /// Losses that fall and rise again; the higher the momentum, the sooner and the lower.
    private static func run(_ run: Run) -> MadeUpRun {
        let lowest = (run.setting.momentum == 0 ? 30 : 15) + Int(run.seed * 7 % 10)
        return MadeUpRun(
            loss: 0.05,
            accuracy: 0.9,
            validationLosses: (0..<lowest + 5).map { epoch in
                let distance = Float(epoch + 1 - lowest) / Float(lowest)
                return (run.setting.momentum == 0 ? 0.4 : 0.3) * run.luck + 0.6 * distance
                    * distance
            }
        )
    }

    private func sweep(_ momenta: [AxisValue] = [0, 0.9]) throws -> (ReportCase, MadeUpResults) {
        let sweep = try ReportCase(
            SweepAxes([.momentum: momenta]),
            seeds: .paired([0, 1, 2, 3]),
            epochs: 100,
            split: SentenceCase.heldOut,
            choice: Self.choice
        )
        return (sweep, MadeUpResults(plan: sweep.plan, run: Self.run))
    }

    @Test(.requires(.gnuplot))
    func `curves are dotted from where a first run stopped, and end with the last one`() throws {
        let (sweep, results) = try sweep()
        let options = ReportOptions(models: .none)
        _ = try sweep.builder(results).write(to: sweep.folder, options: options)
        // Seeds 0 to 3 are taken after 30 and 0, 7, 4, 1 more, and trained 5 more.
        let script = try sweep.text("figures/comparison-validation-loss.gp")
        #expect(script.contains("set xrange [0.0:41.0]"))
        #expect(script.contains("using 1:($1 <= 34 ? $2 : NaN)"))
        #expect(script.contains("using 1:($1 >= 34 ? $2 : NaN)"))
        #expect(script.contains("dashtype (2,4)"))
        let rows = try sweep.text("figures/comparison-0-validation-loss.tsv").split(separator: "\n")
        #expect(rows.count == 1 + 42)
        #expect(rows[35].split(separator: "\t").allSatisfy { $0 != "NaN" })
        #expect(rows[36].hasSuffix("\tNaN\tNaN"))
        #expect(
            try sweep.text("figures/comparison-validation-loss-selected.tsv")
                == "# epoch\tcurve\n31.5\t0\n16.5\t1\n"
        )
        let page = try sweep.text("report.html")
        for text in [
            "A curve is dotted from where a first run stopped early: the mean of those that go on.",
            "Marks at the foot are the median of the epochs that are taken",
            "validation loss at selected epoch", "selected epoch, median",
            "Validation loss at the selected epoch", "loss at each run’s selected epoch over",
            "of at most 100 epochs; judged by the", "It stops early as the run did and takes the",
            "PATIENCE, MINIMUM_DELTA = 5, 0.001",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<th scope=\"col\">95 % interval</th>\n<th"))
        #expect(!page.contains("final loss"))
    }

    @Test(.requires(.gnuplot))
    func `where all runs are whole nothing is dotted or marked`() throws {
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([0, 1]),
            split: SentenceCase.heldOut
        )
        _ = try sweep.builder().write(to: sweep.folder, options: ReportOptions(models: .none))
        let script = try sweep.text("figures/comparison-validation-loss.gp")
        #expect(script.contains(" using 1:2 "))
        #expect(!script.contains("dashtype (2,4)") && !script.contains("-selected.tsv"))
        let page = try sweep.text("report.html")
        for text in ["is dotted", "selected epoch", "at the foot", "of at most 6 epochs"] {
            #expect(!page.contains(text), "\(text)")
        }
    }

    @Test(.requires(.gnuplot))
    func `on a terminal curves end with the first run that stops`() throws {
        let (sweep, results) = try sweep()
        let text = try sweep.builder(results).terminalReport(width: 80, usesColor: false)
        #expect(text.contains("validation loss at selected epoch"))
        #expect(text.contains("Of the best setting’s "))
    }

    @Test(.requires(.python("mlflow")))
    func `MLflow reads the numbers of the selected epoch, and means of epochs that all trained`()
        throws
    {
        let (sweep, results) = try sweep()
        let folder = try sweep.builder(results)
            .export(.mlflow, to: sweep.folder, trained: ReportCase.period)
        let script = """
            import sys
            from mlflow.tracking import MlflowClient
            client = MlflowClient(tracking_uri="file://" + sys.argv[1])
            experiment = [e for e in client.search_experiments() if e.name == "case"][0]
            for run in sorted(client.search_runs([experiment.experiment_id]),
                              key=lambda r: r.info.run_name):
                history = client.get_metric_history(run.info.run_id, "validation_loss")
                lowest = min(history, key=lambda m: (m.value, m.step))
                chosen = client.get_metric_history(run.info.run_id, "selected_validation_loss")
                print(run.info.run_name, len(history), run.data.metrics.get("selected_epoch"),
                      *[m.step == lowest.step and m.value == lowest.value for m in chosen])
            """
        let outcome = try ExternalTool.python.run(
            ["-c", script, folder.path],
            environment: ["MLFLOW_ALLOW_FILE_STORE": "true"]
        )
        #expect(outcome.status == 0, "\(outcome.messages)")
        let lines = outcome.output.split(separator: "\n")
        let epochs = [30, 37, 34, 31, 15, 22, 19, 16]
        let runs = epochs.enumerated().map { "run-\($0) \($1 + 5) \($1 - 1).0 True" }
        #expect(lines.map(String.init) == runs + ["setting-0 35 None", "setting-1 20 None"])
    }

    @Test(.requires(.python("tensorboard")))
    func
        `TensorBoard reads the numbers of the selected epoch, and means of shared epochs`()
        throws
    {
        let (sweep, results) = try sweep()
        let folder = try sweep.builder(results)
            .export(.tensorboard, to: sweep.folder, trained: ReportCase.period)
        let script = """
            import sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            for name in [f"run-{i}" for i in range(8)] + ["setting-0/mean", "setting-1/upper"]:
                events = EventAccumulator(f"{sys.argv[1]}/{name}")
                events.Reload()
                curve = events.Scalars("validation_loss")
                lowest = min(curve, key=lambda e: (e.value, e.step))
                has = "selected_validation_loss" in events.Tags()["scalars"]
                chosen = events.Scalars("selected_validation_loss") if has else []
                print(name, len(curve), *[e.value for e in
                      (events.Scalars("selected_epoch") if has else [])],
                      *[e.step == lowest.step and e.value == lowest.value for e in chosen])
            """
        let outcome = try ExternalTool.python.run(
            ["-c", script, folder.path],
            environment: ["TF_CPP_MIN_LOG_LEVEL": "3"]
        )
        #expect(outcome.status == 0, "\(outcome.messages)")
        let lines = outcome.output.split(separator: "\n")
        let epochs = [30, 37, 34, 31, 15, 22, 19, 16]
        let runs = epochs.enumerated().map { "run-\($0) \($1 + 5) \($1 - 1).0 True" }
        #expect(lines.map(String.init) == runs + ["setting-0/mean 35", "setting-1/upper 20"])
    }
}
