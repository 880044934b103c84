internal import ArgumentParser
internal import Foundation
internal import SweepAccess
internal import SweepSpecReader

/// `momentum keys new`: a key for one more worker or host.
struct KeysNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a key and write the access file that its worker needs."
    )

    @Argument(help: "Whom the key is for, such as the name of a host.")
    var name: String

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(help: "How long the key is allowed; default: for ever.")
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
