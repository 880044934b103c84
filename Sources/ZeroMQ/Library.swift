internal import CZeroMQ

/// What the libzmq that this process has loaded can do.
public enum Library {
    /// Whether libzmq was built with CURVE; without it no socket may leave this machine.
    public static var isCurveAvailable: Bool { zmq_has("curve") == 1 }

    /// The version of the loaded library, for example `4.3.4`.
    public static var version: String {
        var major: CInt = 0
        var minor: CInt = 0
        var patch: CInt = 0
        zmq_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }
}
