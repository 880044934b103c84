public import NeuralNetRuntime
public import ZeroMQ

/// What a worker process is started with.
public struct WorkerOptions: Sendable {
    /// The coordinator's endpoint.
    public var endpoint: Endpoint

    /// The keys, or none on loopback.
    public var security: SocketSecurity

    /// Training threads, from 1.
    public var slots: Int

    /// Attempts that are taken beyond the slots.
    public var prefetch = 1

    /// The kernels to train with.
    public var instructionSet: InstructionSetName

    /// The version of the program.
    public var build: String

    /// A human-readable name, such as `host/pid`.
    public var label: String

    /// How long to try to reach a coordinator that was never reached.
    public var connectTimeout: Duration = .seconds(300)

    /// How long to stay without the coordinator.
    public var orphanTimeout: Duration = .seconds(60)

    /// Where reports lie that the coordinator has no room for yet.
    public var spoolFolder = "/var/tmp"

    /// The bytes of such reports beyond which training waits.
    public var spoolBytes = 1 << 30

    /// How long the worker may run, if that is limited.
    public var timeLimit: Duration?

    /// Sets what has no sensible default.
    public init(
        endpoint: Endpoint,
        security: SocketSecurity,
        slots: Int,
        instructionSet: InstructionSetName,
        build: String,
        label: String
    ) {
        self.endpoint = endpoint
        self.security = security
        self.slots = slots
        self.instructionSet = instructionSet
        self.build = build
        self.label = label
    }
}
