import Quoting
import Testing

/// Counts as people read them.
struct CountingTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (9_999, "9999"), (10_000, "10\u{202F}000"),
        (-56_000, "−56\u{202F}000"), (1_234_567, "1\u{202F}234\u{202F}567"),
        (Int.min, "−9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
    ])
    func `from five digits on a count is grouped`(count: Int, text: String) {
        #expect(count.grouped == text)
    }

    @Test func `one is singular`() {
        #expect([0, 1, 2].map { $0.counted("run") } == ["0 runs", "1 run", "2 runs"])
    }
}
