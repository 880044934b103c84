internal import NeuralNet
internal import NeuralNetRuntime
public import SweepModel
public import SweepResults
internal import SweepStatistics
internal import TrainingModel

// The process that trains the sweep stores the choice before it looks, and then what it saw; a
// report only reads that.
extension ReportBuilder {
    /// What the runs have come to so far.
    ///
    /// - Throws: An error of the source.
    public func runScores() throws -> RunScores {
        try RunScores(of: source, judge: RunJudge(plan, guesses: samples.guesses))
    }

    /// The settings and the ensemble of which the test samples are to be looked at.
    ///
    /// - Parameters:
    ///   - options: The axis along which settings are compared, the baseline, and the size of the
    ///     ensemble.
    ///   - revision: The revision of the plan.
    ///   - scores: What ``runScores()`` found; it spares a walk if every run had ended.
    /// - Returns: `nil` before every run has ended, and without test samples.
    /// - Throws: ``ReportError``, or an error of the source.
    public func testLook(
        options: ReportOptions,
        revision: Int,
        scores: RunScores? = nil
    ) throws -> TestLook? {
        guard testDataset != nil else { return nil }
        var question = try options.question(for: plan)
        // The leader is asked for, whatever the target is.
        question.targetAccuracy = nil
        var collector = ResultCollector(plan: plan, samples: samples, question: question)
        _ = try collector.look(at: source, known: scores)
        guard let choice = collector.testChoice else { return nil }
        return TestLook(
            revision: revision,
            leader: choice.leader,
            baseline: choice.baseline,
            members: try collector.ensembleMembers(in: source)
        )
    }

    /// What the runs of the settings that are looked at come to on the test samples.
    ///
    /// - Parameter look: The settings.
    /// - Returns: The runs that finished or diverged, with equal bits on every processor.
    /// - Throws: An error of the source.
    public func testedRuns(of look: TestLook) throws -> [TestedRun] {
        guard let dataset = testDataset else { return [] }
        let judge = RunJudge(plan, guesses: samples.guesses)
        var tested: [TestedRun] = []
        var waiting: [RunResult] = []
        func measureWaiting() {
            tested += Self.measured(waiting, on: dataset, judge: judge)
            waiting = []
        }
        try source.forEachRun(.all, of: Set(look.settings)) { result in
            if let last = waiting.last,
                waiting.count == Limits.runsPerPack
                    || last.run.settingIndex != result.run.settingIndex
            {
                measureWaiting()
            }
            switch result.outcome {
            case .finished: waiting.append(result)
            case .diverged:
                tested.append(TestedRun(run: result.run.id, loss: nil, accuracy: nil))
            case .failed, nil: return
            }
        }
        measureWaiting()
        return tested
    }

    /// What the ensemble of a look, and its first member alone, come to on the test samples.
    ///
    /// - Parameter look: The look.
    /// - Returns: Equal bits on every processor; `nil` if the look has no ensemble, or one with a
    ///   run that has no network.
    /// - Throws: An error of the source.
    public func testedEnsemble(of look: TestLook) throws -> TestedEnsemble? {
        guard let dataset = testDataset, let first = look.members.first,
            dataset.count <= Limits.logitsPerNetwork / dataset.classCount
        else { return nil }
        var counts: [RunID: Int] = [:]
        for member in look.members { counts[member.run] = member.count }
        var members: [RunResult] = []
        let settings = Set(counts.keys.map { plan.run($0).settingIndex })
        try source.forEachRun(.all, of: settings) { result in
            guard counts[result.run.id] != nil, result.outcome == .finished, result.hasNetwork
            else { return }
            members.append(result)
        }
        // A look may be read from a directory that was tampered with.
        guard members.count == counts.count else { return nil }
        let none = AveragedProbabilities(labels: dataset.labels, classCount: dataset.classCount)
        var (ensemble, single) = (none, none)
        // In the order of the plan, so that sums round in the same way each time.
        let limit = max(1, Limits.logitsAtOnce / (dataset.count * dataset.classCount))
        while let setting = members.first?.run.setting {
            let alike = members.prefix(limit).prefix {
                $0.run.setting.layers == setting.layers
                    && $0.run.setting.activation == setting.activation
            }
            members.removeFirst(alike.count)
            let shape = NetworkShape(layers: setting.layers)
            let logits = InstructionSetName.best.logits(
                of: shape,
                activation: setting.activation,
                parameters: alike.map(\.parameters),
                features: dataset.features
            )
            for (result, logits) in zip(alike, logits) {
                let table = LogitTable(
                    logits,
                    labels: dataset.labels,
                    classCount: shape.classCount
                )
                ensemble.add(table, weight: counts[result.run.id] ?? 0)
                if result.run.id == first.run { single.add(table, weight: 1) }
            }
        }
        return TestedEnsemble(
            singleLoss: single.logLoss,
            singleCorrectCount: single.correctCount,
            loss: ensemble.logLoss,
            correctCount: ensemble.correctCount
        )
    }

    /// Measures finished runs of one setting.
    private static func measured(
        _ results: [RunResult],
        on dataset: Dataset,
        judge: RunJudge
    ) -> [TestedRun] {
        guard let setting = results.first?.run.setting else { return [] }
        let networks = InstructionSetName.best.measure(
            results.map(\.parameters),
            of: NetworkShape(layers: setting.layers),
            activation: setting.activation,
            on: dataset
        )
        return zip(results, networks).map { result, network in
            let measures = RunMeasures(result, choice: judge.choice)
            let state = judge.score(of: result, measures).state
            let isUsable = state != .exploded && network.loss.isFinite
            return TestedRun(
                run: result.run.id,
                loss: isUsable ? network.loss : nil,
                accuracy: network.accuracy
            )
        }
    }

    private var testDataset: Dataset? { samples.table?.dataset(.test, fold: 0) }
}
