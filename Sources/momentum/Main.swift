internal import ArgumentParser
internal import Foundation

/// The entry: parses, runs, and turns every error into a message and an exit code in one place.
@main
enum Main {
    static func main() {
        StandardStreams.prepare()
        do {
            var command = try Momentum.parseAsRoot()
            try command.run()
        } catch {
            Failure.leave(because: error, in: Momentum.self)
        }
        exit(StandardOutput.exitCode(for: ExitStatus.done.rawValue))
    }
}
