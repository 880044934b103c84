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
        var sum = left.incarnation < right.incarnation ? right : left
        if left.incarnation == right.incarnation {
            sum.joined += right.joined
            sum.served += right.served
        }
        sum.leases = left.leases + right.leases
        return sum
    }
}
