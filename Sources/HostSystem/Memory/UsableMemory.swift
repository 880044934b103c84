/// The memory that this process may still take without being killed for it.
public enum UsableMemory {
    /// More than `meminfo` and the files of a control group have.
    private static let textLimitBytes = 1 << 16

    /// Free memory in bytes, of the machine or of the control groups of this process, whichever is
    /// less; `nil` where the system does not tell.
    public static var bytes: Int? { bytes(text: text(of:)) }

    /// The same from the kernel's texts.
    ///
    /// - Parameter text: Gives the contents of a file, or `nil` if it cannot be read.
    /// - Returns: The least of what the machine and the groups have free, or `nil`.
    package static func bytes(text: (String) -> String?) -> Int? {
        let machine = text("/proc/meminfo").flatMap { availableBytes(in: $0) }
        let groups = folders(of: text("/proc/self/cgroup") ?? "").compactMap { folder -> Int? in
            guard let limit = number(text("\(folder)/memory.max")),
                let used = number(text("\(folder)/memory.current"))
            else { return nil }
            // What the kernel caches for the group is given back before anybody is killed.
            let cached = text("\(folder)/memory.stat").flatMap { inactiveFileBytes(in: $0) } ?? 0
            return max(0, limit - max(0, used - cached))
        }
        return (groups + [machine].compactMap(\.self)).min()
    }

    /// What can be taken without swapping.
    ///
    /// - Source: proc_meminfo(5), `MemAvailable`.
    private static func availableBytes(in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            let words = line.split(separator: " ")
            guard words.count >= 2, let kibibytes = Int(words[1]), kibibytes >= 0 else {
                return nil
            }
            return kibibytes > Int.max >> 10 ? Int.max : kibibytes << 10
        }
        return nil
    }

    private static func inactiveFileBytes(in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("inactive_file ") {
            return Int(line.split(separator: " ").last ?? "")
        }
        return nil
    }

    /// A number of bytes; “max” is no limit.
    private static func number(_ text: String?) -> Int? {
        text?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    /// The folders of the process's group of version 2 and of those above it, as they are usually
    /// mounted.
    ///
    /// - Source: Linux, Documentation/admin-guide/cgroup-v2.rst, "Memory Interface Files".
    private static func folders(of groups: String) -> [String] {
        guard let line = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") }) else {
            return []
        }
        let steps = line.dropFirst(3).split(separator: "/").map(String.init)
        guard !steps.contains("..") else { return ["/sys/fs/cgroup"] }
        return (0...steps.count).map { count in
            (["/sys/fs/cgroup"] + steps.prefix(count)).joined(separator: "/")
        }
    }

    private static func text(of path: String) -> String? {
        do {
            let file = try Descriptor(reading: path)
            return String(decoding: try file.read(limit: textLimitBytes), as: UTF8.self)
        } catch {
            return nil
        }
    }
}
