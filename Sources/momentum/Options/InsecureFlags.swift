internal import ArgumentParser

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
