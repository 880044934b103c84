/// Where a value was written and under which key.
struct SpecOrigin: Hashable, Sendable {
    /// The file's line, the flag or the environment variable.
    let place: SpecPlace

    /// The path of the key, for example `training.epochs`; empty for the file as a whole.
    let key: String
}
