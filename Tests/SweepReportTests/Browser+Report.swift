import Foundation
import SweepReport
import SweepTesting

extension Browser {
    /// Opens a report with a script of the fixtures at its end, which finds the page's text in
    /// `source`.
    ///
    /// - Parameters:
    ///   - script: The name of the script.
    ///   - sweep: The sweep whose report is written.
    ///   - scheme: The reader's colours, `light` or `dark`.
    /// - Throws: What the browser said if it failed or the page's policy was broken.
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
        let page = try sweep.text("report.html")
        return try visit(page, adding: text, in: sweep.folder, scheme: scheme).title
    }
}
