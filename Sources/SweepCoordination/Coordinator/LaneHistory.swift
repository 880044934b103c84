internal import SweepModel
internal import TrainingModel

/// What an attempt has said of its lanes so far, held against what a training can come to.
///
/// | number | can be |
/// |---|---|
/// | any metric of a lane that has diverged | NaN, all metrics alike, from that epoch on |
/// | any metric of a lane that has stopped | NaN after the epoch in which its rule ends it |
/// | a loss | finite, not below 0: a larger one would have made the run diverge |
/// | accuracy | 0...1 |
/// | parameter norm | not below 0; infinite where the sum of squares leaves Float |
/// | a parameter of a finished run | no NaN, which would reach the loss; ReLU may hide an ∞ |
///
/// What the attempt went on from, and what was stored before a restart, is not known here: only its
/// own epochs from ``firstEpoch`` on are looked at, but for the validation losses by which lanes
/// stop.
struct LaneHistory: Hashable, Sendable {
    /// The first epoch that is known.
    private let firstEpoch: Int

    /// Whether no epoch is known yet.
    private var isEmpty = true

    /// The first known epoch in which a lane has no numbers, lane by lane.
    private var divergences: [Int?]

    /// Where lanes stop, by the losses of all epochs.
    private(set) var stops: StopHistory

    /// Whether a lane has a parameter that is not a number, lane by lane.
    private var hasNaN: [Bool]

    /// The bytes of the parameter that has arrived in part, lowest first, and how many they are.
    private var word: UInt32 = 0
    private var wordBytes = 0

    /// Begins to look at `laneCount` lanes from `firstEpoch` on, before which they have `stops`.
    init(laneCount: Int, firstEpoch: Int, stops: StopHistory) {
        self.firstEpoch = firstEpoch
        self.stops = stops
        divergences = Array(repeating: nil, count: laneCount)
        hasNaN = Array(repeating: false, count: laneCount)
    }

    /// Takes the next epochs.
    ///
    /// - Throws: ``ImpossibleResult`` for the first number that no training gives.
    mutating func append(_ block: EpochBlock) throws(ImpossibleResult) {
        isEmpty = false
        for lane in divergences.indices {
            let end = end(ofLane: lane, in: block)
            // Nearly all lanes go on as they should, and all numbers of a sweep pass here.
            if end == nil,
                block.metrics.allSatisfy({
                    $0.allowedRange.containsAll(of: block.column($0, lane: lane))
                })
            {
                continue
            }
            for metric in block.metrics {
                let column = block.column(metric, lane: lane)
                for (epoch, value) in zip(block.epochs, column) {
                    let hasEnded = end.map { epoch >= $0 } ?? false
                    guard hasEnded ? value.isNaN : metric.allowedRange.contains(value) else {
                        throw ImpossibleResult(
                            "\(metric.name) of lane \(lane) is \(value) in epoch \(epoch); allowed "
                                + (hasEnded ? ending(ofLane: lane) : metric.allowedValues),
                            mayBeOfBase: stops.stop(ofLane: lane) != nil
                        )
                    }
                }
            }
        }
    }

    /// The first epoch in which a lane must not have numbers any more, or `nil` if it goes on after
    /// the next epochs.
    private mutating func end(ofLane lane: Int, in block: EpochBlock) -> Int? {
        if let end = divergences[lane] ?? stops.stop(ofLane: lane) { return end }
        let first = block.metrics.first.map { block.column($0, lane: lane) } ?? []
        let length = first.firstIndex(where: \.isNaN).map { $0 - first.startIndex }
        let losses = block.column(.validationLoss, lane: lane)
        stops.append(losses.prefix(length ?? block.epochCount), ofLane: lane)
        if let stop = stops.stop(ofLane: lane) { return stop }
        divergences[lane] = length.map { block.firstEpoch + $0 }
        return divergences[lane]
    }

    /// What is allowed of a lane that has ended, and why.
    private func ending(ofLane lane: Int) -> String {
        let hasStopped = stops.stop(ofLane: lane) != nil
        return "is nan, since the run has \(hasStopped ? "stopped" : "diverged")"
    }

