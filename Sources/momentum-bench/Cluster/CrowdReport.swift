/// Where a crowd of workers stands; what its process tells of it as one line of JSON.
struct CrowdReport: Hashable, Codable {
    /// How often the coordinator was started that was joined last.
    var incarnation: UInt32 = 0

    /// The workers that have joined it.
    var joined = 0

    /// Those of them that it has given an attempt which they did not have before.
    var served = 0

    /// The attempts that all workers have in hand, until their results are acknowledged.
    var leases = 0

    /// Counts two crowds as one; who has only joined an earlier coordinator has not joined.
    static func + (left: CrowdReport, right: CrowdReport) -> CrowdReport {
        let incarnation = max(left.incarnation, right.incarnation)
        let current = [left, right].filter { $0.incarnation == incarnation }
        return CrowdReport(
            incarnation: incarnation,
            joined: current.reduce(0) { $0 + $1.joined },
            served: current.reduce(0) { $0 + $1.served },
            leases: left.leases + right.leases
        )
    }
}
