import Foundation
import SweepTesting
import Testing

/// The exported network against the report, on data that people know.
@Suite(.timeLimit(.minutes(5)))
struct ModelParityTests {
    /// Writes a table, as pandas would, without pandas.
    private static let table = """
        import csv, sys
        import sklearn.datasets
        data = getattr(sklearn.datasets, "load_" + sys.argv[1])()
        with open(sys.argv[2], "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(list(data.feature_names) + ["target"])
            for x, y in zip(data.data.tolist(), data.target):
                writer.writerow(x + [data.target_names[y]])
        """

    /// Runs the network on the raw columns; the validation part is scikit-learn's own.
    private static let check = """
        import csv, sys
        import numpy as np, onnx, onnxruntime
        from sklearn.model_selection import train_test_split
        table, run, predictions = sys.argv[1:]
        rows = list(csv.reader(open(table)))[1:]
        x = np.array([[float(c) for c in row[:-1]] for row in rows])
        y = np.array([row[-1] for row in rows])
        model = onnx.load(run + "/model.onnx")
        onnx.checker.check_model(model, full_check=True)
        session = onnxruntime.InferenceSession(
            run + "/model.onnx", providers=["CPUExecutionProvider"])
        label, p = session.run(["label", "probabilities"], {"features": x})
        place = {m.key: m.value for m in model.metadata_props}["run"]
        told = next(r for r in csv.DictReader(open(run + "/runs.csv")) if r["run"] == place)
        _, part = train_test_split(
            np.arange(len(y)), test_size=0.2, random_state=0, stratify=y)
        accuracy = np.mean(label[part] == y[part])
        ours = list(csv.reader(open(predictions)))[1:]
        q = np.array([[float(c) for c in row[1:]] for row in ours])
        top = np.sort(q, axis=1)
        clear = top[:, -1] - top[:, -2] > 1e-5
        same = label == np.array([row[0] for row in ours])
        print(abs(accuracy - float(told["validation_accuracy"])) < 1e-7,
              np.abs(p - q).max() <= 1e-5, same[clear].all())
        """

    @Test(
        .requires(.python("numpy", "onnx", "onnxruntime", "sklearn")),
        arguments: ["iris", "wine", "breast_cancer", "digits"]
    )
    func `raw columns give the report's accuracy in ONNX Runtime`(name: String) throws {
        let scratch = try Scratch()
        let paths = ["table.csv", "run", "new.csv"].map { scratch.url.appending(path: $0).path }
        try ExternalTool.python.perform(["-c", Self.table, name, paths[0]])
        let (process, code) = try scratch.momentum(
            "sweep",
            "--csv",
            "table.csv",
            "--label",
            "target",
            "--standardize",
            "true",
            "--momentum",
            "0,0.9",
            "--hidden",
            "16",
            "--epochs",
            "20",
            "--seeds",
            "3",
            "--no-figures",
            "-o",
            "run"
        )
        try #require(code == 0, "\(process.standardError)")
        let (predict, end) = try scratch.momentum("predict", "run", "table.csv", "-o", "new.csv")
        try #require(end == 0, "\(predict.standardError)")
        let output = try ExternalTool.python.perform(["-c", Self.check] + paths)
        #expect(String(decoding: output, as: UTF8.self) == "True True True\n")
    }
}
