package import Foundation
internal import NeuralNet
internal import Quoting
package import SweepModel
internal import TrainingModel

/// A PyTorch program that repeats any run of a sweep, and the samples that it reads.
///
/// The samples are the decoded ones, standardized if the sweep's are, so the program has nothing to
/// read in another way than the sweep did:
///
/// | file | content |
/// |---|---|
/// | `reproduce.py` | the program; its argument is the number of a run |
/// | `features.npy` | Float32, shape [samples, features] |
/// | `labels.npy` | Int64, shape [samples] |
/// | `classes.json` | the name of each class, as in the sweep's data |
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
        try NumPyFile.write(
            dataset.features,
            shape: [dataset.count, dataset.width],
            to: folder.appending(path: "features.npy")
        )
        try NumPyFile.write(dataset.labels, to: folder.appending(path: "labels.npy"))
        let classes = JSONValue.array(dataset.classNames.map(JSONValue.string))
        try BufferedFile.write(classes.text + "\n", to: folder.appending(path: "classes.json"))
        let program = PyTorchProgram(plan: sweep.plan, run: best?.place ?? 0)
        try BufferedFile.write(program.text, to: folder.appending(path: "reproduce.py"))
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

    /// Makes the program for `plan`.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - run: The place of the run that is repeated when the program gets no argument.
    package init(plan: SweepPlan, run: Int) {
        self.plan = plan
        self.run = run
    }

    /// The program.
    package var text: String {
        [head, network, data, training].joined(separator: "\n") + "\n"
    }

    private var head: String {
        """
        import itertools, json, sys
        from pathlib import Path
        import numpy as np
        import torch
        from torch import nn

        EPOCHS, SHUFFLE = \(plan.spec.epochs), \(Self.boolean(plan.spec.shuffle))
        SEEDS = \(seeds)
        AXES = {
        \(axes)
        }
        FOLDER = Path(__file__).resolve().parent

        argument = sys.argv[1] if len(sys.argv) > 1 else "\(run)"
        settings = [dict(zip(AXES, s)) for s in itertools.product(*AXES.values())]
        count = len(settings) * len(SEEDS)
        if not (argument.isascii() and argument.isdigit() and int(argument) < count):
            sys.exit(f"{argument!r} is not a run of this sweep; expected 0 to {count - 1}")
        RUN = int(argument)

        """
    }

    private var network: String {
        """
        def network(layers):
            pairs = list(zip(layers, layers[1:]))
            parts = [m for i, o in pairs for m in (nn.Linear(i, o), nn.ReLU())]
            return nn.Sequential(*parts[:-1])

        torch.set_num_threads(1)
        setting = settings[RUN // len(SEEDS)]
        torch.manual_seed(SEEDS[RUN % len(SEEDS)])
        \(start)
        """
    }

    /// The samples as the sweep decoded them.
    private var data: String {
        """
        x = torch.from_numpy(np.load(FOLDER / "features.npy"))
        y = torch.from_numpy(np.load(FOLDER / "labels.npy"))
        classes = json.loads((FOLDER / "classes.json").read_text(encoding="utf-8"))
        print(f"run {RUN}: {len(y)} samples, {len(classes)} classes, {setting}", file=sys.stderr)

        """
    }

    private var training: String {
        """
        model = network(setting["layers"])
        loader = torch.utils.data.DataLoader(
            torch.utils.data.TensorDataset(x, y), batch_size=setting["batch"], shuffle=SHUFFLE)
        optimizer = torch.optim.SGD(
            model.parameters(),
            \(Self.arguments(.optimizer)))
        criterion = nn.CrossEntropyLoss(\(Self.arguments(.loss)))
        print("epoch", \(Self.names), sep=",")
        for epoch in range(EPOCHS):
            losses = []
            for features, labels in loader:
                loss = criterion(model(features), labels)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            with torch.no_grad():
                logits = model(x)
                accuracy = (logits.argmax(1) == y).double().mean().item()
                print(epoch, losses[-1], sum(losses) / len(losses),
                      nn.functional.cross_entropy(logits, y).item(), accuracy, sep=",")
        """
    }

    /// The names of the four numbers that the program prints for each epoch.
    private static let names = [Metric.lastBatchLoss, .meanBatchLoss, .loss, .accuracy]
        .map { PythonLiteral.quoted($0.name) }.joined(separator: ", ")

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
            for earlier in settings[:RUN // len(SEEDS)]:
                network(earlier["layers"])
                torch.rand(\(outputs) * EPOCHS)
            """
    }
}
