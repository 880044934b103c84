internal import Foundation
package import Testing

/// Something besides Swift that a test needs.
///
/// By hand such a test is skipped where the thing is missing. `deploy/test` and `deploy/soak` see
/// to it that it is there, and say so in the variable MOMENTUM_TEST_REQUIRED; then the test fails.
package struct Requirement: Sendable {
    /// Who sees to it that the thing is there.
    package enum Provider: String, Sendable {
        /// Both scripts.
        case test

        /// Only `deploy/soak`.
        case soak

        /// Nobody.
        case none
    }

    /// What is missing where the test is skipped.
    package let absence: String

    /// Who sees to it that the thing is there.
    package let provider: Provider

    /// Whether the thing is there.
    package let isMet: @Sendable () -> Bool

    /// The program that draws.
    package static let gnuplot = Requirement("gnuplot is not installed", by: .test) {
        ExternalTool.gnuplot.isThere
    }

    /// The program that shows a program's instructions.
    package static let objdump = Requirement("objdump is not installed", by: .test) {
        ExternalTool.objdump.isThere
    }

    /// A browser that opens pages with figures; not every system has a package of one.
    package static let browser = Requirement("chromium or gnuplot is not installed", by: .none) {
        Browser.isReady
    }

    /// PyTorch, whose package takes gigabytes.
    package static let pyTorch = Requirement("Python has no PyTorch", by: .soak) {
        ExternalTool.python.has(["torch", "numpy"])
    }

    /// Modules of Python, from packages of Tests/requirements.txt.
    package static func python(_ modules: String...) -> Requirement {
        Requirement("Python lacks one of \(modules.joined(separator: ", "))", by: .test) {
            ExternalTool.python.has(modules)
        }
    }

    /// Names something that a test needs.
    ///
    /// - Parameters:
    ///   - absence: What is missing where the test is skipped.
    ///   - provider: Who sees to it that the thing is there.
    ///   - isMet: Whether it is there.
    package init(
        _ absence: String,
        by provider: Provider,
        isMet: @escaping @Sendable () -> Bool
    ) {
        self.absence = absence
        self.provider = provider
        self.isMet = isMet
    }

    /// Whether it must be there, as the script says that runs the tests.
    fileprivate var isDemanded: Bool {
        switch ProcessInfo.processInfo.environment["MOMENTUM_TEST_REQUIRED"] {
        case Provider.soak.rawValue: provider != .none
        case Provider.test.rawValue: provider == .test
        default: false
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where `requirement` is not met, or lets it fail where it must be.
    package static func requires(_ requirement: Requirement) -> Self {
        .enabled(Comment(rawValue: requirement.absence)) {
            let isMet = requirement.isMet()
            guard isMet || !requirement.isDemanded else { throw TestFailure(requirement.absence) }
            return isMet
        }
    }
}
