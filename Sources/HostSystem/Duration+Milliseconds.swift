extension Duration {
    /// The duration in whole milliseconds, rounded up and held within `0...CInt.max`.
    ///
    /// Rounding up keeps a poll from spinning through the last fraction before its deadline.
    package var wholeMilliseconds: CInt {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        let fraction = (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow, whole < Int64(CInt.max) - fraction else { return CInt.max }
        return CInt(whole + fraction)
    }

    /// The duration in whole seconds, rounded up and held within `0...CInt.max`.
    package var wholeSeconds: CInt {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < Int64(CInt.max) else { return CInt.max }
        return CInt(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}
