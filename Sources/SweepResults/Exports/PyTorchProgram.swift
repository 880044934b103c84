internal import NeuralNet
internal import Quoting
package import SweepModel
internal import TrainingModel

/// A Python program that repeats any run of a sweep with PyTorch.
///
/// It stands beside the files of ``PyTorchExport``. The data bits, the initial weights and the
/// order of the batches are the same; the curves agree as far as PyTorch in Float agrees with
/// itself in Double; with dropout they agree in distribution only, since PyTorch's masks are
/// others. No text of the sweep stands in it.
package struct PyTorchProgram {
    private let plan: SweepPlan
    private let run: Int
    private let form: PyTorchSamples
    private let settings: PyTorchSettings

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
        settings = PyTorchSettings(plan)
    }

    /// The program.
    package var text: String {
        [head, PyTorchNetwork(settings).text, start, data, training].joined(separator: "\n")
            + "\nsys.stdout.flush()\n"
    }

    private var head: String {
        """
        \"""Repeats a run of the sweep, or predicts new rows.

        usage: python3 reproduce.py [RUN]
               python3 reproduce.py predict FILE.csv [MODEL.safetensors]

        RUN is the number of a run in runs.csv; by default the one whose network the report took.
        FILE.csv is a table with a header, or - for standard input. NumPy and PyTorch are needed.
        \"""
        import \(modules)
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

        \(PyTorchNetwork.activations)
        \(PyTorchPrediction.text)
        EPOCHS, SHUFFLE = \(plan.spec.epochs), \(Self.boolean(plan.spec.shuffle))
        FOLDS, SEEDS = \(plan.foldCount), \(seeds)
        FOLDER = Path(__file__).resolve().parent

        argument = sys.argv[1] if len(sys.argv) > 1 else "\(run)"
        \(settings.text)count = len(settings) * FOLDS * len(SEEDS)
        if not (argument.isascii() and argument.isdigit() and int(argument) < count):
            sys.exit(f"{argument!r} is not a run of this sweep; expected 0 to {count - 1}")
        RUN = int(argument)

        """
    }

    /// What the program needs of Python itself.
    private var modules: String {
        let math = PyTorchSchedule(settings).isWithCosine ? ["math"] : []
        return (["csv", "itertools", "json"] + math + ["os", "sys"]).joined(separator: ", ")
    }

    /// The choice of the run, and what moves the generator to where the run finds it.
    private var start: String {
        """
        torch.set_num_threads(1)
        fold = RUN // len(SEEDS) % FOLDS
        setting = settings[RUN // len(SEEDS) // FOLDS]
        torch.manual_seed(SEEDS[RUN % len(SEEDS)])
        \(skipping)\(dropoutNote)
        """
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
        let loss = PyTorchLoss(settings)
        let schedule = PyTorchSchedule(settings)
        let modes =
            settings.uses(.dropout) ? ("    model.train()\n", "    model.eval()\n") : ("", "")
        return """
            model = network(setting)
            loader = torch.utils.data.DataLoader(
                torch.utils.data.TensorDataset(x, y), batch_size=setting["batch"], shuffle=SHUFFLE)
            \(PyTorchOptimizer(settings).text)\(schedule.start)\(loss.text)def measure(x, y):
                logits = model(x)
                accuracy = (logits.argmax(1) == y).double().mean().item()
                return nn.functional.cross_entropy(logits, y).item(), accuracy

            \(selection.start)print("epoch", \(names), sep=",")
            for epoch in range(EPOCHS):
            \(modes.0)    losses = []
                for features, labels in loader:
                    loss = criterion(model(features), labels)
                    optimizer.zero_grad()
                    loss.backward()\(loss.clipping)
                    optimizer.step()\(schedule.steps.batch)
                    losses.append(loss.item())\(schedule.steps.epoch)
            \(modes.1)    with torch.no_grad():
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

    private var skipping: String {
        guard case .notebook = plan.spec.seeds else { return "" }
        let outputs = plan.spec.shuffle ? 4 : 2
        return """
            # One generator serves all runs in turn: skip what the runs before this one drew.
            for earlier in settings[:RUN // len(SEEDS) // FOLDS]:
                network(earlier)
                torch.rand(\(outputs) * EPOCHS)

            """
    }

    private var dropoutNote: String {
        guard settings.uses(.dropout) else { return "" }
        return """
            # PyTorch draws other masks, from the generator that also orders the batches.
            if setting["dropout"] > 0:
                print("with dropout, curves agree in distribution only", file=sys.stderr)

            """
    }
}
