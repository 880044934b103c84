/// One value of a spec in canonical form.
struct SpecLine: Hashable {
    /// The path of the key, for example `training.epochs`.
    let path: String

    /// The value in YAML.
    let text: String
}
