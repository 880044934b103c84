internal import TrainingModel

/// The part of a Python program that changes learning rate and momentum in the course of a
/// training.
///
/// Where the rate is constant in all settings, the program is as if there were no such lines.
struct PyTorchSchedule {
    private let schedules: [Schedule]

    /// Writes the part for `settings`.
    init(_ settings: PyTorchSettings) {
        schedules =
            settings.uses(.schedule)
            ? settings.values(of: .schedule).compactMap { value in
                if case .word(let text) = value { Schedule(text) } else { nil }
            } : []
    }

    private var cycles: [Schedule] { schedules.filter(\.changesInEpochs) }

    private var factors: [Schedule] { schedules.filter { !$0.changesInEpochs } }

    /// What stands before the first epoch, behind the optimizer and the loader.
    var start: String {
        guard !schedules.isEmpty else { return "" }
        return [warmup, cosine, factorTable, cycleTable, scheduler].joined() + "\n"
    }

    /// What stands behind each step, indented twice, and behind each epoch, indented once.
    var steps: (batch: String, epoch: String) {
        let name = Axis.schedule.settingExpression
        guard !schedules.isEmpty else { return ("", "") }
        guard !cycles.isEmpty else { return ("", "\n    scheduler.step()") }
        guard !factors.isEmpty else { return ("\n        scheduler.step()", "") }
        return (
            "\n        if \(name) in CYCLES:\n            scheduler.step()",
            "\n    if \(name) in FACTORS:\n        scheduler.step()"
        )
    }

    /// Whether the program needs the cosine.
    var isWithCosine: Bool { factors.contains { $0.kind == .cosine } }

    private var warmup: String {
        guard factors.contains(where: { $0.warmup != nil }) else { return "" }
        return """

            def after(count, start, factor):
                # The learning rate rises along a line, from that share of it, before it falls.
                return lambda e: start + (1 - start) * e / count if e < count else factor(e - count)

            """
    }

    private var cosine: String {
        guard isWithCosine else { return "" }
        return """

            def cosine(to, count):
                return lambda e: to + (1 - to) * (1 + math.cos(math.pi * min(e, count) / count)) / 2

            """
    }

    private var factorTable: String {
        guard !factors.isEmpty else { return "" }
        let entries = factors.map { "    \"\($0)\": \($0.pyTorchFactor),\n" }
        return "\n# The share of the learning rate after e epochs.\nFACTORS = {\n"
            + entries.joined() + "}\n"
    }

    private var cycleTable: String {
        guard !cycles.isEmpty else { return "" }
        let entries = cycles.compactMap { schedule in
            if case .oneCycle(let base) = schedule.decay { "\"\(schedule)\": \(base)" } else { nil }
        }
        return "# The lowest momentum of a cycle.\nCYCLES = {\(entries.joined(separator: ", "))}\n"
    }

    private var scheduler: String {
        let name = Axis.schedule.settingExpression
        let cycle = """
            scheduler = torch.optim.lr_scheduler.OneCycleLR(
                optimizer, max_lr=\(Axis.learningRate.settingExpression), epochs=EPOCHS,
                steps_per_epoch=len(loader), base_momentum=CYCLES[\(name)],
                max_momentum=\(Axis.momentum.settingExpression))
            """
        let factor = """
            scheduler = torch.optim.lr_scheduler.LambdaLR(
                optimizer, FACTORS[\(name)])
            """
        guard !cycles.isEmpty else { return factor }
        guard !factors.isEmpty else { return cycle }
        let indented = [cycle, factor].map {
            "    " + $0.replacing("\n", with: "\n    ") + "\n"
        }
        return "if \(name) in CYCLES:\n\(indented[0])else:\n\(indented[1])"
    }
}

extension Schedule {
    /// The share of the learning rate in an epoch, as a function of Python.
    fileprivate var pyTorchFactor: String {
        guard let warmup else { return pyTorchDecay(over: "EPOCHS") }
        let decay = pyTorchDecay(over: "EPOCHS - \(warmup.epochs)")
        return "after(\(warmup.epochs), \(warmup.start), \(decay))"
    }

    private func pyTorchDecay(over epochs: String) -> String {
        switch decay {
        case .constant, .oneCycle: "lambda e: 1.0"
        case .step(let every, let factor): "lambda e: \(factor) ** (e // \(every))"
        case .exponential(let factor): "lambda e: \(factor) ** e"
        case .cosine(let to, let over): "cosine(\(to), \(over.map(String.init) ?? epochs))"
        }
    }
}
