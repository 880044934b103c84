public import Foundation
public import ZeroMQ

extension KeyFolder {
    /// Makes a key for a worker or a host and writes its access file.
    ///
    /// - Parameters:
    ///   - name: Whom the key is for.
    ///   - endpoints: Where the coordinator can be reached.
    ///   - expires: When the key stops to be allowed, or `nil` for never.
    ///   - connections: The most connections at one time, or `nil` for any number.
    ///   - listen: Where the coordinator listens; for its own file only.
    ///   - url: Where to write the access file.
    /// - Throws: ``AccessError`` if the name is taken or a file cannot be written.
    public func makeKey(
        named name: String,
        endpoints: [Endpoint],
        expires: Date? = nil,
        connections: Int? = nil,
        listen: Endpoint? = nil,
        writing url: URL
    ) throws {
        var access = AccessFile(name: name, endpoints: endpoints, security: .plain)
        access.expires = expires
        access.listen = listen
        // The list is stored first: who finds the file may join.
        try change { try addKey(to: &$0, for: &access, connections) }
        try access.write(to: url)
    }

    /// Takes the keys of `name` back and makes a new one with the same terms.
    ///
    /// - Throws: ``AccessError`` if there is no such key or a file cannot be written.
    public func rotateKey(
        named name: String,
        endpoints: [Endpoint],
        listen: Endpoint? = nil,
        writing url: URL
    ) throws {
        var access = AccessFile(name: name, endpoints: endpoints, security: .plain)
        access.listen = listen
        try change { list in
            let former = list.keys(named: name).last
            try list.revoke(name)
            access.expires = former?.expires
            try addKey(to: &list, for: &access, former?.connections)
        }
        try access.write(to: url)
    }

    /// Writes the access file of the coordinator's own run directory, with the default key.
    ///
    /// The key is made at the first start and kept by later ones. If it was taken back since, the
    /// file stays without use: workers need keys of their own.
    ///
    /// - Parameters:
    ///   - url: The access file.
    ///   - endpoints: Where the coordinator can be reached now.
    ///   - listen: Where it listens.
    /// - Returns: Whether workers can join with the file.
    /// - Throws: ``AccessError`` if a file is not safe, not what it should be or cannot be written.
    public func publishAccess(
        at url: URL,
        endpoints: [Endpoint],
        listen: Endpoint
    ) throws -> Bool {
        let name = Self.defaultName
        let list = try allowList()
        if !list.keys.contains(where: { $0.name == name }) {
            try makeKey(named: name, endpoints: endpoints, listen: listen, writing: url)
            return true
        }
        let isThere = FileManager.default.fileExists(atPath: url.path)
        let former = isThere ? try AccessFile(reading: url) : nil
        guard var access = former, access.security != .plain else {
            // The secret is gone with the file, so the key cannot be used.
            guard !list.keys(named: name).isEmpty else { return false }
            try rotateKey(named: name, endpoints: endpoints, listen: listen, writing: url)
            return true
        }
        access.endpoints = endpoints
        access.listen = listen
        try access.write(to: url)
        return try isAllowed(access)
    }

    private func isAllowed(_ access: AccessFile) throws -> Bool {
        guard case .curveClient(_, let keys) = access.security else { return false }
        switch try allowList().status(of: keys.publicKey.text, at: .now) {
        case .allowed: return true
        case .expired, .revoked, .unknown: return false
        }
    }

    /// Adds a new key to `list` and to `access`.
    private func addKey(
        to list: inout AllowList,
        for access: inout AccessFile,
        _ connections: Int?
    ) throws {
        let keys = try CurveKeyPair.generate()
        var key = AllowedKey(name: access.name, key: keys.publicKey, expires: access.expires)
        if let connections { key.connections = connections }
        try list.add(key)
        access.security = .curveClient(serverKey: try serverKeys().publicKey, keys: keys)
    }
}
