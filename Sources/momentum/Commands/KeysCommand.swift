internal import ArgumentParser

/// `momentum keys`: who may join the sweep of a run directory.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list and take back the keys that workers join with.",
        discussion: """
            The coordinator makes a key named “default” at its first start and writes it into \
            access.json. With a key for each host, one can be taken back without the others: a \
            running coordinator notices every change within a second.
            """,
        subcommands: [
            KeysNewCommand.self, KeysListCommand.self, KeysRevokeCommand.self,
            KeysRotateCommand.self,
        ]
    )
}
