internal import Quoting
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// How to repeat the sweep, or any run of it in PyTorch.
struct ReproductionSection {
    private let results: SweepResults
    private let context: ReportContext

    /// Makes the section of `results`.
    init(_ results: SweepResults, _ context: ReportContext) {
        self.results = results
        self.context = context
    }

    /// The content of the section.
    var html: HTML {
        let program = PyTorchProgram(
            plan: results.plan,
            run: results.bestRun?.place ?? 0,
            form: PyTorchSamples(of: results.samples.table)
        )
        return """
            <p>Equal specs give equal bytes of report.json, on any number of workers and on any
            instruction set.</p>
            <pre tabindex="0">\(context.command)</pre>
            <dl>
            <dt>SHA-256 of the spec</dt><dd><code>\(context.specDigest)</code></dd>
            <dt>SHA-256 of the dataset</dt><dd><code>\(context.datasetDigest)</code></dd>
            </dl>
            <h3>The spec</h3>
            <pre tabindex="0">\(context.specText)</pre>
            <h3>Any run again in PyTorch</h3>
            <p><code>momentum report --export pytorch</code>, followed by the run directory, writes
            the folder <code>pytorch</code> there: the program <code>reproduce.py</code> and the
            samples as they were trained on. The program repeats a run of the sweep; the number of
            the run is its argument. Data, initial weights and batches have the same bits; the
            curves agree as far as rounding allows.\(dropout)\(selection)</p>
            <details><summary>The program</summary>
            <pre tabindex="0">\(program.text)</pre>
            </details>

            """
    }

    private var dropout: HTML {
        let hasDropout = results.plan.settings.contains { $0.dropout > 0 }
        return hasDropout
            ? " Runs with dropout agree in distribution only, since PyTorch's masks are others." : ""
    }

    private var selection: HTML {
        let choice = results.plan.spec.choice
        guard choice.isByValidation else { return "" }
        let stop: HTML = choice.stopping == nil ? "" : " stops early as the run did and"
        return " It\(stop) takes the epoch with the lowest validation loss."
    }
}
