package import Foundation
package import NeuralNet
internal import Quoting
package import SweepModel
internal import TrainingModel

/// A PyTorch program that repeats any run of a sweep, and the samples that it reads.
///
/// The samples are the decoded ones, so the program has nothing to read in another way than the
/// sweep did:
///
/// | file | content |
/// |---|---|
/// | `reproduce.py` | the program; its argument is the number of a run, or `predict FILE.csv` |
/// | `features.npy` | Float32, shape [samples, features]; Float64 where they are standardized |
/// | `labels.npy` | Int64, shape [samples] |
/// | `classes.json` | the name of each class, as in the sweep's data |
/// | `parts.npy` | Int64, shape [samples]: part 0, 1 or 2, or the fold that holds it out |
/// | `scalings.npy` | Float64, shape [folds, 2, features]: means, deviations of the training part |
///
/// The last two are there only where samples are held out, and where they are standardized.
package struct PyTorchExport: RunExporter {
    private let sweep: ExportedSweep
    private let folder: URL
    private var best: Run?

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - sweep: What is known before the first run.
    ///   - folder: Where the files are made.
    package init(_ sweep: ExportedSweep, folder: URL) {
        self.sweep = sweep
        self.folder = folder
    }

    /// Nothing is written of a single run.
    package func add(_ record: RunRecord) {}

    /// Finds the best run of the leader, which the program repeats by default.
    package mutating func endSetting(_ setting: ExportedSetting) {
        if setting.results.index == sweep.leader { best = setting.best }
    }

    /// Writes all files, the program last.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func finish() throws {
        let dataset = sweep.dataset
        let classes = JSONValue.array(dataset.classNames.map(JSONValue.string))
        try BufferedFile.write(classes.text + "\n", to: folder.appending(path: "classes.json"))
        let form = try writeSamples()
        let program = PyTorchProgram(plan: sweep.plan, run: best?.place ?? 0, form: form)
        try BufferedFile.write(program.text, to: folder.appending(path: "reproduce.py"))
    }

    private func writeSamples() throws -> PyTorchSamples {
        let dataset = sweep.dataset
        guard let table = sweep.table, table.isSplit else {
            try NumPyFile.write(
                dataset.features,
                shape: [dataset.count, dataset.width],
                to: folder.appending(path: "features.npy")
            )
            try NumPyFile.write(dataset.labels, to: folder.appending(path: "labels.npy"))
            return PyTorchSamples()
        }
        let features = table.rows
        let file = folder.appending(path: "features.npy")
        let shape = [table.count, table.width]
        if table.isStandardized {
            try NumPyFile.write(features, shape: shape, to: file)
            try writeScalings(of: table)
        } else {
            try NumPyFile.write(features.map { Float($0) }, shape: shape, to: file)
        }
        try NumPyFile.write(table.labels, to: folder.appending(path: "labels.npy"))
        try NumPyFile.write(table.parts.numbers, to: folder.appending(path: "parts.npy"))
        return PyTorchSamples(of: table)
    }

    private func writeScalings(of table: SampleTable) throws {
        let foldCount = table.parts.foldCount
        let numbers = (0..<foldCount).flatMap { fold -> [Double] in
            let scalings = table.scalings(fold: fold)
            return scalings.map { $0?.mean ?? 0 } + scalings.map { $0?.deviation ?? 1 }
        }
        try NumPyFile.write(
            numbers,
            shape: [foldCount, 2, table.width],
            to: folder.appending(path: "scalings.npy")
        )
    }
}

/// In which form the samples lie beside the program.
package struct PyTorchSamples: Hashable, Sendable {
    /// Whether `parts.npy` tells what is held out.
    package var hasParts = false

    /// Whether it tells the fold of each sample.
    package var hasFolds = false

    /// Whether there are samples to measure on after each epoch.
    package var hasValidation = false

    /// Whether `scalings.npy` tells means and deviations.
    package var isStandardized = false

    /// Describes samples, by default those that are all trained on.
    package init(
        hasParts: Bool = false,
        hasFolds: Bool = false,
        hasValidation: Bool = false,
        isStandardized: Bool = false
    ) {
        self.hasParts = hasParts
        self.hasFolds = hasFolds
        self.hasValidation = hasValidation
        self.isStandardized = isStandardized
    }
}

extension PyTorchSamples {
    /// The form in which the samples of `table` are written; without it, all are trained on.
    package init(of table: SampleTable?) {
        guard let table, table.isSplit else {
            self.init()
            return
        }
        self.init(
            hasParts: true,
            hasFolds: table.parts.foldCount > 1,
            hasValidation: table.parts.hasValidation,
            isStandardized: table.isStandardized
        )
    }
}

