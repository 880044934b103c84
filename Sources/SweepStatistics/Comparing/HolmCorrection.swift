/// Holm's correction of several p values for having looked more than once.
package enum HolmCorrection {
    /// The adjusted p values, in the order of `probabilities`.
    ///
    /// The k-th smallest of m is multiplied by m − k + 1 and raised to the one before it, at most
    /// 1. NaNs stay and do not count.
    ///
    /// - Source: Holm, Scandinavian Journal of Statistics 6 (2), 1979.
    package static func adjusted(_ probabilities: [Double]) -> [Double] {
        var adjusted = probabilities
        let order = probabilities.indices.filter { !probabilities[$0].isNaN }
            .sorted { probabilities[$0] < probabilities[$1] }
        var largest = 0.0
        for (place, index) in order.enumerated() {
            let factor = Double(order.count - place)
            largest = max(largest, min(1, factor * probabilities[index]))
            adjusted[index] = largest
        }
        return adjusted
    }

    /// The level at which the uncorrected p of each row is judged; NaN where there is no p.
    ///
    /// That of the k-th smallest of m is 0.05/(m − k + 1) up to and with the first one that is not
    /// rejected. The rest stay at the level of that one, since it would have to go first.
    package static func levels(_ probabilities: [Double]) -> [Double] {
        var levels = probabilities
        let order = probabilities.indices.filter { !probabilities[$0].isNaN }
            .sorted { probabilities[$0] < probabilities[$1] }
        var level = 0.05 / Double(max(1, order.count))
        var isOpen = false
        for (place, index) in order.enumerated() {
            if !isOpen { level = 0.05 / Double(order.count - place) }
            levels[index] = level
            isOpen = isOpen || !(probabilities[index] < level)
        }
        return levels
    }
}
