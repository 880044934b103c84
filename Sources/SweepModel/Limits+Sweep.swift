public import TrainingModel

extension Limits {
    /// The protocol versions that this build supports.
    public static let protocolVersions = 2...2

    /// The longest frame on the wire; libzmq drops a peer that sends a longer one.
    public static let frameSizeBytes = 1 << 20

    /// The longest part of a blob.
    public static let partSizeBytes = 512 << 10

    /// The longest blob: a dataset, a checkpoint, or the parameters of a pack.
    public static let blobSizeBytes = 2 << 30

    /// The longest text field from a peer, in UTF-8 bytes.
    public static let textSizeBytes = 1_024

    /// The longest word of an axis, in UTF-8 bytes; a schedule with all its numbers takes at
    /// most 120.
    public static let wordSizeBytes = 128

    /// Numbers in one epoch block: metrics · runs · epochs.
    public static let valuesPerBlock = 128 << 10

    /// Metrics of one run.
    public static let metrics = 64

    /// Attempts that one worker may hold: slots and prefetch together.
    public static let creditsPerWorker = 4_096

    /// Workers that a user may ask to leave in the life of a sweep.
    public static let drainedWorkers = 100_000

    /// Attempts in one list of a message: all that a worker holds, and those that it has finished
    /// while their last acknowledgement is on its way.
    public static let attemptsPerMessage = 8_192

    /// Workers that one coordinator serves.
    public static let workers = 10_000

    /// Leases of one pack that may end with a vanished worker before the pack is split or failed.
    public static let attemptsPerPack = 3

    /// Leases of one pack that run at the same time.
    public static let leasesPerPack = 2

    /// Attempts of an open pack whose late results may still win.
    public static let attemptsRemembered = 8

    /// Contradictions to what is stored that are recorded; what follows is only counted.
    public static let anomalies = 1_000

    /// Messages of one attempt that are held against what is stored: an honest worker repeats what
    /// it keeps, ``unacknowledgedMessages``, when its connection breaks.
    public static let comparisonsPerAttempt = 1_024

    /// Bytes of a checkpoint: parameters and moments of all lanes, and the words that say of
    /// which training they are; where validation losses choose the epoch, also the parameters of
    /// the best one and the losses that the rule needs.
    ///
    /// - Parameters:
    ///   - lanes: The runs of the pack.
    ///   - training: The network and the choice of the epoch.
    /// - Returns: The most bytes that a worker may send.
    public static func checkpointBytes(lanes: Int, of training: TrainingConfiguration) -> Int {
        let (parameters, choice) = (training.shape.parameterCount, training.choice)
        let floats =
            (1 + training.pack.setting.optimizer.momentCount + (choice.isByValidation ? 1 : 0))
            * parameters
            + ValidationHistory.recentCount(choice, epochCount: training.epochs)
        return min(blobSizeBytes, 4_096 + lanes * (1_024 + floats * LittleEndian.floatSizeBytes))
    }

    /// Protocol errors of one peer before its session is ended.
    public static let violationsPerPeer = 20

    /// Unacknowledged durable messages that a worker keeps in memory.
    public static let unacknowledgedMessages = 256

    /// Durable messages that a worker sends without waiting for an acknowledgement.
    public static let messagesInFlight = 64

    /// Unacknowledged bytes that a worker keeps in memory before training pauses.
    public static let unacknowledgedBytes = 8 << 20

    /// What the messages of one peer may cost in a second, in short messages.
    ///
    /// An honest worker waits for an acknowledgement after ``messagesInFlight``, which takes a
    /// commit and a round trip: about 2 ms, so it stays below 32,000. At 3 to 5 µs each, one peer
    /// takes a sixth of the coordinator's thread at most.
    public static let costPerSecond = 32_000

    /// What the messages of all peers of one key may cost in a second: more than a coordinator can
    /// act on, so that thousands of workers may share a key.
    public static let costPerSecondOfKey = 8 * costPerSecond

