/// How a socket treats its peers; both ends must agree.
public enum SocketSecurity: Hashable, Sendable {
    /// Nothing is encrypted and anybody may connect: for this process and this machine only.
    case plain

    /// Encrypted, and only keys that the context's ``ZAPHandler`` accepts in `domain` get in.
    ///
    /// The domain is enforced: without a living handler nobody gets in. CURVE without a domain
    /// would let every key in (libzmq, curve_server.cpp), so that cannot be said here.
    case curveServer(secretKey: CurveSecretKey, domain: String)

    /// Encrypted; talks only to the owner of `serverKey` and proves to own `keys`.
    case curveClient(serverKey: CurveKey, keys: CurveKeyPair)

    /// Whether the socket authenticates those who connect to it.
    var isServer: Bool {
        guard case .curveServer = self else { return false }
        return true
    }
}
