/// A form in which gnuplot draws the figures; raw values are the files' extensions.
public enum FigureFormat: String, Sendable, CaseIterable {
    /// Vector pictures, also for the page.
    case svg

    /// One page of vectors a figure, for papers.
    case pdf

    /// Pixels at twice the size, for slides.
    case png
}