extension SampleTable {
    /// Whether some samples are held out.
    fileprivate var isSplit: Bool { if case .whole = parts { false } else { true } }
}

extension SampleParts {
    /// A number for each sample: its part, or the fold that holds it out.
    fileprivate var numbers: [Int32] {
        switch self {
        case .whole(let count): [Int32](repeating: 0, count: count)
        case .parts(let parts): parts.map { Int32($0.rawValue) }
        case .folds(let folds, _): folds.map(Int32.init)
        }
    }
}

/// A Python program that repeats any run of a sweep with PyTorch.
///
/// It stands beside the files of ``PyTorchExport``. The data bits, the initial weights and the
/// order of the batches are the same; the curves agree as far as PyTorch in Float agrees with
/// itself in Double. No text of the sweep stands in it.
package struct PyTorchProgram {
    private let plan: SweepPlan
    private let run: Int
    private let form: PyTorchSamples

    /// Makes the program for `plan`.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - run: The place of the run that is repeated when the program gets no argument.
    ///   - form: In which form the samples lie beside the program.
    package init(plan: SweepPlan, run: Int, form: PyTorchSamples = PyTorchSamples()) {
        self.plan = plan
        self.run = run
        self.form = form
    }

    /// The program.
    package var text: String {
        [head, network, data, training].joined(separator: "\n") + "\nsys.stdout.flush()\n"
    }

    private var head: String {
        """
        \"""Repeats a run of the sweep, or predicts new rows.

        usage: python3 reproduce.py [RUN]
               python3 reproduce.py predict FILE.csv [MODEL.safetensors]

        RUN is the number of a run in runs.csv; by default the one whose network the report took.
        FILE.csv is a table with a header, or - for standard input. NumPy and PyTorch are needed.
        \"""
        import csv, itertools, json, os, sys
        from pathlib import Path

        if sys.argv[1:2] in (["--help"], ["-h"]):
            print(__doc__.rstrip())
            sys.exit()
        try:
            import numpy as np
            import torch
            from torch import nn
        except ImportError as error:
            sys.exit(f"{error}: this program needs NumPy and PyTorch: pip install numpy torch")

        def quiet(otherwise):
            def end_quietly(kind, error, trace):
                if not issubclass(kind, BrokenPipeError):
                    return otherwise(kind, error, trace)
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return end_quietly

        # Who reads the output may stop before its end.
        sys.excepthook = quiet(sys.excepthook)

        \(PyTorchPrediction.text)
        EPOCHS, SHUFFLE = \(plan.spec.epochs), \(Self.boolean(plan.spec.shuffle))
        FOLDS, SEEDS = \(plan.foldCount), \(seeds)
        AXES = {
        \(axes)
        }
        FOLDER = Path(__file__).resolve().parent

        argument = sys.argv[1] if len(sys.argv) > 1 else "\(run)"
        settings = [dict(zip(AXES, s)) for s in itertools.product(*AXES.values())]
        \(chosenSettings)count = len(settings) * FOLDS * len(SEEDS)
        if not (argument.isascii() and argument.isdigit() and int(argument) < count):
            sys.exit(f"{argument!r} is not a run of this sweep; expected 0 to {count - 1}")
        RUN = int(argument)

        """
    }

    /// The class of `torch.nn` for what hidden units make of their sums.
    private var activation: String { RectifiedLinear.pyTorchModule }

    private var network: String {
        """
        def network(layers):
            pairs = list(zip(layers, layers[1:]))
            parts = [m for i, o in pairs for m in (nn.Linear(i, o), nn.\(activation)())]
            return nn.Sequential(*parts[:-1])

        torch.set_num_threads(1)
        fold = RUN // len(SEEDS) % FOLDS
        setting = settings[RUN // len(SEEDS) // FOLDS]
        torch.manual_seed(SEEDS[RUN % len(SEEDS)])
        \(start)
        """
    }

    /// Which of all combinations are settings, where some train as others do.
    private var chosenSettings: String {
        let combinations = plan.spec.axes.combinations
        guard combinations != plan.settings else { return "" }
        var indices: [Setting: Int] = [:]
        for (index, setting) in combinations.enumerated() { indices[setting] = index }
        let chosen = plan.settings.compactMap { indices[$0] }
        return "settings = [settings[i] for i in \(chosen)]\n"
    }

    /// What becomes of the samples before they are trained on.
    private var preparation: String {
        var lines = ""
        if form.isStandardized {
            lines += """
                mean, deviation = np.load(FOLDER / "scalings.npy")[fold]
                x = torch.from_numpy(((x.numpy() - mean) / deviation).astype("float32"))

                """
        }
        guard form.hasParts else { return lines }
        lines += "parts = torch.from_numpy(np.load(FOLDER / \"parts.npy\"))\n"
        lines +=
            form.hasFolds
            ? "train, held = parts != fold, parts == fold\n"
            : "train, held = parts == 0, parts == 1\n"
        return lines + "x, y, held_x, held_y = x[train], y[train], x[held], y[held]\n"
    }

    /// The samples as the sweep decoded them.
    private var data: String {
        """
        x = torch.from_numpy(np.load(FOLDER / "features.npy"))
        y = torch.from_numpy(np.load(FOLDER / "labels.npy"))
        \(preparation)classes = json.loads((FOLDER / "classes.json").read_text(encoding="utf-8"))
        print(f"run {RUN}: {len(y)} samples, {len(classes)} classes, {setting}", file=sys.stderr)

        """
    }

    private var training: String {
        let held = selection.measurement
        return """
            model = network(setting["layers"])
            loader = torch.utils.data.DataLoader(
                torch.utils.data.TensorDataset(x, y), batch_size=setting["batch"], shuffle=SHUFFLE)
            optimizer = torch.optim.\(PlainMomentum.pyTorchOptimizer)(
                model.parameters(),
                \(Self.arguments(.optimizer)))
            criterion = nn.\(CrossEntropyHead.pyTorchModule)(\(Self.arguments(.loss)))
            def measure(x, y):
                logits = model(x)
                accuracy = (logits.argmax(1) == y).double().mean().item()
                return nn.functional.cross_entropy(logits, y).item(), accuracy

            \(selection.start)print("epoch", \(names), sep=",")
            for epoch in range(EPOCHS):
                losses = []
                for features, labels in loader:
                    loss = criterion(model(features), labels)
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                    losses.append(loss.item())
                with torch.no_grad():
                    \(held)print(epoch, losses[-1], sum(losses) / len(losses), *measure(x, y),
                          \(form.hasValidation ? selection.validation : "")sep=",")\(selection.end)
            """
    }

    private var selection: PyTorchSelection {
        PyTorchSelection(form.hasValidation ? plan.spec.choice : .final)
    }

    /// The names of the numbers that the program prints for each epoch.
    private var names: String {
        let measured = Metric.standard + (form.hasValidation ? Metric.heldOut : [])
        return measured.map { PythonLiteral.quoted($0.name) }.joined(separator: ", ")
    }

    private var seeds: String {
        let count = UInt64(plan.seeds.count)
        if count > 1, plan.seeds == SeedList(0..<count) { return "list(range(\(count)))" }
        return "[\(plan.seeds.map(String.init).joined(separator: ", "))]"
    }

    private static func boolean(_ value: Bool) -> String { value ? "True" : "False" }

    private var axes: String {
        Axis.all.map { axis in
            let values = plan.spec.axes[axis].map { Self.literal($0, of: axis) }
            return "    \"\(axis.name)\": [\(values.joined(separator: ", "))],"
        }.joined(separator: "\n")
    }

    private static func literal(_ value: AxisValue, of axis: Axis) -> String {
        switch value {
        case .number: axis.text(of: value)
        case .boolean(let isOn): boolean(isOn)
        case .layers(let units): "\(units)"
        case .word(let word): "\"\(word)\""
        }
    }

    /// The arguments that `call` takes from the setting, each after a comma.
    private static func arguments(_ call: Axis.PyTorchCall) -> String {
        Axis.all.compactMap { axis in
            guard let argument = axis.pyTorch, argument.call == call else { return nil }
            let condition = argument.condition.isEmpty ? "" : " and \(argument.condition)"
            return "\(argument.name)=setting[\"\(axis.name)\"]\(condition)"
        }.joined(separator: ",\n    ")
    }

    /// What moves the generator to where the run finds it.
    private var start: String {
        guard case .notebook = plan.spec.seeds else { return "" }
        let outputs = plan.spec.shuffle ? 4 : 2
        return """
            # One generator serves all runs in turn: skip what the runs before this one drew.
            for earlier in settings[:RUN // len(SEEDS) // FOLDS]:
                network(earlier["layers"])
                torch.rand(\(outputs) * EPOCHS)
            """
    }
}