    /// Takes the next bytes of the parameters, of which each lane has `laneBytes`.
    mutating func append(parameters bytes: [UInt8], at offset: Int, laneBytes: Int) {
        let size = LittleEndian.floatSizeBytes
        // Most parts begin with a number; the others end one that has arrived in part.
        let lead = min(bytes.count, (size - offset % size) % size)
        for index in 0..<lead { append(bytes[index], at: offset + index, laneBytes) }
        let end = lead + (bytes.count - lead) / size * size
        bytes.withUnsafeBytes { bytes in
            // Within the bytes, since a whole number of words lies between both ends.
            for index in stride(from: lead, to: end, by: size) {
                let word = UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)
                )
                if Self.isNaN(word) { hasNaN[(offset + index) / laneBytes] = true }
            }
        }
        for index in end..<bytes.count { append(bytes[index], at: offset + index, laneBytes) }
    }

    /// Takes one byte of a number that arrives in pieces.
    private mutating func append(_ byte: UInt8, at place: Int, _ laneBytes: Int) {
        let size = LittleEndian.floatSizeBytes
        // After a restart the first bytes of a number may be missing; it is passed over.
        if place % size == 0 { (word, wordBytes) = (0, 0) }
        word |= UInt32(byte) << UInt32(8 * (place % size))
        wordBytes += 1
        guard place % size == size - 1, wordBytes == size else { return }
        if Self.isNaN(word) { hasNaN[place / laneBytes] = true }
    }

    private static func isNaN(_ word: UInt32) -> Bool { word & 0x7FFF_FFFF > 0x7F80_0000 }

    /// Holds the outcomes against the metrics and parameters.
    ///
    /// - Throws: ``ImpossibleResult`` for the first lane whose numbers say something else.
    func check(_ outcomes: [RunOutcome]) throws(ImpossibleResult) {
        for (lane, outcome) in outcomes.enumerated() {
            let divergence = divergences[lane]
            switch outcome {
            case .finished:
                if let divergence {
                    throw ImpossibleResult(
                        "lane \(lane) has finished, but has no metrics from epoch \(divergence) on",
                        mayBeOfBase: stops.isRuled
                    )
                }
                guard !hasNaN[lane] else {
                    throw ImpossibleResult(
                        "lane \(lane) has finished, but a parameter of it is nan"
                    )
                }
            case .diverged(let epoch):
                let isKnown = divergence == max(epoch, firstEpoch)
                guard isKnown || (isEmpty && epoch < firstEpoch),
                    stops.stop(ofLane: lane) == nil
                else {
                    let words = divergence.map { "from epoch \($0) on" } ?? "in no epoch"
                    throw ImpossibleResult(
                        "lane \(lane) diverged in epoch \(epoch), but its metrics are nan \(words)",
                        mayBeOfBase: stops.isRuled
                    )
                }
            case .failed: continue
            }
        }
    }

    /// Whether the outcomes go together with what is known here of the epochs before `end`, where
    /// a later attempt went on; if not, what it went on from was no state of this training.
    func agrees(with outcomes: [RunOutcome], before end: Int) -> Bool {
        zip(divergences, outcomes).allSatisfy { divergence, outcome in
            let seen = divergence.flatMap { $0 < end ? $0 : nil }
            guard case .diverged(let epoch) = outcome else { return seen == nil }
            let expected = max(epoch, firstEpoch)
            return seen == (expected < end ? expected : nil)
        }
    }
}

/// What an attempt has sent that no training comes to.
struct ImpossibleResult: Error, Hashable {
    /// Which number of which lane it is, and what is allowed.
    let detail: String

    /// Whether the state that the attempt went on from may be the cause, in which a lane had stopped
    /// or not against the losses that its sender told.
    let mayBeOfBase: Bool

    /// Describes a number that cannot be.
    init(_ detail: String, mayBeOfBase: Bool = false) {
        self.detail = detail
        self.mayBeOfBase = mayBeOfBase
    }
}

extension Metric {
    /// What a training that goes on can come to.
    fileprivate var allowedRange: ClosedRange<Float> {
        switch part {
        case .parameters: 0...Float.infinity
        case .batches, .training, .validation:
            direction == .higher ? 0...1 : 0...Float.greatestFiniteMagnitude
        }
    }

    /// ``allowedRange`` in words.
    fileprivate var allowedValues: String {
        switch part {
        case .parameters: "are numbers from 0 on, or nan in all metrics"
        case .batches, .training, .validation:
            direction == .higher
                ? "are 0 to 1, or nan in all metrics"
                : "are finite numbers from 0 on, or nan in all metrics"
        }
    }
}

extension ClosedRange<Float> {
    /// Whether all of `values` are in the range; NaN is not.
    fileprivate func containsAll(of values: ArraySlice<Float>) -> Bool {
        // Without a branch for each value, so that several are compared at once.
        values.withUnsafeBufferPointer { values in
            var outside: UInt8 = 0
            for value in values { outside |= value >= lowerBound && value <= upperBound ? 0 : 1 }
            return outside == 0
        }
    }
}
