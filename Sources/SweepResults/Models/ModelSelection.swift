/// Which trained models a report writes; raw values are the command line's words.
public enum ModelSelection: String, Sendable, CaseIterable {
    /// Every run that finished.
    case all

    /// The run with the lowest final loss of each momentum.
    case best

    /// None.
    case none
}
