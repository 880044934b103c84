/// A run that has diverged, as it stood at the end of that epoch.
struct RetiredLane {
    /// The epoch, counted from 0, in which a loss left the finite numbers.
    let epoch: Int

    /// The parameters in PyTorch's flat order.
    let parameters: [Float]
}
