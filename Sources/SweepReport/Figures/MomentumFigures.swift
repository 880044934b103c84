/// The pictures of one momentum.
struct MomentumFigures {
    /// The notebook's loss and accuracy over the epochs.
    let curves: Figure

    /// The notebook's classes in the plane, if the samples are flat and a run finished.
    let regions: Figure?

    /// How far the seeds agree, if there are several.
    let agreement: Figure?

    /// Those that there are, in the order of the page.
    var all: [Figure] { [curves, regions, agreement].compactMap(\.self) }
}
