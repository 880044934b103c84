internal import CSystemCalls
internal import Glibc

/// The cores that this process may use, which may be far fewer than the machine has.
///
/// Batch systems, taskset(1) and cpusets bind processes to cores; containers get a share of the
/// processor time instead, and a process with more threads than that is stopped in each period.
public enum UsableCores {
    /// More than `mountinfo` of a machine with thousands of containers.
    private static let textLimitBytes = 16 << 20

    /// How many threads can compute at the same time: the least of affinity and quotas, at least 1.
    public static var count: Int {
        let groups = text(of: "/proc/self/cgroup") ?? ""
        let mounts = text(of: "/proc/self/mountinfo") ?? ""
        let quotas = CoreQuota.all(groups: groups, mounts: mounts).compactMap { quota in
            quota.coreCount(text: text)
        }
        return max(1, (quotas + [allowedCount]).min() ?? 1)
    }

    /// The cores of the affinity, or those that are online where the system does not tell it.
    private static var allowedCount: Int {
        let count = csystem_allowed_core_count()
        return count > 0 ? Int(count) : sysconf(CInt(_SC_NPROCESSORS_ONLN))
    }

    /// The contents of a file of the kernel, or `nil` if it cannot be read: then it limits nothing.
    private static func text(of path: String) -> String? {
        do {
            let file = try Descriptor(reading: path)
            var bytes: [UInt8] = []
            while bytes.count < textLimitBytes {
                let piece = try file.read(limit: 1 << 16)
                if piece.isEmpty { break }
                bytes += piece
            }
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            return nil
        }
    }
}

/// What control groups say about the cores that a process may use, read from the kernel's texts.
///
/// A quota is a share of processor time per period: 150 ms of 100 ms are one and a half cores, for
/// which two threads are needed. Each group is bound by its own quota and by those of all groups
/// above it.
///
/// - Source: Linux, Documentation/admin-guide/cgroup-v2.rst, "CPU Interface Files", and
///   Documentation/scheduler/sched-bwc.rst; proc_pid_mountinfo(5), cgroups(7).
package enum CoreQuota: Hashable, Sendable {
    /// The file `cpu.max` of version 2: the quota, or `max`, and the period.
    case combined(file: String)

    /// The files of version 1; the quota is -1 without a limit.
    case separate(quotaFile: String, periodFile: String)

    /// The files that may bind a process, from its own groups up to the top of what is mounted.
    ///
    /// - Parameters:
    ///   - groups: The text of `/proc/self/cgroup`.
    ///   - mounts: The text of `/proc/self/mountinfo`.
    /// - Returns: The files of both versions; some may not exist, as those of the root group.
    package static func all(groups: String, mounts: String) -> [CoreQuota] {
        let mounts = lines(of: mounts).compactMap { Mount(String($0)) }
        return lines(of: groups).flatMap { line -> [CoreQuota] in
            // Hierarchy, controllers and path; the path may hold colons.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let controllers = parts[1].split(separator: ",")
            let isUnified = parts[0] == "0" && controllers.isEmpty
            guard isUnified || controllers.contains("cpu") else { return [] }
            let candidates = mounts.filter { $0.isUnified == isUnified }
            return folders(of: String(parts[2]), in: candidates).map { folder in
                isUnified
                    ? .combined(file: "\(folder)/cpu.max")
                    : .separate(
                        quotaFile: "\(folder)/cpu.cfs_quota_us",
                        periodFile: "\(folder)/cpu.cfs_period_us"
                    )
            }
        }
    }

    /// How many cores the quota is worth, rounded up.
    ///
    /// - Parameter text: Gives the contents of a file, or `nil` if it cannot be read.
    /// - Returns: At least 1; `nil` where there is no limit or none that can be understood.
    package func coreCount(text: (String) -> String?) -> Int? {
        switch self {
        case .combined(let file):
            guard let words = text(file)?.split(whereSeparator: \.isWhitespace), words.count == 2
            else { return nil }
            return Self.coreCount(quota: words[0], period: words[1])
        case .separate(let quotaFile, let periodFile):
            guard
                let quota = text(quotaFile)?.split(whereSeparator: \.isWhitespace),
                let period = text(periodFile)?.split(whereSeparator: \.isWhitespace),
                quota.count == 1, period.count == 1
            else { return nil }
            return Self.coreCount(quota: quota[0], period: period[0])
        }
    }

    private static func coreCount(quota: Substring, period: Substring) -> Int? {
        // Neither “max” nor -1 is a quota.
        guard let quota = Int(quota), let period = Int(period), quota > 0, period > 0 else {
            return nil
        }
        return quota / period + (quota % period > 0 ? 1 : 0)
    }

    /// The folders of the group `path` and of those above it.
    private static func folders(of path: String, in mounts: [Mount]) -> [String] {
        let steps = path.split(separator: "/")
        // A group outside of the name space's root begins with “..”: its files cannot be seen.
        let isVisible = !steps.contains("..")
        for mount in mounts where isVisible {
            guard steps.starts(with: mount.root) else { continue }
            let below = steps.dropFirst(mount.root.count)
            return (0...below.count).reversed().map { count in
                ([mount.folder] + below.prefix(count).map(String.init)).joined(separator: "/")
            }
        }
        // In a container without a name space of its own, the mount is that of its own group.
        return mounts.first.map { [$0.folder] } ?? []
    }

    private static func lines(of text: String) -> [Substring] {
        text.split(separator: "\n")
    }

    /// A mounted hierarchy of groups that may limit processor time.
    private struct Mount {
        /// Whether it is of version 2.
        let isUnified: Bool

        /// The group that is seen at ``folder``.
        let root: [Substring]

        /// Where it is mounted, without a slash at the end.
        let folder: String

        /// Reads a line of mountinfo; `nil` for anything else than such a hierarchy.
        init?(_ line: String) {
            let fields = line.split(separator: " ")
            // Any number of optional fields stands before the dash.
            guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count >= dash + 4
            else { return nil }
            let options = fields[dash + 3].split(separator: ",")
            switch fields[dash + 1] {
            case "cgroup2": isUnified = true
            case "cgroup" where options.contains("cpu"): isUnified = false
            default: return nil
            }
            let folder = Self.unescaped(fields[4])
            root = Self.unescaped(fields[3]).split(separator: "/")
            self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        }

        /// The path in which the kernel wrote blanks, line ends and backslashes as octal numbers.
        private static func unescaped(_ path: Substring) -> String {
            var bytes: [UInt8] = []
            var rest = path.utf8[...]
            while let byte = rest.popFirst() {
                let digits = rest.prefix(3)
                guard byte == UInt8(ascii: "\\"), digits.count == 3,
                    let code = UInt8(String(Substring(digits)), radix: 8)
                else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(code)
                rest.removeFirst(3)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
