/// All kernels that are compiled for one instruction set.
@usableFromInline
package struct KernelSet: Sendable {
    /// The kernels whose lanes are runs, the narrowest first.
    @usableFromInline
    package let runLanes: [RunLaneKernels]

    /// Collects kernels.
    ///
    /// - Parameter runLanes: The kernels whose lanes are runs, the narrowest first; at least one.
    @usableFromInline
    package init(runLanes: [RunLaneKernels]) {
        precondition(!runLanes.isEmpty, "a kernel set has at least one width")
        self.runLanes = runLanes
    }

    /// The kernels for the next lanes of a pack: the narrowest that fit all, else the widest.
    ///
    /// - Parameter runCount: The runs that are still without a group.
    /// - Returns: The entry points of one width.
    package func runLanes(for runCount: Int) -> RunLaneKernels {
        runLanes.first { $0.laneCount >= runCount } ?? runLanes[runLanes.count - 1]
    }
}
