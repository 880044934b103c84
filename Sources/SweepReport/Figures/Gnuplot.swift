internal import Foundation

/// The gnuplot program as a process, one for each script.
struct Gnuplot {
    /// The Debian package to name when the program is missing.
    static let package = "gnuplot-nox"

    private let executable: URL

    /// Looks for the program along `searchPath`, or returns `nil` if it is not there.
    ///
    /// - Parameter searchPath: Folders separated by colons, as in the variable `PATH`.
    init?(searchPath: String) {
        let candidates = searchPath.split(separator: ":").map {
            URL(filePath: String($0)).appending(path: "gnuplot")
        }
        guard
            let executable = candidates.first(where: {
                FileManager.default.isExecutableFile(atPath: $0.path)
            })
        else { return nil }
        self.executable = executable
    }

    /// Draws the scripts of `figures`, which lie in `directory`, two at a time.
    ///
    /// - Throws: ``ReportError`` with the script's name and gnuplot's own words if it refuses one.
    func draw(_ figures: [Figure], in directory: URL, format: FigureFormat) throws {
        var running: [(Figure, Process, URL)] = []
        for figure in figures {
            if running.count == 2 {
                let first = running.removeFirst()
                try finish(first.0, first.1, messages: first.2)
            }
            let messages = directory.appending(path: "\(figure.name).stderr")
            running.append(
                (figure, try start(figure, in: directory, format: format, messages), messages)
            )
        }
        for (figure, process, messages) in running {
            try finish(figure, process, messages: messages)
        }
    }

    private func start(
        _ figure: Figure,
        in directory: URL,
        format: FigureFormat,
        _ messages: URL
    ) throws -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = ["-e", "format='\(format.rawValue)'", "\(figure.name).gp"]
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        do {
            try Data().write(to: messages)
            process.standardError = try FileHandle(forWritingTo: messages)
            try process.run()
        } catch {
            throw ReportError(.gnuplot, "cannot start \(executable.path)", cause: error)
        }
        return process
    }

    private func finish(_ figure: Figure, _ process: Process, messages: URL) throws {
        process.waitUntilExit()
        do {
            let words = try String(contentsOf: messages, encoding: .utf8)
            try FileManager.default.removeItem(at: messages)
            guard process.terminationStatus == 0 else {
                throw ReportError(.gnuplot, "gnuplot refused figures/\(figure.name).gp: \(words)")
            }
        } catch let error as ReportError {
            throw error
        } catch {
            throw ReportError(.gnuplot, "cannot read gnuplot's messages", cause: error)
        }
    }
}
