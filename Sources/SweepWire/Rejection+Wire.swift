internal import SweepModel
internal import TrainingModel

extension WireRejected {
    /// Writes a rejection.
    init(_ rejection: Rejection) {
        code =
            switch rejection.code {
            case .version: .version
            case .core: .core
            case .revoked: .revoked
            case .full: .full
            case .violation: .violation
            }
        detail = rejection.detail.cut(toBytes: Limits.textSizeBytes)
    }
}

extension Rejection {
    /// Reads a rejection.
    ///
    /// - Throws: ``WireError`` for an unknown code or a long text.
    init(_ wire: WireRejected) throws(WireError) {
        let code: Code =
            switch wire.code {
            case .version: .version
            case .core: .core
            case .revoked: .revoked
            case .full: .full
            case .violation: .violation
            case .unspecified, .UNRECOGNIZED:
                throw WireError(
                    .unknownValue,
                    "rejected.code",
                    "is \(wire.code.rawValue), allowed is 1...5"
                )
            }
        self.init(
            code: code,
            detail: try Checked.text(wire.detail, isRequired: false, "rejected.detail")
        )
    }
}
