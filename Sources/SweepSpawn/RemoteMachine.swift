/// What another machine says of itself before a worker is started on it.
struct RemoteMachine: Hashable {
    /// The system and the processor, such as `Linux x86_64`.
    var system: String

    /// The digest of the program that is there, in hexadecimal, or `nil` if there is none.
    var digest: String?

    /// Reads the answer of ``RemoteCommand/check``, or returns `nil` if there was none.
    init?(answer lines: [String]) {
        func value(_ mark: String) -> Substring? {
            lines.last { $0.hasPrefix(mark) }?.dropFirst(mark.count)
        }
        guard let system = value(RemoteCommand.systemMark) else { return nil }
        self.system = String(system)
        digest = value(RemoteCommand.digestMark)?.split(separator: " ").first.map(String.init)
    }
}
