import Testing
import ZeroMQ

/// What the product needs of the installed library.
struct LibraryTests {
    @Test func `the installed library has CURVE`() {
        #expect(Library.isCurveAvailable)
        #expect(Library.version.split(separator: ".").count == 3)
    }
}
