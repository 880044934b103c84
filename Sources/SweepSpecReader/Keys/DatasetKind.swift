/// The forms that a dataset may have; raw values are the spec's keys.
enum DatasetKind: String, CaseIterable {
    /// Arms of a noisy spiral.
    case spiral

    /// A table with a header row.
    case csv

    /// Images and labels in MNIST's file format.
    case idx

    /// The path of the kind's section in the YAML.
    var path: String { "dataset.\(rawValue)" }
}
