internal import Foundation

extension FileManager {
    /// The file that this process runs.
    var executablePath: String {
        (try? destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
