/// The standard streams of a child process; those that are `nil` are its parent's.
public struct ChildStreams: Sendable {
    /// Where the child reads from.
    public var input: Descriptor?

    /// Where the child writes its results to.
    public var output: Descriptor?

    /// Where the child writes its messages to.
    public var error: Descriptor?

    /// Names the streams that are not the parent's.
    public init(
        input: Descriptor? = nil,
        output: Descriptor? = nil,
        error: Descriptor? = nil
    ) {
        self.input = input
        self.output = output
        self.error = error
    }
}
