/// Something that a test relies on failed, or something happened that must not.
package struct TestFailure: Error, CustomStringConvertible {
    /// What happened.
    package let description: String

    /// Describes a failure.
    package init(_ description: String) { self.description = description }
}
