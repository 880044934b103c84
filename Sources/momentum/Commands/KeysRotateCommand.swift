internal import ArgumentParser
internal import Foundation
internal import SweepAccess

/// `momentum keys rotate`: a new key in the place of one that may have leaked.
struct KeysRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Take a key back and write a new one with the same name and terms."
    )

    @Argument(help: "The name of the key.")
    var name = KeyFolder.defaultName

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(name: [.customShort("o"), .long], help: "The access file; default: where it was.")
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
