import Foundation
import SweepModel
import SweepReport
import Testing

/// The page in a real browser: what moves, what can be read, and that nobody is asked for anything.
@Suite(.enabled(if: Browser.isReady, "\(Browser.absence)"), .timeLimit(.minutes(5)))
struct BrowserTests {
    @Test func `hovering tells values, keys hide curves, headings sort, no request leaves`() throws
    {
        let sweep = try ReportCase(SweepAxes(momentum: [0, 0.5, 0.9]), epochs: 4)
        let told = try Browser.told(by: "reader", about: sweep)
        try #require(told.count == 17, "\(told)")
        let results = SyntheticResults(plan: sweep.plan)
        let seeds = sweep.plan.seeds.count
        let losses = (0..<seeds).map { seed in
            Double(results.result(sweep.plan.run(RunID(2 * seeds + seed))).curve[.loss].first ?? 0)
        }
        let mean = losses.reduce(0, +) / Double(losses.count)
        let tip = told[0].components(separatedBy: CharacterSet(charactersIn: ":,"))
        #expect(tip[0] == "μ 0.9")
        let value = try #require(Double(tip[2].trimmingCharacters(in: .whitespaces)))
        #expect(abs(value - mean) < 0.01)
        #expect(told[1] == "true", "the tip stays when the pointer leaves")
        #expect(told[2...3] == ["0", "true"], "the key cannot be reached by keyboard")
        #expect(told[4...6] == ["none", "false", "2"], "not curve and band alone are hidden")
        #expect(told[7...9] == ["inline", "true", "0"])
        #expect(told[10...11] == ["0 0.5 0.9", "ascending"])
        #expect(told[12...13] == ["0.9 0.5 0", "descending"])
        #expect(told[14...15] == ["0.9 0.5 0", ""], "higher momenta have lower losses here")
        #expect(told[16] == "0", "the page asked for something")
    }

    @Test(arguments: ["light", "dark"])
    func `every text stands out from its ground, and every colour from the paper`(
        scheme: String
    ) throws {
        let axes = SweepAxes(momentum: [0, 0.3, 0.5, 0.7, 0.9], learningRate: [0.1, 0.5])
        let told = try Browser.told(
            by: "contrast",
            about: try ReportCase(axes, seeds: .paired([0, 1])),
            scheme: scheme
        )
        #expect(told[0] == scheme)
        #expect(try #require(Int(told[1])) > 300)
        #expect(told.dropFirst(2) == [])
    }

    @Test func `without scripts all is there to read, also on a phone`() throws {
        let told = try Browser.told(
            by: "unscripted",
            about: try ReportCase(SweepAxes(momentum: [0, 0.5, 0.9]))
        )
        #expect(told[0] == "0", "a script has run")
        #expect(told[1] == "0", "the page is wider than the phone")
        #expect(told.dropFirst(2) == Array(repeating: "true", count: 7)[...])
    }
}