    /// What a HELLO costs besides its bytes: a peer has 20 of them in a second.
    public static let helloCost = 1_600

    /// What may be dropped of a peer within the time in which its budget fills up, before its
    /// connection is cut: an honest worker that was suspended sends no more than it keeps.
    public static let costBeforeCut = 4 * costPerSecond

    /// Connections of one key from one address that may be cut for protocol errors before the
    /// address is not served with that key for a while.
    public static let cutsPerAddress = 3

    /// Pairs of key and address whose cut connections are remembered.
    public static let addressesRemembered = 10_000

    /// Lines about one peer in the log before they are thinned out.
    public static let logLinesPerPeer = 20

    /// Lines about all peers in the log before they are thinned out.
    public static let logLines = 400

    /// Peers whose lines are counted one by one.
    public static let loggedPeers = 1_024

    /// Bytes of one line about a peer, which may quote a long text.
    public static let logLineBytes = 600

    /// Messages that wait for one peer; what a peer that never reads leads to is dropped beyond.
    ///
    /// But for parts, which ``unreadBytesPerPeer`` bounds, no message has more than a few thousand
    /// bytes.
    public static let messagesPerPeerQueue = 256

    /// Messages of one peer that a coordinator holds unread; the rest waits with the peer.
    ///
    /// A peer that sends large ones faster than they are read may take this many times
    /// ``frameSizeBytes``, and as much again with each connection that it makes.
    public static let messagesUnreadPerPeer = 16

    /// Bytes of parts that are sent to a peer which has not shown that it read them.
    public static let unreadBytesPerPeer = 4 << 20

    /// Attempts that one answer to a heartbeat stops; others follow with the next answers.
    public static let stopsPerHeartbeat = 256

    /// Builds besides the coordinator's own that are recorded.
    public static let otherBuilds = 16

    /// Messages that a loop reads before it commits.
    public static let messagesPerBatch = 1_024

    /// Datasets that a worker keeps in memory: a sweep has one, and a coordinator one sweep.
    public static let datasetsPerWorker = 2

    /// Outputs of a generator that a run may skip before it begins: a few seconds on one core.
    ///
    /// A sweep with the notebook's seeds skips what all settings before have drawn.
    public static let generatorOffset = 1 << 30

    /// Descriptors that a coordinator keeps back for its own files and processes.
    public static let reservedDescriptors = 24

    /// Descriptors that a report needs: its tables, the store, and a few programs with their pipes.
    public static let reportDescriptors = 24

    /// Runs of one sweep.
    public static let runs = 10_000_000

    /// Settings of one sweep.
    public static let settings = 100_000

    /// Looks at the test samples of one sweep.
    public static let testLooks = 1_000

    /// Heartbeat intervals and leases, and the longest checkpoint interval.
    public static let intervals = Duration.milliseconds(1)...Duration.seconds(366 * 86_400)

    /// Choices of an ensemble, a run that is chosen again counting each time.
    public static let ensembleChoices = 32

    /// Bytes of the probabilities by which an ensemble is chosen; beyond, the runs with the lowest
    /// validation loss that fit are its candidates.
    public static let ensembleBytes = 256 << 20

    /// Multiplications by which the candidates of an ensemble are asked: seconds on one core.
    public static let ensembleOperations = 100_000_000_000

    /// Logits that are held at once of several networks, 64 MiB.
    public static let logitsAtOnce = 16 << 20

    /// Logits of one network that are held, 256 MiB; a part with more samples is not predicted.
    public static let logitsPerNetwork = 64 << 20

    /// Probabilities in `predictions.csv`, some 100 MB; beyond, it has that of the predicted class
    /// alone.
    public static let predictedProbabilities = 10_000_000

    /// Multiplications by which the chosen model is asked about its samples: seconds on one core.
    public static let predictionOperations = 40_000_000_000

    /// Bytes of one spec file.
    public static let specSizeBytes = 1 << 20
}
