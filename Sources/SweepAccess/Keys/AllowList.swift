public import Foundation
internal import SweepModel
internal import TrainingModel
public import ZeroMQ

/// The keys that a coordinator knows, in the order in which they were made.
public struct AllowList: Hashable, Sendable {
    /// All keys, the revoked ones too: they are refused by name.
    public private(set) var keys: [AllowedKey] = []

    /// The indices of the keys by their text.
    private var indices: [String: Int] = [:]

    /// Makes an empty list.
    public init() {}

    /// What the list says of the key with `text` at `date`.
    public func status(of text: String, at date: Date) -> KeyStatus {
        guard let index = indices[text] else { return .unknown }
        let key = keys[index]
        if key.isRevoked { return .revoked(key) }
        if let expires = key.expires, date >= expires { return .expired(key) }
        return .allowed(key)
    }

    /// The keys of `name` that are not revoked.
    public func keys(named name: String) -> [AllowedKey] {
        keys.filter { $0.name == name && !$0.isRevoked }
    }

    /// Adds a key.
    ///
    /// - Throws: ``AccessError`` if the name is not allowed or taken, or the key is there already.
    public mutating func add(_ key: AllowedKey) throws {
        guard keys(named: key.name).isEmpty else {
            throw AccessError(
                .name,
                "there is a key “\(key.name)” already; revoke or rotate it, or take another name"
            )
        }
        try append(key)
    }

    /// Takes back all keys of `name`.
    ///
    /// - Throws: ``AccessError`` if there is none.
    public mutating func revoke(_ name: String) throws {
        guard !keys(named: name).isEmpty else {
            throw AccessError(.name, "there is no key “\(name)”; see momentum keys list")
        }
        for index in keys.indices where keys[index].name == name { keys[index].isRevoked = true }
    }

    private mutating func append(_ key: AllowedKey) throws {
        try KeyName.check(key.name)
        guard indices[key.key.text] == nil else {
            throw AccessError(.malformed, "the key of “\(key.name)” stands there twice")
        }
        indices[key.key.text] = keys.count
        keys.append(key)
    }
}

extension AllowList {
    /// The most keys of a list.
    private static let keyLimit = 20_000

    /// The members of the JSON object.
    private struct Members: Codable {
        var version = JSONFile.version
        var keys: [Line]
    }

    /// The members of one key.
    private struct Line: Codable {
        var name: String
        var key: String
        var expires: String?
        var revoked: Bool?
        var connections: Int?
    }

    /// Reads the contents of a file; one wrong line makes all of it wrong.
    ///
    /// - Throws: ``AccessError`` naming `file` and what is wrong.
    package init(decoding data: Data, file: String) throws {
        let members = try JSONFile.decode(Members.self, data, file: file)
        guard members.keys.count <= Self.keyLimit else {
            throw AccessError(
                .malformed,
                "\(file): has \(members.keys.count) keys; allowed are \(Self.keyLimit)"
            )
        }
        do {
            for line in members.keys { try append(try Self.key(line)) }
        } catch {
            throw AccessError(.malformed, "\(file): \(error)")
        }
    }

    private static func key(_ line: Line) throws -> AllowedKey {
        var key = AllowedKey(name: line.name, key: try CurveKey(line.key))
        key.expires = try line.expires.map(JSONFile.date)
        key.isRevoked = line.revoked ?? false
        guard let connections = line.connections else { return key }
        guard connections > 0 else {
            throw AccessError(
                .malformed,
                "“\(line.name)”: \(connections) connections; allowed are 1…"
            )
        }
        key.connections = min(connections, key.connections)
        return key
    }

    /// The contents of the file.
    package func encoded() throws -> Data {
        let unlimited = AllowedKey.unlimitedConnections
        return try JSONFile.encode(
            Members(
                keys: keys.map { key in
                    Line(
                        name: key.name,
                        key: key.key.text,
                        expires: key.expires.map(JSONFile.text),
                        revoked: key.isRevoked ? true : nil,
                        connections: key.connections == unlimited ? nil : key.connections
                    )
                }
            )
        )
    }
}

/// What an ``AllowList`` says of a key.
public enum KeyStatus: Hashable, Sendable {
    /// The key may be used.
    case allowed(AllowedKey)

    /// The key was allowed until now.
    case expired(AllowedKey)

    /// The key was taken back.
    case revoked(AllowedKey)

    /// Nobody has ever heard of the key.
    case unknown
}

/// A key that a coordinator knows.
public struct AllowedKey: Hashable, Sendable {
    /// Whom the key was given to.
    public let name: String

    /// The public key.
    public let key: CurveKey

    /// When the key stops to be allowed, or `nil` for never.
    public var expires: Date?

    /// Whether the key is no longer allowed.
    public var isRevoked = false

    /// The most connections at one time.
    public var connections = AllowedKey.unlimitedConnections

    /// As many connections as a coordinator serves.
    static let unlimitedConnections = Limits.workers

    /// Allows `key` under `name`.
    public init(name: String, key: CurveKey, expires: Date? = nil) {
        self.name = name
        self.key = key
        self.expires = expires
    }
}
