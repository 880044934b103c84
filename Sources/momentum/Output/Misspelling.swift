internal import Quoting
internal import SweepSpecReader

/// Words of the command line that are not known, and what was probably meant.
///
/// The argument parser suggests nothing for commands, and for a flag anything that is three letters
/// away.
enum Misspelling {
    /// The commands whose flags are keys of a spec.
    private static let commandsWithSpec = ["sweep", "coordinator", "plan"]

    /// What the argument parser said, with a better suggestion.
    ///
    /// - Parameters:
    ///   - message: Its message, without “Error: ”.
    ///   - arguments: The command line without the program.
    ///   - commands: The known commands.
    /// - Returns: The message; the lines after the first, about the usage, are kept.
    static func corrected(_ message: String, arguments: [String], commands: [String]) -> String {
        let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard let complaint = lines.first else { return message }
        let better =
            command(arguments.first ?? "", among: commands)
            ?? flag(in: complaint, of: arguments.first ?? "")
        return ([better ?? String(complaint)] + lines.dropFirst().map(String.init))
            .joined(separator: "\n")
    }

    /// What is wrong with the first word if it is no command, or `nil`.
    private static func command(_ word: String, among commands: [String]) -> String? {
        guard !word.isEmpty, !word.hasPrefix("-"), word != "help", !commands.contains(word) else {
            return nil
        }
        let hint = NearestText.nearest(to: word, among: commands).map { "did you mean \($0)?" }
        return "\(word): is not a command; "
            + (hint ?? "the commands are \(commands.joined(separator: ", "))")
    }

    /// A complaint about an unknown flag with a suggestion by meaning, or without one that is far
    /// away, or `nil` for any other complaint.
    private static func flag(in complaint: Substring, of command: String) -> String? {
        let words = complaint.split(separator: "'", omittingEmptySubsequences: false)
        guard words.count >= 3, words[0].hasPrefix("Unknown option"), words[1].hasPrefix("--")
        else { return nil }
        let name = words[1].dropFirst(2)
        if commandsWithSpec.contains(command),
            let flag = SpecSynonyms.flag(meantBy: String(name))
        {
            return "Unknown option '\(words[1])'. Did you mean '--\(flag)'?"
        }
        guard words.count >= 5, words[3].hasPrefix("--") else { return nil }
        let isNear =
            NearestText.nearest(to: String(name), among: [String(words[3].dropFirst(2))]) != nil
        return isNear ? nil : "Unknown option '\(words[1])'"
    }
}
