import Foundation

/// The processes that a process has started, as /proc tells.
enum Children {
    /// The ids of the running children of `parent`.
    static func ids(of parent: pid_t) throws -> [pid_t] {
        let path = "/proc/\(parent)/task/\(parent)/children"
        guard let text = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap {
            pid_t($0)
        }
    }

    /// The ids of the processes whose command line holds `text`.
    static func ids(mentioning text: String) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
            guard let id = pid_t(name), id != getpid() else { return nil }
            let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
            return String(decoding: line, as: UTF8.self).contains(text) ? id : nil
        }
    }
}
