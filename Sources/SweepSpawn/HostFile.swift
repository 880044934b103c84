/// The machines of a host file: lines `[user@]host[:port] [slots=N]`, and comments after `#`.
///
/// An IPv6 address stands in brackets, such as `[fd00::1]:2222`; without a port it needs none.
public struct HostFile: Hashable, Sendable {
    /// The machines in the order of the file; at least one.
    public let hosts: [RemoteHost]

    /// The most machines of a file.
    static let hostLimit = 1024

    /// The most training threads of one machine.
    private static let slotLimit = 1024

    /// Reads the text of a host file.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - file: The file's name in messages.
    /// - Throws: ``SpawnError`` naming file and line.
    public init(parsing text: String, file: String) throws {
        var hosts: [RemoteHost] = []
        var lines: [String: Int] = [:]
        // By scalars: a mark that joins to a “#” must not hide it.
        let scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
        for (index, line) in scalars.split(
            omittingEmptySubsequences: false,
            whereSeparator: {
                $0 == "\n"
            }
        ).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.properties.isWhitespace)
                .map(Substring.init)
            guard let first = words.first else { continue }
            let location = "\(file):\(index + 1)"
            var host = try Self.host(first, location)
            for word in words.dropFirst() { try Self.apply(word, to: &host, location) }
            if let former = lines.updateValue(index + 1, forKey: host.label) {
                throw SpawnError("\(location): \(host.label) stands in line \(former) already")
            }
            hosts.append(host)
        }
        guard 1...Self.hostLimit ~= hosts.count else {
            throw SpawnError(
                "\(file): names \(hosts.count) hosts; allowed are 1 to \(Self.hostLimit)"
            )
        }
        self.hosts = hosts
    }

    private static func host(_ word: Substring, _ location: String) throws -> RemoteHost {
        let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let user = parts.count == 2 ? String(parts[0]) : nil
        if let user, !isName(user) {
            throw SpawnError("\(location): “\(user)” is no name of a user; such as ada@node1")
        }
        let (name, port) = try nameAndPort(parts[parts.count - 1], location)
        guard isName(name) || isAddress(name) else {
            throw SpawnError(
                "\(location): “\(name)” is no name of a host; such as node1, node1:2222 or "
                    + "[fd00::1]"
            )
        }
        return RemoteHost(user: user, name: String(name), port: port)
    }

    private static func nameAndPort(
        _ text: Substring,
        _ location: String
    ) throws -> (name: Substring, port: Int?) {
        if text.first == "[", let end = text.firstIndex(of: "]") {
            let name = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard !rest.isEmpty else { return (name, nil) }
            guard rest.first == ":" else {
                throw SpawnError(
                    "\(location): “\(rest)” after the address; only “:” and a port may be"
                )
            }
            return (name, try number(rest.dropFirst(), upTo: 65_535, "port", location))
        }
        // More than one colon is an IPv6 address without brackets.
        guard text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") else {
            return (text, nil)
        }
        let port = text[text.index(after: colon)...]
        return (text[..<colon], try number(port, upTo: 65_535, "port", location))
    }

    private static func apply(
        _ word: Substring,
        to host: inout RemoteHost,
        _ location: String
    ) throws {
        guard word.hasPrefix("slots=") else {
            throw SpawnError(
                "\(location): “\(word)” is not known; only slots=N may follow the host"
            )
        }
        guard host.slots == nil else { throw SpawnError("\(location): slots stands there twice") }
        host.slots = try number(word.dropFirst(6), upTo: slotLimit, "slots", location)
    }

    private static func number(
        _ text: Substring,
        upTo limit: Int,
        _ what: String,
        _ location: String
    ) throws -> Int {
        guard text.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(text), 1...limit ~= number
        else {
            throw SpawnError(
                "\(location): \(what) “\(text)” is not allowed; a whole number from 1 to \(limit)"
            )
        }
        return number
    }

    /// Whether ssh takes the text as a name: nothing that could be an option or need quotes.
    private static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic
                    || "0123456789.-_".unicodeScalars.contains(scalar))
        }
    }

    private static func isAddress(_ text: some StringProtocol) -> Bool {
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        let letters = "0123456789abcdefABCDEF:.".unicodeScalars
        // A zone such as fe80::1%eth0 names an interface.
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        return colons >= 2 && parts[0].unicodeScalars.allSatisfy(letters.contains)
            && parts.dropFirst().allSatisfy { isName($0) }
    }
}

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
