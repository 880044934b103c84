internal import Glibc

/// Something did not happen in time.
package struct Impatience: Error, CustomStringConvertible {
    /// What was waited for.
    private let what: String

    /// Says what was waited for.
    package init(what: String) { self.what = what }

    /// The wait in words.
    package var description: String { "\(what) did not come in time" }
}

/// Waits until `condition` holds by polling, since other processes do not report.
///
/// - Returns: Whether it held within `limit`.
package func waitUntil(
    within limit: Duration = .seconds(60),
    _ condition: () throws -> Bool
) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        usleep(2_000)
    }
    return false
}
