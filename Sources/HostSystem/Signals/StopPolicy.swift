/// Decides what each signal means: the first one stops gently, the second one at once.
///
/// | so far | signal | action |
/// |---|---|---|
/// | none | any | given to the loop, or to who ends after it |
/// | one, less than 100 ms ago | any | ignored |
/// | one or more | request | ends the process, or is given to a loop that ends within the grace |
/// | one or more | event | ignored |
package struct StopPolicy: Sendable {
    /// What to do about a signal.
    package enum Action: Hashable, Sendable {
        /// Give it to the loop.
        case stopGently

        /// Give it to the loop, and end the process if that does not end by itself in time.
        case stopWithin(Duration)

        /// End the process now.
        case end

        /// Nothing: it says what is known.
        case ignore
    }

    /// What is sent twice at once, as timeout(1) does, is one request.
    private static let repetitionLimit = Duration.milliseconds(100)

    /// How long the loop may take to obey the second request.
    private let grace: Duration

    private var first: ContinuousClock.Instant?
    private var isEnding = false

    /// Leaves the loop `grace` to obey the second request.
    package init(grace: Duration) { self.grace = grace }

    /// Decides about `signal`, which arrived at `now`.
    package mutating func handle(
        _ signal: ProcessSignal,
        at now: ContinuousClock.Instant
    ) -> Action {
        guard let first else {
            self.first = now
            return .stopGently
        }
        guard signal.isRequest, now - first >= Self.repetitionLimit else { return .ignore }
        guard grace > .zero, !isEnding else { return .end }
        isEnding = true
        return .stopWithin(grace)
    }
}
