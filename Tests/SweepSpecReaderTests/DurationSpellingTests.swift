import SweepSpecReader
import Testing

/// Durations as people type them.
@Suite struct DurationSpellingTests {
    @Test(arguments: [
        ("300s", Duration.seconds(300)),
        ("20m", .seconds(1_200)),
        ("1h30m", .seconds(5_400)),
        ("1d2h3m4s5ms", .milliseconds(93_784_005)),
        ("250ms", .milliseconds(250)),
        ("1m5ms", .milliseconds(60_005)),
        ("300", .seconds(300)),
        ("0", .zero),
    ])
    func `a duration is read`(text: String, duration: Duration) {
        #expect(DurationSpelling.duration(text) == duration)
    }

    @Test(arguments: [
        "", " ", "s", "-5", "+5", "5 s", "1.5h", "5x", "5m5", "5m5h", "5s5s", "1h30", "h5", "٣s",
        "99999999999999999999", "9999999999999999d", "3661d", "999999999", "1e300", "1e300s", "inf",
        "nan",
    ])
    func `anything else is not`(text: String) {
        #expect(DurationSpelling.duration(text) == nil)
    }
}
