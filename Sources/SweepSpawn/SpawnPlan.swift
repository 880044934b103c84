/// What is to run on the machines of a host file.
public struct SpawnPlan: Sendable {
    /// The machines.
    public let hosts: [RemoteHost]

    /// How to reach them.
    public let shell: SecureShell

    /// The file of the program that is brought there.
    public let program: String

    /// The contents of the access file in one line.
    public let access: String

    /// What the workers are told besides where their access file is.
    public let workerArguments: [String]

    /// The longest access file: a pipe takes it at once.
    private static let accessLimitBytes = 60_000

    /// Describes what to run.
    ///
    /// - Parameters:
    ///   - hosts: The machines.
    ///   - shell: How to reach them.
    ///   - program: The file of the program.
    ///   - access: The contents of the access file; JSON, in which a line break is only a space.
    ///   - workerArguments: What the workers are told besides.
    /// - Throws: ``SpawnError`` if the file is too long, or an argument would need quotes.
    public init(
        hosts: [RemoteHost],
        shell: SecureShell,
        program: String,
        access: String,
        workerArguments: [String]
    ) throws {
        guard access.utf8.count <= Self.accessLimitBytes else {
            throw SpawnError(
                "the access file has \(access.utf8.count) bytes; allowed are "
                    + "\(Self.accessLimitBytes)"
            )
        }
        for argument in workerArguments where !RemoteCommand.isPlain(argument) {
            throw SpawnError(
                "“\(argument)” is not allowed for workers of other machines; "
                    + "letters, digits and . , : / _ - are"
            )
        }
        self.hosts = hosts
        self.shell = shell
        self.program = program
        self.access = access.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.workerArguments = workerArguments
    }
}
