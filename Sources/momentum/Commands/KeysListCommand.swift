internal import ArgumentParser
internal import Foundation
internal import Quoting
internal import SweepAccess
internal import ZeroMQ

/// `momentum keys list`: all keys with what became of them.
struct KeysListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys, the ones taken back too."
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @OptionGroup var output: OutputOptions

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
