import Foundation
import SweepReport

/// A browser without a window that opens a page from the disk, with the network off.
enum Browser {
    /// Whether browser and figures can be had.
    static let isReady = ExternalTool.chromium.isThere && ExternalTool.gnuplot.isThere

    /// Why a test is skipped.
    static let absence = "chromium or gnuplot is not installed"

    /// Opens a report with a script of the fixtures at its end, which finds the page's text in
    /// `source`.
    ///
    /// - Parameters:
    ///   - script: The name of the script.
    ///   - sweep: The sweep whose report is written.
    ///   - scheme: The reader's colours, `light` or `dark`.
    /// - Throws: What the browser said if it failed.
    /// - Returns: What the script wrote into the page's title, apart by bars.
    static func told(
        by script: String,
        about sweep: ReportCase,
        scheme: String = "light"
    ) throws -> [String] {
        _ = try sweep.builder().write(to: sweep.folder)
        let fixtures = Bundle.module.bundleURL.appending(path: "Fixtures")
        let text = try String(
            contentsOf: fixtures.appending(path: "\(script).js"),
            encoding: .utf8
        )
        let report = try sweep.text("report.html")
        let source = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
            .replacing("<", with: "\\u003C")
        let page = report.replacing(
            "</body>",
            with: "<script>{\nconst source = \(source);\n\(text)}</script></body>"
        )
        let file = sweep.folder.appending(path: "read.html")
        try Data(page.utf8).write(to: file)
        let outcome = try ExternalTool.chromium.run([
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--user-data-dir=\(sweep.folder.appending(path: "profile").path)",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--blink-settings=preferredColorScheme=\(scheme == "dark" ? 0 : 1)",
            "--virtual-time-budget=10000", "--dump-dom", file.absoluteString,
        ])
        struct Silence: Error { let messages: String }
        guard outcome.status == 0,
            let title = outcome.output.firstMatch(of: #/<title>([^<]*)<\/title>/#)
        else { throw Silence(messages: outcome.messages) }
        return title.1.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    }
}
