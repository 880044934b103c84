/// The state of one run in a checkpoint.
struct RestoredLane {
    /// The epochs that the run had trained when it diverged, with the last one; 0 if it did not.
    let epochsToDivergence: Int

    /// The parameters in PyTorch's flat order.
    let parameters: [Float]

    /// The velocities, in the order of the parameters.
    let velocities: [Float]
}
