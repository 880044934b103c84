import Foundation
import SweepModel
import SweepReport
import Testing

/// The page in a real browser: what moves, and that nobody is asked for anything.
struct BrowserTests {
    /// Acts like a reader, and writes what happened into the page's title.
    private static let reader = #"""
        <script>
        const told = [];
        const svg = document.querySelector("#figure-comparison-loss svg");
        const curve = [...svg.querySelectorAll("g[id*='_plot_']")]
          .find(g => g.querySelector(".key text")?.textContent === "μ 0.9");
        const path = curve.querySelector(":scope > g > path");
        const [x, y] = path.getAttribute("d").match(/M([\d.]+),([\d.]+)/).slice(1).map(Number);
        const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
        svg.dispatchEvent(new PointerEvent("pointermove", { clientX: at.x, clientY: at.y }));
        const tip = svg.parentElement.querySelector(".tip");
        told.push(tip.hidden ? "no tip" : tip.textContent);
        const key = curve.querySelector("g.key[role=button]");
        key.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"));
        key.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
        told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"));
        const table = document.querySelector("#settings table");
        const first = () => table.tBodies[0].rows[0].cells[0].textContent;
        const button = table.querySelector("th button");
        button.click(); told.push(first());
        button.click(); told.push(first());
        told.push(performance.getEntriesByType("resource").length);
        document.title = told.join("|");
        </script>
        """#

    private static let isReady = ExternalTool.chromium.isThere && ExternalTool.gnuplot.isThere

    private func browse(_ page: URL, profile: URL) throws -> String {
        let outcome = try ExternalTool.chromium.run([
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--user-data-dir=\(profile.path)", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--dump-dom", page.absoluteString,
        ])
        #expect(outcome.status == 0, "\(outcome.messages)")
        return outcome.output
    }

    @Test(
        .enabled(if: isReady, "chromium or gnuplot is not installed"),
        .timeLimit(.minutes(3))
    )
    func `hovering tells values, keys hide curves, headings sort, and no request leaves`() throws {
        let sweep = try ReportCase(SweepAxes(momentum: [0, 0.5, 0.9]), epochs: 4)
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
            .replacing("</body>", with: Self.reader + "</body>")
        let file = sweep.folder.appending(path: "read.html")
        try Data(page.utf8).write(to: file)
        let seen = try browse(file, profile: sweep.folder.appending(path: "profile"))
        let title = try #require(seen.firstMatch(of: #/<title>([^<]*)<\/title>/#)).1
        let told = title.split(separator: "|").map(String.init)
        let losses = SyntheticResults(plan: sweep.plan).plan.seeds.indices.map { seed in
            let run = sweep.plan.run(RunID(2 * sweep.plan.seeds.count + seed))
            return Double(SyntheticResults(plan: sweep.plan).result(run).curve[.loss].first ?? 0)
        }
        let mean = losses.reduce(0, +) / Double(losses.count)
        try #require(told.count == 8)
        let parts = told[0].components(separatedBy: CharacterSet(charactersIn: ":,"))
        #expect(parts[0] == "μ 0.9")
        let value = try #require(Double(parts[2].trimmingCharacters(in: .whitespaces)))
        #expect(abs(value - mean) < 0.01)
        #expect(told[1...4] == ["none", "false", "inline", "true"])
        #expect(told[5...6] == ["0", "0.9"])
        #expect(told[7] == "0", "the page asked for something")
    }
}
