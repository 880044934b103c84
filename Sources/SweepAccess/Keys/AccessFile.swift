public import Foundation
public import ZeroMQ

/// What a worker needs to join a sweep; a file that only its owner can read.
public struct AccessFile: Hashable, Sendable {
    /// The name of the key, for people.
    public var name: String

    /// Where the coordinator can be reached, the best endpoint first.
    public var endpoints: [Endpoint]

    /// The keys, or ``ZeroMQ/SocketSecurity/plain`` where the user gave up on them.
    public var security: SocketSecurity

    /// When the key stops to be allowed, or `nil` for never.
    public var expires: Date?

    /// Where the coordinator listens, for its next start; only in its own file.
    public var listen: Endpoint?

    /// Describes how to join.
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - endpoints: Where the coordinator can be reached.
    ///   - security: The client's keys, or plain.
    ///   - expires: When the key stops to be allowed.
    ///   - listen: Where the coordinator listens.
    public init(
        name: String,
        endpoints: [Endpoint],
        security: SocketSecurity,
        expires: Date? = nil,
        listen: Endpoint? = nil
    ) {
        self.name = name
        self.endpoints = endpoints
        self.security = security
        self.expires = expires
        self.listen = listen
    }

    /// Reads the file at `url`.
    ///
    /// - Throws: ``AccessError`` if it is missing, a link, another owner's, open to others or not
    ///   an access file.
    public init(reading url: URL) throws {
        try self.init(decoding: try SecretFile.read(url), file: url.path)
    }

    /// Writes the file in the place of any other.
    ///
    /// - Throws: ``AccessError`` if it cannot be written.
    public func write(to url: URL) throws {
        try SecretFile.replace(try encoded(), at: url)
    }

    /// Refuses a key that is no longer allowed.
    ///
    /// - Throws: ``AccessError`` if the key has expired at `date`.
    public func check(at date: Date) throws {
        guard let expires, date >= expires else { return }
        throw AccessError(
            .expired,
            "the key “\(name)” has expired at \(JSONFile.text(of: expires))"
        )
    }
}

extension AccessFile {
    /// The most endpoints of a file.
    private static let endpointLimit = 64

    /// The members of the JSON object.
    private struct Members: Codable {
        var version = JSONFile.version
        var name: String
        var endpoints: [String]
        var serverKey: String?
        var publicKey: String?
        var secretKey: String?
        var expires: String?
        var listen: String?
    }

    /// Reads the contents of a file.
    ///
    /// - Throws: ``AccessError`` naming `file` and the member that is wrong.
    package init(decoding data: Data, file: String) throws {
        let members = try JSONFile.decode(Members.self, data, file: file)
        guard 1...Self.endpointLimit ~= members.endpoints.count else {
            throw AccessError(
                .malformed,
                "\(file): names \(members.endpoints.count) endpoints; allowed are 1 to "
                    + "\(Self.endpointLimit)"
            )
        }
        do {
            self.init(
                name: members.name,
                endpoints: try members.endpoints.map { try Endpoint($0) },
                security: try Self.security(members),
                expires: try members.expires.map(JSONFile.date),
                listen: try members.listen.map { try Endpoint($0) }
            )
        } catch let error as ZeroMQError {
            throw AccessError(.malformed, "\(file): \(error)")
        }
    }

    private static func security(_ members: Members) throws -> SocketSecurity {
        switch (members.serverKey, members.publicKey, members.secretKey) {
        case (nil, nil, nil): return .plain
        case (let serverKey?, let publicKey?, let secretKey?):
            let keys = try CurveKeyPair(secretKey: CurveSecretKey(secretKey))
            guard keys.publicKey == (try CurveKey(publicKey)) else {
                throw AccessError(
                    .malformed,
                    "the public key of “\(members.name)” does not belong to its secret key"
                )
            }
            return .curveClient(serverKey: try CurveKey(serverKey), keys: keys)
        default:
            throw AccessError(
                .malformed,
                "“\(members.name)” needs serverKey, publicKey and secretKey, or none of them"
            )
        }
    }

    /// The contents of the file.
    package func encoded() throws -> Data {
        var members = Members(name: name, endpoints: endpoints.map(\.description))
        if case .curveClient(let serverKey, let keys) = security {
            members.serverKey = serverKey.text
            members.publicKey = keys.publicKey.text
            members.secretKey = keys.secretKey.text
        }
        members.expires = expires.map(JSONFile.text)
        members.listen = listen?.description
        return try JSONFile.encode(members)
    }
}
