internal import ArgumentParser
internal import NeuralNet
internal import NeuralNetRuntime
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// `momentum plan`: what a sweep would train, without starting anything.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what a sweep would train, without starting anything."
    )

    /// How many runs are shown at each end of the plan.
    private static let shownRuns = 3

    @OptionGroup var spec: SpecOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        _ = try InstructionSetName.requested()
        let sweep = try PreparedSweep(try spec.read(), folder: spec.folder)
        switch output.outputMode {
        case .quiet: return
        case .json: printJSON(sweep)
        case .text:
            SweepAnnouncement.announce(sweep, startingFrom: spec.startSentence, as: .text)
            printText(sweep)
        }
    }

    private func printJSON(_ sweep: PreparedSweep) {
        let plan = sweep.plan
        StandardOutput.json(
            JSONValue.object([
                ("name", .string(sweep.spec.name)),
                ("runs", .integer(plan.runCount)),
                ("settings", .integer(plan.settings.count)),
                ("merged", .integer(sweep.spec.axes.mergedCount)),
                ("optimizers", .array(sweep.spec.axes.optimizers.map { .string($0.rawValue) })),
                ("folds", .integer(plan.foldCount)),
                ("seeds", .integer(plan.seeds.count)),
                ("paired", .boolean(sweep.spec.seeds.isPaired)),
                ("epochs_per_run", .integer(sweep.spec.epochs)),
                ("select", .string(sweep.spec.choice.isByValidation ? "best" : "final")),
                ("patience", sweep.spec.choice.stopping.map { .integer($0.patience) } ?? .null),
                ("min_delta", sweep.spec.choice.stopping.map { .real($0.minimumDelta) } ?? .null),
                ("samples", .integer(sweep.table.count)),
                ("multiply_adds", .real(sweep.multiplyAdds)),
                ("spec", .string(spec.startSentence)),
                ("notes", .array(sweep.notes.map(JSONValue.string))),
                ("spec_sha256", .string("\(sweep.digest)")),
            ])
        )
    }

    private func printText(_ sweep: PreparedSweep) {
        let plan = sweep.plan
        StandardOutput.line(
            "\(VisibleText.line(sweep.spec.name)): "
                + "\(NumberText.counted(plan.runCount, "run")) = "
                + "\(NumberText.counted(plan.settings.count, "setting")) × "
                + (plan.foldCount > 1 ? "\(plan.foldCount) folds × " : "")
                + "\(NumberText.counted(plan.seeds.count, "seed")), "
                + "\(NumberText.counted(sweep.spec.epochs, "epoch")) of "
                + NumberText.counted(sweep.trainingCount, "sample")
        )
        for line in Self.lines(of: sweep.spec.axes) { StandardOutput.line("  \(line)") }
        if let words = sweep.spec.choice.words { StandardOutput.line("  \(words)") }
        if !sweep.spec.seeds.isPaired {
            StandardOutput.line(
                "  seeds: one generator for all runs, as in the notebook; not paired"
            )
        }
        for run in shown(plan.runCount) { printRun(plan.run(atPlace: run), of: plan) }
        let bound = sweep.spec.choice.stopping == nil ? "about" : "at most"
        StandardOutput.line(
            "Training takes \(bound) \(Self.short(sweep.multiplyAdds)) multiply-adds."
        )
        StandardOutput.line("spec sha256 \(sweep.digest)")
    }

    /// The values of each axis that varies; with several optimizers, of each of them.
    private static func lines(of axes: SweepAxes) -> [String] {
        guard axes.products.count > 1 else {
            return axes.varying.map { "\($0.name): \(text(of: axes[$0], $0))" }
        }
        let varying = axes.varying.filter { $0 != .optimizer }
        return axes.products.map { product in
            let values = varying.filter { product.optimizer.has($0) }
                .map { "\($0.name) \(text(of: product[$0], $0))" }
            let name = product.optimizer.rawValue
            return values.isEmpty ? name : "\(name): \(values.joined(separator: "; "))"
        }
    }

    private static func text(of values: [AxisValue], _ axis: Axis) -> String {
        values.map(axis.displayText).joined(separator: ", ")
    }

    private func shown(_ count: Int) -> [Int] {
        guard count > 2 * Self.shownRuns else { return Array(0..<count) }
        return Array(0..<Self.shownRuns) + Array(count - Self.shownRuns..<count)
    }

    private func printRun(_ run: Run, of plan: SweepPlan) {
        let setting = run.setting
        let varying = plan.spec.axes.varying
        // An axis that came later is shown where it varies or is not as it always was.
        let axes = Axis.all.filter { axis in
            setting.has(axis)
                && (axis.isAlwaysWritten || varying.contains(axis)
                    || setting[axis] != axis.defaultValue)
        }
        let values = axes.map { "\($0.name)=\($0.displayText(of: setting[$0]))" }
        let fold = plan.foldCount > 1 ? " fold=\(run.fold)" : ""
        StandardOutput.line(
            "  run \(run.place): \(values.joined(separator: " "))\(fold) seed=\(run.seed)"
        )
    }

    private static func short(_ number: Double) -> String {
        let units = ["", " thousand", " million", " billion", " trillion"]
        var value = number
        var unit = 0
        while value >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return "\((value * 10).rounded() / 10)\(units[unit])"
    }
}

extension EpochChoice {
    /// What is chosen and when runs stop, or `nil` where both are as usual.
    fileprivate var words: String? {
        guard isByValidation else { return nil }
        let best = "select: the epoch with the lowest validation loss"
        guard let stopping else { return best }
        let epochs = NumberText.counted(stopping.patience, "epoch")
        let delta = stopping.minimumDelta
        let lower = delta > 0 ? "one lower by more than \(delta)" : "a lower one"
        return "\(best); a run stops after \(epochs) without \(lower)"
    }
}

extension PreparedSweep {
    /// The multiply-adds of all forward and backward passes and of the measurements after each
    /// epoch.
    ///
    /// Forward and evaluation take one for each weight and sample, the backward pass two; samples
    /// that are held out are only evaluated. Runs that stop early take less.
    var multiplyAdds: Double {
        var passes = 0.0
        switch table.parts {
        case .whole(let count): passes = 4 * Double(count)
        case .parts(let parts):
            for part in parts where part != .test { passes += part == .training ? 4 : 1 }
        case .folds(let folds, let count): passes = Double(folds.count) * Double(4 * count - 3)
        }
        let epochs = Double(spec.epochs) * Double(plan.seeds.count)
        return plan.settings.reduce(0) { sum, setting in
            sum + passes * epochs * Double(PackShape(setting).parameterCount)
        }
    }
}
