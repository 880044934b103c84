package import Foundation

/// The processes that a process has started, as /proc tells.
package enum Children {
    /// The ids of the running children of `parent`.
    package static func ids(of parent: pid_t) throws -> [pid_t] {
        let path = "/proc/\(parent)/task/\(parent)/children"
        guard let text = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap {
            pid_t($0)
        }
    }

    /// The ids of the running processes whose command line or working directory holds `text`.
    package static func ids(mentioning text: String) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
            guard let id = pid_t(name), id != getpid(), isRunning(id) else { return nil }
            let link = "/proc/\(id)/cwd"
            // Gone meanwhile, or another user's.
            let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
            return commandLine(of: id).contains(text) || folder?.contains(text) == true ? id : nil
        }
    }

    /// Whether the process has not ended; one that was not reaped yet has no command.
    package static func isRunning(_ id: pid_t) -> Bool { !commandLine(of: id).isEmpty }

    /// The seconds of processor time that the process has used.
    package static func processorSeconds(of id: pid_t) -> Double {
        let line = FileManager.default.contents(atPath: "/proc/\(id)/stat") ?? Data()
        // The name of the program stands in parentheses; user and system time are 12 words after.
        let words = String(decoding: line, as: UTF8.self).split(separator: ") ").last?
            .split(separator: " ")
        guard let words, words.count > 12 else { return 0 }
        let ticks = [words[11], words[12]].compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The words of the command line, each ended by a zero; empty for a process that has ended.
    package static func commandLine(of id: pid_t) -> String {
        let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
        return String(decoding: line, as: UTF8.self)
    }
}
