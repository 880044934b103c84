import Foundation
import SweepTesting
import Testing

/// gnuplot draws the same, whatever its user has set for it.
@Suite(
    .timeLimit(.minutes(2)),
    .requires(.gnuplot)
)
struct GnuplotTests {
    @Test func `start-up files and variables of gnuplot have no effect`() throws {
        let scratch = try Scratch()
        let startUp = "system('touch \(scratch.path("executed"))')\nexit\n"
        try Data(startUp.utf8).write(to: scratch.url.appending(path: ".gnuplot"))
        let flags = ["--epochs", "3", "--momentum", "0,0.5", "-n", "1"]
        let sweep = try Program(
            momentum: ["sweep", "-o", "run"] + flags,
            in: scratch.url,
            environment: [
                "HOME": scratch.url.path, "GNUTERM": "qt", "GNUPLOT_DRIVER_DIR": scratch.url.path,
                "GNUPLOT_LIB": scratch.url.path, "LC_ALL": "de_DE.UTF-8",
            ]
        )
        #expect(sweep.wait() == 0, "\(sweep.standardError)")
        #expect(try scratch.text("run/report.html").contains("<svg"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("executed")))
        let (terminal, code) = try scratch.momentum("report", "run", "--terminal")
        #expect(code == 0, "\(terminal.standardError)")
        #expect(terminal.standardOutput.contains("+-----"))
    }
}
