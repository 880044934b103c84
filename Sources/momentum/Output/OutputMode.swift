internal import ArgumentParser
internal import Foundation

/// How results are printed.
enum OutputMode: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case text

    /// One JSON object.
    case json

    /// Nothing.
    case quiet

    /// What the command line or `MOMENTUM_OUTPUT_MODE` asks for, also when the rest is wrong.
    static var requested: OutputMode {
        let flag = "--output-mode"
        let arguments = CommandLine.arguments
        for (index, argument) in arguments.enumerated() {
            if argument == flag, index + 1 < arguments.count {
                return OutputMode(rawValue: arguments[index + 1]) ?? .text
            }
            if argument.hasPrefix(flag + "=") {
                return OutputMode(rawValue: String(argument.dropFirst(flag.count + 1))) ?? .text
            }
        }
        let variable = ProcessInfo.processInfo.environment["MOMENTUM_OUTPUT_MODE"]
        return variable.flatMap(OutputMode.init) ?? .text
    }
}
