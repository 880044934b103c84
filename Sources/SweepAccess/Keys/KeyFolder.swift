public import Foundation
internal import HostSystem
public import ZeroMQ

/// The folder `keys` of a run directory: the server's key pair and the list of allowed keys.
///
/// Everything in it is readable by its owner only; the secrets of workers are not in it, but in the
/// access files that were handed to them.
public struct KeyFolder: Sendable {
    /// The name of the key that every coordinator makes at its first start.
    public static let defaultName = "default"

    /// The folder.
    public let url: URL

    private var serverFile: URL { url.appending(path: "server.json") }

    /// The list of allowed keys.
    var listFile: URL { url.appending(path: "authorized.json") }

    /// Names the folder of a run directory.
    public init(in runDirectory: URL) {
        url = runDirectory.appending(path: "keys", directoryHint: .isDirectory)
    }

    /// Whether a coordinator has made its keys here.
    public var exists: Bool { FileManager.default.fileExists(atPath: serverFile.path) }

    /// Where the access file of the key `name` is put by default.
    public func accessFile(of name: String) -> URL {
        url.appending(path: "access-\(name).json")
    }

    /// The coordinator's key pair, made at the first call.
    ///
    /// - Throws: ``AccessError`` if the folder or the file is not safe or not what it should be.
    public func serverKeys() throws -> CurveKeyPair {
        try SecretFile.makeFolder(url)
        guard exists else {
            let keys = try CurveKeyPair.generate()
            let members = ServerMembers(
                publicKey: keys.publicKey.text,
                secretKey: keys.secretKey.text
            )
            try SecretFile.create(try JSONFile.encode(members), at: serverFile)
            return keys
        }
        let members = try JSONFile.decode(
            ServerMembers.self,
            try SecretFile.read(serverFile),
            file: serverFile.path
        )
        do {
            return try CurveKeyPair(secretKey: CurveSecretKey(members.secretKey))
        } catch {
            throw AccessError(.malformed, "\(serverFile.path): \(error)")
        }
    }

    /// The list of allowed keys; empty before the first key was made.
    ///
    /// - Throws: ``AccessError`` if the file is not safe or not what it should be.
    public func allowList() throws -> AllowList {
        guard FileManager.default.fileExists(atPath: listFile.path) else { return AllowList() }
        return try AllowList(decoding: try SecretFile.read(listFile), file: listFile.path)
    }

    /// Changes the list of allowed keys, while no other process does.
    ///
    /// - Returns: What `change` returns.
    /// - Throws: ``AccessError`` if the list cannot be read or written, and what `change` throws.
    public func change<Result>(
        _ change: (inout AllowList) throws -> Result
    ) throws -> Result {
        try SecretFile.makeFolder(url)
        let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw AccessError(.inputOutput, "\(url.path): \(HostError.words(for: errno))")
        }
        // Closing the folder ends the lock.
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            throw AccessError(
                .inputOutput,
                "\(url.path): cannot be locked: \(HostError.words(for: errno))"
            )
        }
        var list = try allowList()
        let result = try change(&list)
        try SecretFile.replace(try list.encoded(), at: listFile)
        return result
    }

    private struct ServerMembers: Codable {
        var version = JSONFile.version
        var publicKey: String
        var secretKey: String
    }
}

/// The names that keys may have: they become names of files and appear in logs.
enum KeyName {
    /// The longest name.
    private static let lengthLimit = 64

    /// Refuses a name that is not allowed.
    ///
    /// - Throws: ``AccessError`` with the name and what is allowed.
    static func check(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let startsWell = name.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        guard isPlain, startsWell == true, name.utf8.count <= lengthLimit else {
            throw AccessError(
                .name,
                "“\(name)” is not a name for a key: allowed are up to \(lengthLimit) letters, "
                    + "digits, “.”, “-” and “_”, the first a letter, a digit or “_”"
            )
        }
    }
}
