package import Foundation

/// The checkout that the tests were built from.
package enum Checkout {
    /// The package's folder.
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
