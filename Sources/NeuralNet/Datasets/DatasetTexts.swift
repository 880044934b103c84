/// What the texts of a data file may hold.
public enum DatasetTexts: Sendable {
    /// No control characters but tab and line feed, and no noncharacters: for a file that enters.
    case checked

    /// Anything, as in a run directory of the first edition, whose results must stay readable.
    case stored
}
