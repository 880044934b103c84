internal import GRDB
internal import SweepModel

/// What is stored of the pack to which some neighbouring places of a group belong.
struct ArchivedPack {
    /// The places that the pack speaks for: its own, less those that a newer pack took over; or
    /// places that no pack was cut for.
    let places: Range<Int>

    /// The metrics of the pack's runs.
    let curve: PackCurve

    private let firstPlace: Int
    private let attempt: AttemptID?
    private let outcomes: [RunOutcome]?
    private let parameterCount: Int
    private var parameters: BlobPart?

    /// Reads the newest pack that holds `place` of `group`, in one transaction.
    init(_ connection: StoreConnection, plan: SweepPlan, group: Int, place: Int) throws {
        self = try connection.read { database in
            try ArchivedPack(database, plan: plan, group: group, place: place)
        }
    }

    private init(_ database: Database, plan: SweepPlan, group: Int, place: Int) throws {
        parameterCount = plan.groups[group].shape.parameterCount
        let row = try Self.row(database, group: group, place: place)
        let end = try row.map { try $0.count(1) + $0.count(2) } ?? plan.runCount(ofGroup: group)
        let id = try row?.pack(0)
        let later = place + 1..<end
        let next = try Self.firstPlace(database, group: group, in: later, newerThan: id)
        places = place..<(next ?? end)
        guard let row, let id else {
            (firstPlace, attempt, outcomes, curve) = (place, nil, nil, PackCurve())
            return
        }
        let runCount = try row.count(2)
        let reader = CurveReader(database: database)
        firstPlace = try row.count(1)
        switch try row.name(3) as PackState {
        case .finished:
            let winner = AttemptID(pack: id, number: try row.attempt(4))
            attempt = winner
            outcomes = try OutcomeReader(database: database).outcomes(of: id, runCount: runCount)
            curve = try reader.curve(of: winner, runCount: runCount)
        case .failed:
            let reason = try row.words(5)
            attempt = nil
            outcomes = [RunOutcome](repeating: .failed(reason: reason), count: runCount)
            curve = try Self.latestCurve(of: id, runCount: runCount, reader)
        case .open, .split:
            (attempt, outcomes) = (nil, nil)
            curve = try Self.latestCurve(of: id, runCount: runCount, reader)
        }
    }

    /// What is known of `run`, which stands at `place`.
    ///
    /// - Precondition: `place` is one of ``places``.
    mutating func result(
        of run: Run,
        place: Int,
        from connection: StoreConnection
    ) throws -> RunResult {
        let lane = place - firstPlace
        return RunResult(
            run: run,
            outcome: outcomes?[lane],
            curve: curve.curve(lane: lane),
            parameters: try parameters(ofLane: lane, connection)
        )
    }

    private mutating func parameters(
        ofLane lane: Int,
        _ connection: StoreConnection
    ) throws -> [Float] {
        guard let attempt else { return [] }
        let laneBytes = parameterCount * FloatBlob.byteCount
        let wanted = lane * laneBytes..<(lane + 1) * laneBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(laneBytes)
        while bytes.count < laneBytes {
            let offset = wanted.lowerBound + bytes.count
            // Lanes of small networks share a part: the last one is kept.
            if parameters.map({ !($0.offset..<$0.end).contains(offset) }) ?? true {
                parameters = try connection.perform { database in
                    try BlobReader(database: database).part(
                        of: .parameters(attempt),
                        offset: offset
                    )
                }
            }
            guard let part = parameters else { return [] }
            bytes +=
                part.bytes[(offset - part.offset)..<min(part.end, wanted.upperBound) - part.offset]
        }
        return FloatBlob.values(of: bytes) ?? []
    }

    private static func latestCurve(
        of pack: PackID,
        runCount: Int,
        _ reader: CurveReader
    ) throws -> PackCurve {
        guard let latest = try reader.attempts(of: pack).last else { return PackCurve() }
        return try reader.curve(of: latest, runCount: runCount)
    }

    private static func row(_ database: Database, group: Int, place: Int) throws -> Row? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, first_place, run_count, state, winner, reason FROM pack
                WHERE run_group = ?1 AND first_place BETWEEN ?2 - ?3 + 1 AND ?2
                    AND first_place + run_count > ?2 AND state <> 'split'
                ORDER BY id DESC LIMIT 1
                """
        )
        return try Row.fetchOne(statement, arguments: [group, place, Limits.runsPerPack])
    }

    /// The first of `places` at which a pack newer than `id` starts.
    private static func firstPlace(
        _ database: Database,
        group: Int,
        in places: Range<Int>,
        newerThan id: PackID?
    ) throws -> Int? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT first_place FROM pack
                WHERE run_group = ? AND first_place >= ? AND first_place < ? AND id > ?
                    AND state <> 'split'
                ORDER BY first_place LIMIT 1
                """
        )
        let newest = id.map { Int64($0.rawValue) } ?? 0
        return try Int.fetchOne(
            statement,
            arguments: [group, places.lowerBound, places.upperBound, newest]
        )
    }
}
