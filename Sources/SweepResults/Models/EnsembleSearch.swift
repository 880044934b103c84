internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// Asks the networks about the validation samples while the runs pass by, and chooses an ensemble.
///
/// Of each run only the probabilities of the true classes are kept, within `Limits.ensembleBytes`.
struct EnsembleSearch {
    /// The most networks that wait to be asked together.
    private static let waitingLimit = 64

    /// The most parameters that wait, 4 MiB, but for the last network.
    private static let waitingParameters = 1 << 20

    private let objective: Objective
    private let limit: Int
    private let dataset: Dataset?

    /// Why there will be none, as far as the plan says.
    private let absence: EnsembleAbsence?

    /// The most candidates.
    private let capacity: Int

    /// The most networks that are asked together.
    private let networksAtOnce: Int

    private var probabilities: TrueProbabilities
    private var candidates = CandidateHeap()
    private var runs: [Int: Run] = [:]
    private var waiting: [(result: RunResult, loss: Float)] = []
    private var waitingParameterCount = 0
    private var leftOutCount = 0
    private var unstoredCount = 0

    /// Starts before the first run.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - samples: The samples and their parts.
    ///   - limit: The most choices; 0 for no ensemble.
    init(_ plan: SweepPlan, samples: ReportSamples, limit: Int) {
        objective = plan.objective
        self.limit = limit
        let isPossible = limit > 0 && plan.foldCount == 1
        let dataset = isPossible ? samples.table?.dataset(.validation, fold: 0) : nil
        let sampleCount = dataset?.count ?? 0
        probabilities = TrueProbabilities(sampleCount: sampleCount)
        self.dataset = dataset
        let bytes = TrueProbabilities.bytesPerCandidate(sampleCount: max(sampleCount, 1))
        let layers = Set(plan.settings.map(\.layers))
        let largest = layers.map { NetworkShape(layers: $0).parameterCount }.max() ?? 1
        capacity = min(
            Limits.ensembleBytes / bytes,
            Limits.ensembleOperations / max(sampleCount, 1) / largest
        )
        let logits = sampleCount * samples.dataset.classCount
        networksAtOnce = min(Self.waitingLimit, max(1, Limits.logitsAtOnce / max(logits, 1)))
        if limit == 0 {
            absence = .notAsked
        } else if plan.foldCount > 1 {
            absence = .folds
        } else if dataset == nil {
            absence = .noValidation
        } else {
            absence = capacity < 2 || logits > Limits.logitsPerNetwork ? .tooLarge : nil
        }
    }

    /// Whether the plan allows an ensemble at all.
    var isPossible: Bool { absence == nil }

    /// Takes the next run in.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - measures: What it comes down to.
    ///   - state: Its state: runs that diverged or exploded are no candidates.
    mutating func add(_ result: RunResult, _ measures: RunMeasures, _ state: RunState) {
        guard absence == nil, state == .finished || state == .overfitted else { return }
        guard result.hasNetwork else {
            unstoredCount += 1
            return
        }
        let loss = measures[objective.lossMeasure]
        let candidate = Candidate(loss: loss, place: result.run.place, slot: 0)
        if candidates.count == capacity, let worst = candidates.worst, !(candidate < worst) {
            leftOutCount += 1
            return
        }
        if let first = waiting.first, !first.result.hasNetworkLike(result) { askWaiting() }
        waiting.append((result, loss))
        waitingParameterCount += result.parameters.count
        if waiting.count == networksAtOnce || waitingParameterCount >= Self.waitingParameters {
            askWaiting()
        }
    }

    /// Chooses, after the last run.
    ///
    /// - Parameter isPartial: Whether some runs have not ended.
    /// - Returns: The ensemble, or why there is none.
    mutating func finish(isPartial: Bool) -> Result<EnsembleAnswer, EnsembleAbsence> {
        if let absence { return .failure(absence) }
        guard !isPartial else { return .failure(.partial) }
        askWaiting()
        let ordered = candidates.all.sorted { $0.place < $1.place }
        guard ordered.count > 1,
            let chosen = EnsembleSelection(
                probabilities,
                order: ordered.map(\.slot),
                limit: limit
            )
        else { return .failure(.tooFewRuns) }
        return .success(
            EnsembleAnswer(
                members: chosen.members.compactMap { member in
                    runs[member.candidate].map {
                        EnsembleAnswer.Member(run: $0, count: member.count)
                    }
                },
                singleLoss: chosen.singleLoss,
                loss: chosen.loss,
                candidateCount: ordered.count,
                leftOutCount: leftOutCount,
                unstoredCount: unstoredCount
            )
        )
    }

    /// Asks the networks that wait, which are of one shape and activation.
    private mutating func askWaiting() {
        guard let dataset, let first = waiting.first else { return }
        let shape = NetworkShape(layers: first.result.run.setting.layers)
        let logits = InstructionSetName.best.logits(
            of: shape,
            activation: first.result.run.setting.activation,
            parameters: waiting.map(\.result.parameters),
            features: dataset.features
        )
        for ((result, loss), logits) in zip(waiting, logits) {
            let table = LogitTable(
                logits,
                labels: dataset.labels,
                classCount: shape.classCount
            )
            let own = table.trueProbabilities
            // A network whose numbers overflow on some sample knows nothing.
            guard !own.contains(where: \.isNaN) else { continue }
            keep(own, of: result.run, loss: loss)
        }
        waiting.removeAll(keepingCapacity: true)
        waitingParameterCount = 0
    }

    private mutating func keep(_ own: [Float], of run: Run, loss: Float) {
        guard candidates.count == capacity, let worst = candidates.worst else {
            let slot = probabilities.count
            probabilities.append(own)
            candidates.insert(Candidate(loss: loss, place: run.place, slot: slot))
            runs[slot] = run
            return
        }
        leftOutCount += 1
        let candidate = Candidate(loss: loss, place: run.place, slot: worst.slot)
        guard candidate < worst else { return }
        probabilities.replace(worst.slot, by: own)
        candidates.replaceWorst(by: candidate)
        runs[worst.slot] = run
    }
}

extension RunResult {
    /// Whether the networks of both runs differ in nothing but their parameters.
    fileprivate func hasNetworkLike(_ other: RunResult) -> Bool {
        run.setting.layers == other.run.setting.layers
            && run.setting.activation == other.run.setting.activation
    }
}

/// A run that may become a member.
private struct Candidate: Comparable {
    /// The validation loss.
    let loss: Float

    /// The place of the run in the plan.
    let place: Int

    /// Where its probabilities stand.
    let slot: Int

    /// Whether one candidate is better than another: by its loss, then by its place.
    static func < (first: Candidate, second: Candidate) -> Bool {
        (first.loss, first.place) < (second.loss, second.place)
    }
}

/// Candidates of which the worst is known.
///
/// - Source: Williams, "Algorithm 232: Heapsort", CACM 1964.
private struct CandidateHeap {
    /// All candidates; each is no better than the two at twice its index plus 1 and 2.
    private(set) var all: [Candidate] = []

    var count: Int { all.count }
    var worst: Candidate? { all.first }

    mutating func insert(_ candidate: Candidate) {
        all.append(candidate)
        var index = all.count - 1
        while index > 0, all[(index - 1) / 2] < all[index] {
            all.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func replaceWorst(by candidate: Candidate) {
        all[0] = candidate
        var index = 0
        while let worse = [2 * index + 1, 2 * index + 2].filter(all.indices.contains)
            .max(by: { all[$0] < all[$1] }), all[index] < all[worse]
        {
            all.swapAt(index, worse)
            index = worse
        }
    }
}
