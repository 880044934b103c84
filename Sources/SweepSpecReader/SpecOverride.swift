/// A value that takes precedence over the spec's.
public struct SpecOverride: Hashable, Sendable {
    /// What is overridden.
    public let key: SpecKey

    /// The value as the user spelled it, for example `0,0.5,0.9`.
    public let text: String

    /// What to name in a message, for example `--epochs` or `MOMENTUM_EPOCHS`.
    public let source: String

    /// Overrides `key` by `text`.
    public init(key: SpecKey, text: String, source: String) {
        self.key = key
        self.text = text
        self.source = source
    }

    /// The value as the reader takes it.
    var value: SpecValue {
        SpecValue(key: key.path, place: SpecPlace(name: source), content: .scalar(text))
    }
}
