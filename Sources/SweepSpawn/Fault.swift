package import HostSystem

/// Why a step on another machine failed.
public struct Fault: Hashable, Sendable {
    /// What can be done about it.
    public enum Kind: Hashable, Sendable {
        /// The machine, or the coordinator from there, cannot be reached.
        case unreachable

        /// The machine or the coordinator does not let this user, key or version in.
        case refused

        /// The program cannot run there, or failed.
        case failed
    }

    /// What can be done about it.
    public let kind: Kind

    /// The cause as a text.
    public let reason: String

    /// Whether the same step may succeed a little later.
    package let isPassing: Bool

    /// Describes a fault.
    package init(_ kind: Kind, _ reason: String, isPassing: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.isPassing = isPassing
    }
}

extension Fault {
    /// ssh's own exit code: the connection failed, not the command.
    private static let connectionFailed: Int32 = 255

    /// What ssh writes, and what it means.
    private static let phrases: [(text: String, kind: Kind, advice: String)] = [
        ("Permission denied", .refused, "the key was refused; ssh-copy-id adds yours"),
        (
            "Host key verification failed", .refused,
            "the host's key is not known or has changed; log in once with ssh"
        ),
        ("Too many authentication failures", .refused, "the key was refused"),
        ("Could not resolve hostname", .unreachable, "the name is unknown"),
        ("Connection refused", .unreachable, "no ssh server listens there"),
        ("Connection timed out", .unreachable, "nothing answers"),
        ("No route to host", .unreachable, "nothing answers"),
        ("Network is unreachable", .unreachable, "nothing answers"),
    ]

    /// Judges how a session ended that should not have.
    ///
    /// - Parameters:
    ///   - exit: How ssh ended.
    ///   - lines: The last lines of output.
    package init(_ exit: ChildExit, lines: [String]) {
        let last = lines.last ?? "no cause was given"
        guard case .exited(let code) = exit else {
            self.init(.failed, "ssh was ended: \(exit)", isPassing: true)
            return
        }
        if code == Self.connectionFailed {
            self.init(connection: lines)
        } else if let line = lines.last(where: { $0.contains("error while loading shared lib") }) {
            self.init(missingLibrary: line)
        } else if let line = lines.last(where: { $0.contains("' not found (required by") }) {
            self.init(.failed, "its system is too old for this program: \(line)")
        } else {
            switch code {
            case 2: self.init(.failed, "the worker does not know its options: \(last)")
            case 3: self.init(.unreachable, "the coordinator cannot be reached: \(last)")
            case 4: self.init(.refused, "the coordinator refused the worker: \(last)")
            case 126, 127: self.init(.failed, "the program cannot be run: \(last)")
            case 129...:
                self.init(.failed, "the worker was ended by signal \(code - 128)", isPassing: true)
            default: self.init(.failed, "ended with code \(code): \(last)", isPassing: true)
            }
        }
    }

    private init(connection lines: [String]) {
        for line in lines.reversed() {
            guard let phrase = Self.phrases.first(where: { line.contains($0.text) }) else {
                continue
            }
            let isPassing = phrase.kind == .unreachable
            self.init(phrase.kind, "\(phrase.advice) (\(line))", isPassing: isPassing)
            return
        }
        let detail = lines.last.map { " (\($0))" } ?? ""
        self.init(.unreachable, "the connection was lost\(detail)", isPassing: true)
    }

    private init(missingLibrary line: String) {
        // Debian's libzmq5 brings libsodium.
        let needed = ["libzmq", "libsodium", "libsqlite", "libz.so"]
        let advice =
            if needed.contains(where: line.contains) {
                "install libzmq5, libsqlite3-0 and zlib1g there"
            } else if line.contains("libswift") || line.contains("libFoundation") {
                "spawn from the program that deploy/release builds"
            } else {
                "install it there"
            }
        self.init(.failed, "a library is missing; \(advice) (\(line))")
    }
}
