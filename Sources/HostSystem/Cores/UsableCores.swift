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
