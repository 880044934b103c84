internal import CSQLite

/// The steps of SQLite's machine that statements may take, so that each of them ends.
///
/// Pages of a forged file can point to one another so that twenty of them hold more rows than any
/// disk; only a count of steps ends a query over them. Confined to the connection's thread.
final class WorkBudget {
    /// The most steps of one statement; those of statements that run meanwhile count as its own.
    var limit = Int.max

    private var spent = 0
    private var end = Int.max

    /// SQLite reports after so many steps, about a millisecond.
    private static let stepsPerReport: CInt = 100_000

    /// Lets the connection `handle` report its steps here, for as long as it is open.
    func watch(_ handle: OpaquePointer?) {
        // The database owns both, and closes the connection before it lets go of this object.
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            handle,
            Self.stepsPerReport,
            { context in
                guard let context else { return 1 }
                return Unmanaged<WorkBudget>.fromOpaque(context).takeUnretainedValue().report()
            },
            context
        )
    }

    /// Runs `body`, which runs one statement, within the limit.
    ///
    /// - Throws: What `body` throws.
    func spend(_ body: () throws -> Void) rethrows {
        let outer = end
        let (sum, overflow) = spent.addingReportingOverflow(limit)
        end = min(outer, overflow ? .max : sum)
        defer { end = outer }
        try body()
    }

    /// Counts steps.
    ///
    /// - Returns: 1 to end the statement, or 0.
    private func report() -> CInt {
        spent += Int(Self.stepsPerReport)
        return spent > end ? 1 : 0
    }
}

@available(*, unavailable)
extension WorkBudget: Sendable {}
