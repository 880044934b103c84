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

    /// Draws the scripts of `figures`, which lie in `folder`, two at a time.
    ///
    /// - Throws: ``ReportError`` with the script's name and gnuplot's own words if it refuses one.
    func draw(_ figures: [Figure], in folder: URL, format: FigureFormat) throws {
        var running: [Drawing] = []
        // Empty unless an error is thrown: then the others are not waited for.
        defer { for drawing in running { drawing.abandon() } }
        for figure in figures {
            if running.count == 2 { try running.removeFirst().finish() }
            running.append(
                try Drawing(
                    executable,
                    script: "\(figure.name).gp",
                    in: folder,
                    settings: "format = '\(format.rawValue)'",
                    output: folder.appending(path: "\(figure.name).out")
                )
            )
        }
        while !running.isEmpty { try running.removeFirst().finish() }
    }

    /// What the script of `figure`, which lies in `folder`, draws with characters.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - folder: Where its script and data lie.
    ///   - width: The characters of a line.
    ///   - height: The lines.
    ///   - usesColor: Whether curves are told apart by colour.
    /// - Returns: The lines.
    /// - Throws: ``ReportError`` with the script's name and gnuplot's own words if it refuses it.
    func text(
        of figure: Figure,
        in folder: URL,
        width: Int,
        height: Int,
        usesColor: Bool
    ) throws -> String {
        let color = usesColor ? "ansi256" : "mono"
        let drawing = try Drawing(
            executable,
            script: "\(figure.name).gp",
            in: folder,
            settings:
                "format = 'text'; set terminal dumb size \(width),\(height) noenhanced \(color)",
            output: folder.appending(path: "\(figure.name).txt")
        )
        return try drawing.finish()
    }
}

/// A form in which gnuplot draws the figures; raw values are the files' extensions.
public enum FigureFormat: String, Sendable, CaseIterable {
    /// Vector pictures, also for the page.
    case svg

    /// One page of vectors a figure, for papers.
    case pdf

    /// Pixels at twice the size, for slides.
    case png
}
