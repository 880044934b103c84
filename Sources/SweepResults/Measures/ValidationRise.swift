/// How far a run went on after its lowest validation loss.
package struct ValidationRise: Equatable, Sendable {
    /// The epochs that were trained when it was lowest.
    package let epochCount: Int

    /// The last validation loss as a factor of the lowest one, at least 1.
    package let factor: Double

    /// Looks at the validation losses of a finished run, or returns `nil` if they are not all
    /// finite and above 0, so that they have no factor.
    init?(_ losses: some Collection<Float>) {
        var lowest = Float.infinity
        var lowestCount = 0
        var last = Float.nan
        for (epoch, loss) in losses.enumerated() {
            guard loss.isFinite, loss > 0 else { return nil }
            if loss < lowest { (lowest, lowestCount) = (loss, epoch + 1) }
            last = loss
        }
        guard lowestCount > 0 else { return nil }
        epochCount = lowestCount
        factor = Double(last) / Double(lowest)
    }
}
