internal import TrainingModel

/// How the lanes of a vector are used: W/R units of a block of R runs.
@usableFromInline
package struct UnitLaneWidth: Sendable, Hashable {
    /// The lanes of a vector, W.
    @usableFromInline
    package let laneCount: Int

    /// The runs of a block, R.
    @usableFromInline
    package let runsPerBlock: Int

    /// The vectors of a row in one panel.
    @usableFromInline
    package let panelVectors: Int

    /// Names the parts.
    ///
    /// - Parameters:
    ///   - laneCount: W.
    ///   - runsPerBlock: R, which divides W.
    ///   - panelVectors: The vectors of a row in one panel.
    @usableFromInline
    package init(laneCount: Int, runsPerBlock: Int, panelVectors: Int) {
        self.laneCount = laneCount
        self.runsPerBlock = runsPerBlock
        self.panelVectors = panelVectors
    }

    /// The units of a vector.
    @usableFromInline
    package var unitCount: Int { laneCount / runsPerBlock }

    /// The units of a row in one panel.
    @usableFromInline
    package var panelWidth: Int { unitCount * panelVectors }

    /// `count` units or samples, filled up to whole vectors.
    @usableFromInline
    func padded(_ count: Int) -> Int { (count + unitCount - 1) / unitCount * unitCount }

    /// The units from one row to the next that `count` units need.
    ///
    /// An odd number of cache lines of 16 Floats, so that the rows of a batch do not fall into the
    /// same few sets of the first cache.
    func rowStride(_ count: Int) -> Int {
        let lines = (count * runsPerBlock + 15) / 16
        return (lines | 1) * 16 / runsPerBlock
    }

    /// Whether the last layer's outputs would leave a quarter of a vector empty, or more.
    ///
    /// Then its lanes are inputs on the way back and samples on the way forward.
    func hasNarrowHead(_ shape: NetworkShape) -> Bool {
        runsPerBlock == 1 && shape.linearLayers.count > 1 && 4 * shape.classCount <= 3 * laneCount
    }
}
