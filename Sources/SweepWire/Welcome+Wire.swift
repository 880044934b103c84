internal import SweepModel
internal import TrainingModel

extension WireWelcome {
    /// Writes the terms of a session.
    init(_ welcome: Welcome) {
        version = UInt32(welcome.version)
        incarnation = welcome.incarnation.rawValue
        build = welcome.build
        heartbeatIntervalNanoseconds = UInt64(welcome.heartbeatInterval.nanoseconds)
        leaseNanoseconds = UInt64(welcome.lease.nanoseconds)
        checkpointIntervalNanoseconds = UInt64(welcome.checkpointInterval.nanoseconds)
        verdicts = welcome.verdicts.map { verdict in
            switch verdict {
            case .keep: .keep
            case .stop: .stop
            }
        }
    }
}

extension Welcome {
    /// Reads the terms of a session.
    ///
    /// - Throws: ``WireError`` naming the first faulty field.
    init(_ wire: WireWelcome) throws(WireError) {
        guard Limits.protocolVersions.contains(Int(wire.version)) else {
            throw WireError(
                .version,
                "welcome.version",
                "is \(wire.version), allowed is \(Limits.protocolVersions)"
            )
        }
        let incarnation = try Checked.integer(
            wire.incarnation,
            in: Checked.counters,
            "welcome.incarnation"
        )
        self.init(
            version: Int(wire.version),
            incarnation: Incarnation(UInt32(incarnation)),
            build: try Checked.text(wire.build, isRequired: false, "welcome.build"),
            heartbeatInterval: try Checked.duration(
                nanoseconds: wire.heartbeatIntervalNanoseconds,
                in: Limits.intervals,
                "welcome.heartbeat_interval_nanoseconds"
            ),
            lease: try Checked.duration(
                nanoseconds: wire.leaseNanoseconds,
                in: Limits.intervals,
                "welcome.lease_nanoseconds"
            ),
            checkpointInterval: try Checked.duration(
                nanoseconds: wire.checkpointIntervalNanoseconds,
                in: .zero...Limits.intervals.upperBound,
                "welcome.checkpoint_interval_nanoseconds"
            ),
            verdicts: try Checked.list(
                wire.verdicts,
                count: 0...Limits.attemptsPerMessage,
                "welcome.verdicts",
                InventoryVerdict.init
            )
        )
    }
}

extension InventoryVerdict {
    /// Reads a verdict.
    ///
    /// - Throws: ``WireError`` for an unknown one.
    fileprivate init(_ wire: WireWelcome.Verdict) throws(WireError) {
        switch wire {
        case .keep: self = .keep
        case .stop: self = .stop
        case .unspecified, .UNRECOGNIZED:
            throw WireError(
                .unknownValue,
                "verdict",
                "is \(wire.rawValue), allowed are KEEP and STOP"
            )
        }
    }
}

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
