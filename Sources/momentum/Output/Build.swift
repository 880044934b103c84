/// What this program is.
enum Build {
    /// The version; workers of another version are served if protocol and numeric core agree.
    static let version = "0.1.0"
}
