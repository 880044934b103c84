/// The notebook's two pictures of one momentum.
struct MomentumFigures {
    /// μ.
    let momentum: Double

    /// Loss and accuracy over the epochs.
    let curves: Figure

    /// The classes in the plane, if the samples are flat and a run finished.
    let regions: Figure?
}
