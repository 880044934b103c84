package import NeuralNet
internal import Quoting
package import SweepModel
internal import TrainingModel

/// A Python program that repeats any run of a sweep with PyTorch.
///
/// The data bits, the initial weights and the order of the batches are the same; the curves agree
/// as far as PyTorch in Float agrees with itself in Double.
package struct PyTorchSnippet {
    private let plan: SweepPlan
    private let dataset: Dataset
    private let run: Int

    /// Makes the program for `plan`.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - dataset: The samples, whose class names CSV labels are looked up in.
    ///   - run: The place of the run that is repeated when the program gets no argument.
    package init(plan: SweepPlan, dataset: Dataset, run: Int) {
        self.plan = plan
        self.dataset = dataset
        self.run = run
    }

    /// The program.
    package var text: String {
        let spec = plan.spec
        return """
            import itertools, sys
            import numpy as np
            import torch
            from torch import nn

            RUN = int(sys.argv[1]) if len(sys.argv) > 1 else \(run)
            EPOCHS, SHUFFLE = \(spec.epochs), \(Self.boolean(spec.shuffle))
            SEEDS = \(seeds)
            AXES = {
            \(axes)
            }

            \(data)

            def network(layers):
                pairs = list(zip(layers, layers[1:]))
                parts = [m for i, o in pairs for m in (nn.Linear(i, o), nn.ReLU())]
                return nn.Sequential(*parts[:-1])

            torch.set_num_threads(1)
            settings = [dict(zip(AXES, s)) for s in itertools.product(*AXES.values())]
            setting = settings[RUN // len(SEEDS)]
            torch.manual_seed(SEEDS[RUN % len(SEEDS)])
            \(start)
            x, y = dataset()
            model = network(setting["layers"])
            loader = torch.utils.data.DataLoader(
                torch.utils.data.TensorDataset(x, y), batch_size=setting["batch"], shuffle=SHUFFLE)
            optimizer = torch.optim.SGD(
                model.parameters(),
                \(Self.arguments(.optimizer)))
            criterion = nn.CrossEntropyLoss(\(Self.arguments(.loss)))
            print("epoch,last_batch_loss,mean_batch_loss,loss,accuracy")
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

    private var seeds: String {
        let count = UInt64(plan.seeds.count)
        if count > 1, plan.seeds == SeedList(0..<count) { return "list(range(\(count)))" }
        return "[\(plan.seeds.map(String.init).joined(separator: ", "))]"
    }

    private static func boolean(_ value: Bool) -> String { value ? "True" : "False" }

    private static func string(_ text: String) -> String { PythonLiteral.quoted(text) }

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

    private var data: String {
        switch plan.spec.dataset {
        case .spiral(let source): Self.spiral(source)
        case .csv(let source): csv(source)
        case .idx(let source): Self.idx(source)
        }
    }

    private static func spiral(_ source: SpiralSource) -> String {
        """
        def dataset(classes=\(source.classes), points=\(source.points), noise=\(source.noise)):
            generator = np.random.RandomState(\(source.seed & 0xFFFF_FFFF))
            rows, labels = [], []
            for arm in range(classes):
                r = np.linspace(0, 1, points)
                t = np.linspace(arm * 4, (arm + 1) * 4, points) + generator.randn(points) * noise
                rows.append(np.c_[r * np.sin(t), r * np.cos(t)])
                labels += [arm] * points
            return torch.tensor(np.concatenate(rows), dtype=torch.float32), torch.tensor(labels)
        """
    }

    private func csv(_ source: CSVSource) -> String {
        let names = dataset.classNames.map(Self.string).joined(separator: ", ")
        let standardized =
            source.standardize
            ? "\n    s = x.std(axis=0)\n    x = (x - x.mean(axis=0)) / np.where(s == 0, 1, s)" : ""
        return """
            CLASSES = [\(names)]

            def dataset():
                import csv
                with open(\(Self.string(source.path)), newline="", encoding="utf-8-sig") as file:
                    rows = list(csv.DictReader(file))
                label = \(Self.string(source.label))
                x = np.array([[float(v) for k, v in row.items() if k != label] for row in rows])\
            \(standardized)
                y = [CLASSES.index(row[label]) for row in rows]
                return torch.tensor(x, dtype=torch.float32), torch.tensor(y)
            """
    }

    private static func idx(_ source: IDXSource) -> String {
        """
        def read(path):
            with open(path, "rb") as file:
                content = file.read()
            extents = np.frombuffer(content, ">u4", content[3], 4).astype(int)
            return np.frombuffer(content, np.uint8, offset=4 + 4 * content[3]).reshape(extents)

        def dataset():
            images, labels = read(\(string(source.images))), read(\(string(source.labels)))
            x = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
            return torch.from_numpy(x), torch.from_numpy(np.unique(labels, return_inverse=True)[1])
        """
    }
}
