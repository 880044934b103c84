internal import ArgumentParser
internal import Foundation
internal import Quoting
internal import SweepAccess
internal import SweepSpecReader
internal import ZeroMQ

/// `momentum keys`: who may join the sweep of a run directory.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list and revoke the keys that workers join with.",
        discussion: """
            The coordinator makes a key named “default” at its first start and writes it into \
            access.json. With a key for each host, one can be revoked without the others: a \
            running coordinator notices every change within a second.
            """,
        subcommands: [
            KeysNewCommand.self, KeysListCommand.self, KeysRevokeCommand.self,
            KeysRotateCommand.self,
        ]
    )
}

/// `momentum keys new`: a key for one more worker or host.
struct KeysNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a key and write the access file that its worker needs."
    )

    @Argument(help: "The name of the key, such as that of the host that uses it.")
    var name: String

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(
        help: "How long the key is valid; default: forever.",
        transform: DurationOption.init(parsing:)
    )
    var validFor: DurationOption?

    @Option(help: "How many connections may use the key at one time; default: any number.")
    var connections: Int?

    @Option(
        name: [.customShort("o"), .long],
        help: "The access file; default: in the folder keys."
    )
    var output: String?

    func validate() throws {
        if let connections, !(1...100_000).contains(connections) {
            throw ValidationError("--connections: \(connections) is not allowed; 1 to 100000")
        }
    }

    func run() throws {
        let keys = try KeysDirectory(directory)
        let file = keys.accessFile(of: name, asked: output)
        let access = try keys.access()
        try keys.folder.makeKey(
            named: name,
            endpoints: access.endpoints,
            expires: validFor.map { Date.now + $0.duration / .seconds(1) },
            connections: connections,
            listen: keys.listen(for: name, access),
            writing: file
        )
        StandardOutput.line(file.path)
    }
}

/// `momentum keys list`: all keys with their states.
struct KeysListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys, including revoked ones."
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let list = try KeysDirectory(directory).folder.allowList()
        for key in list.keys {
            let state = Self.state(list.status(of: key.key.text, at: .now))
            let expires = key.expires.map { $0.formatted(.iso8601) } ?? "never"
            switch output.outputMode {
            case .quiet: return
            case .text: StandardOutput.line("\(key.name)  \(key.key)  \(state)  expires \(expires)")
            case .json:
                StandardOutput.json(
                    JSONValue.object([
                        ("name", .string(key.name)),
                        ("key", .string(key.key.text)),
                        ("state", .string(state)),
                        ("expires", .string(expires)),
                        ("connections", .integer(key.connections)),
                    ])
                )
            }
        }
    }

    private static func state(_ status: KeyStatus) -> String {
        switch status {
        case .allowed: "allowed"
        case .expired: "expired"
        case .revoked: "revoked"
        case .unknown: "unknown"
        }
    }
}

/// `momentum keys revoke`: rejects the holder of a key at once.
struct KeysRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a key: a worker that is connected with it is rejected at once."
    )

    @Argument(help: "The name of the key.")
    var name: String

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    func run() throws {
        try KeysDirectory(directory).folder.change { try $0.revoke(name) }
    }
}

/// `momentum keys rotate`: a new key in the place of one that may have leaked.
struct KeysRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Revoke a key and write a new one with the same name and terms."
    )

    @Argument(help: "The name of the key.")
    var name = KeyFolder.defaultName

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(name: [.customShort("o"), .long], help: "The access file; default: its former path.")
    var output: String?

    func run() throws {
        let keys = try KeysDirectory(directory)
        let file = keys.accessFile(of: name, asked: output)
        let access = try keys.access()
        try keys.folder.rotateKey(
            named: name,
            endpoints: access.endpoints,
            listen: keys.listen(for: name, access),
            writing: file
        )
        StandardOutput.line(file.path)
    }
}

/// The keys of a run directory, as the commands see them.
struct KeysDirectory {
    private let directory: RunDirectory

    /// The keys.
    var folder: KeyFolder { directory.keys }

    /// Opens the keys of the run directory at `path`.
    ///
    /// - Throws: ``Failure`` if there is no sweep or its coordinator was never started.
    init(_ path: String) throws {
        directory = try RunDirectory.open(path)
        guard directory.keys.exists else {
            throw Failure(.usage, "\(path): has no keys yet; start its coordinator once")
        }
    }

    /// How the coordinator was reached when it was started last.
    ///
    /// - Throws: ``SweepAccess/AccessError`` if its access file cannot be read.
    func access() throws -> AccessFile { try AccessFile(reading: directory.access) }

    /// Where the coordinator listens, if the key `name` is its own.
    func listen(for name: String, _ access: AccessFile) -> Endpoint? {
        name == KeyFolder.defaultName ? access.listen : nil
    }

    /// Where the access file of the key `name` is written.
    func accessFile(of name: String, asked: String?) -> URL {
        if let asked { return URL(fileURLWithPath: asked) }
        return name == KeyFolder.defaultName ? directory.access : folder.accessFile(of: name)
    }
}
