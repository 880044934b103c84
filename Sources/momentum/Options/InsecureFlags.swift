internal import ArgumentParser
internal import SweepAccess

/// How a user gives up on keys; no environment variable can do that.
struct InsecureFlags: ParsableArguments {
    @Flag(help: "Use no keys and encrypt nothing; only for loopback addresses.")
    var insecure = false

    @Flag(help: "With --insecure: also where other machines can connect, read and write.")
    var insecurePlaintextNetwork = false

    /// Refuses the second flag without the first.
    func validate() throws {
        if insecurePlaintextNetwork, !insecure {
            throw ValidationError("--insecure-plaintext-network: only together with --insecure")
        }
    }

    /// What was asked for.
    var protection: Protection {
        guard insecure else { return .keys }
        return insecurePlaintextNetwork ? .plainAnywhere : .plainOnLoopback
    }
}

/// How a coordinator is protected from strangers.
enum Protection {
    /// Everything is encrypted, and only known keys get in.
    case keys

    /// Nothing is, where only this machine can connect.
    case plainOnLoopback

    /// Nothing is, anywhere.
    case plainAnywhere

    /// Whether the user gave up on keys.
    var isPlain: Bool { self != .keys }

    /// Refuses to serve a network in plain text unless that was said twice.
    ///
    /// - Throws: ``Failure`` naming the address and what to do.
    func check(_ address: ListenAddress) throws {
        guard self == .plainOnLoopback, !address.isLoopback else { return }
        throw Failure(
            .usage,
            "\(address.asked): other machines can reach it, and --insecure would let each of them "
                + "in; leave --insecure away, bind a loopback address such as "
                + "tcp://127.0.0.1:5590, or add --insecure-plaintext-network"
        )
    }
}
