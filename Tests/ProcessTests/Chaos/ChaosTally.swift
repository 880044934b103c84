/// What was disturbed, how often, in how many sweeps.
struct ChaosTally: CustomStringConvertible {
    /// Sweeps that were finished.
    var rounds = 0

    /// How often each disturbance happened.
    private(set) var counts: [ChaosAction: Int] = [:]

    /// Counts a disturbance.
    mutating func add(_ action: ChaosAction) { counts[action, default: 0] += 1 }

    /// How often `action` happened.
    subscript(action: ChaosAction) -> Int { counts[action, default: 0] }

    /// All of it on one line.
    var description: String {
        let parts = ChaosAction.allCases.map { "\($0.rawValue) \(self[$0])" }
        return "\(rounds) sweeps; " + parts.joined(separator: ", ")
    }
}
