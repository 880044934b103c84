/// A pair of IDX files.
public struct IDXSource: Hashable, Sendable {
    /// The file of images, relative to the spec's folder.
    public var images: String

    /// The file of labels, relative to the spec's folder.
    public var labels: String

    /// Describes a pair of files.
    public init(images: String, labels: String) {
        self.images = images
        self.labels = labels
    }
}
