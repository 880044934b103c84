import Foundation
import SweepTesting

/// The cores of this process, divided between honest programs and an attacker, so that what the
/// attacker computes for itself takes nothing from the others.
struct CoreSplit {
    /// All cores but the last one.
    let honest: [Int]

    /// The last core.
    let attacker: Int

    /// The cores that this process may use, or `nil` if there is one only.
    static let usable: CoreSplit? = {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        guard let match = status.firstMatch(of: /Cpus_allowed_list:\s+([0-9,-]+)/) else {
            return nil
        }
        let cores = match.1.split(separator: ",").flatMap { part -> [Int] in
            let bounds = part.split(separator: "-").compactMap { Int($0) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
            return Array(first...last)
        }
        guard cores.count > 1, let last = cores.last else { return nil }
        return CoreSplit(honest: cores.dropLast(), attacker: last)
    }()

    /// A command line that starts another one on the honest cores.
    static var honestLauncher: [String] {
        guard let usable else { return [] }
        let list = usable.honest.map(String.init).joined(separator: ",")
        return ["taskset", "-c", list]
    }

    /// Keeps the calling thread, and those that it starts, on the attacker's core.
    static func keepToAttackersCore() {
        guard let usable else { return }
        // Process, `task` and thread.
        let thread = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/thread-self"
        )
        guard let number = thread?.split(separator: "/").last else { return }
        _ = try? Program.run(["taskset", "-cp", "\(usable.attacker)", String(number)])
    }
}
