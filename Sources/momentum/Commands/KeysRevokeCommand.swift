internal import ArgumentParser
internal import SweepAccess

/// `momentum keys revoke`: shuts out whoever holds a key, at once.
struct KeysRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a key back: a worker that is connected with it is shut out at once."
    )

    @Argument(help: "The name of the key.")
    var name: String

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    func run() throws {
        try KeysDirectory(directory).folder.change { try $0.revoke(name) }
    }
}
