/// A machine that workers are started on, as one line of the host file names it.
public struct RemoteHost: Hashable, Sendable {
    /// The user to log in as, or `nil` for ssh's choice.
    public var user: String?

    /// The host's name, address or alias in ssh's configuration.
    public var name: String

    /// The port of the ssh server, or `nil` for ssh's choice.
    public var port: Int?

    /// The worker's training threads, or `nil` for one for each core.
    public var slots: Int?

    /// Names a machine.
    public init(user: String? = nil, name: String, port: Int? = nil, slots: Int? = nil) {
        self.user = user
        self.name = name
        self.port = port
        self.slots = slots
    }

    /// What ssh takes: the name, with the user if there is one.
    public var destination: String { user.map { "\($0)@\(name)" } ?? name }

    /// The host in logs and messages: with what tells it from other lines of the file.
    public var label: String {
        let text = name.contains(":") ? "[\(name)]" : name
        return (user.map { "\($0)@" } ?? "") + text + (port.map { ":\($0)" } ?? "")
    }
}
