public import Digest
internal import SQLite
public import SweepModel

/// A store's description of its sweep.
public struct StoreDescription: Hashable, Sendable {
    /// The resolved spec, as YAML.
    public var spec: String

    /// The SHA-256 of the resolved spec.
    public var specHash: Digest

    /// How the runs are numbered.
    public var order: RunOrder

    /// The SHA-256 of the encoded dataset.
    public var dataset: Digest

    /// The number of runs in the plan.
    public var runCount: Int

    /// The version of the program that made the store.
    public var build: String

    /// The numeric core that trains the sweep; equal cores give equal bits.
    public var core: String

    /// Describes a sweep.
    public init(
        spec: String,
        specHash: Digest,
        order: RunOrder = .seedBlocks,
        dataset: Digest,
        runCount: Int,
        build: String,
        core: String
    ) {
        self.spec = spec
        self.specHash = specHash
        self.order = order
        self.dataset = dataset
        self.runCount = runCount
        self.build = build
        self.core = core
    }
}

extension StoreDescription {
    /// Writes the description of a new store.
    func insert(into database: SQLiteDatabase) throws {
        try database.statement("INSERT INTO meta (id, dataset, build, core) VALUES (1, ?, ?, ?)")
            .run([.bytes(dataset.bytes), .text(build), .text(core)])
        try database.statement(
            """
            INSERT INTO revision (id, spec, spec_hash, run_count, run_order)
            VALUES (1, ?, ?, ?, ?)
            """
        ).run([
            .text(spec), .bytes(specHash.bytes), SQLiteValue(runCount), .text(order.rawValue),
        ])
    }

    /// Reads the description of a store.
    static func fetch(from database: SQLiteDatabase) throws -> StoreDescription {
        let statement = try database.statement(
            """
            SELECT spec, spec_hash, run_order, dataset, run_count, build, core
            FROM meta, revision ORDER BY revision.id DESC LIMIT 1
            """
        )
        let description = try statement.first { try StoreDescription($0) }
        guard let description else { throw StoredValueError(column: "meta", value: "no row") }
        return description
    }

    /// Refuses a plan that cannot be that of the store at `path`.
    func check(against plan: SweepPlan, path: String) throws {
        guard plan.runCount == runCount else {
            throw StoreError(
                .otherPlan,
                "\(path) holds a sweep of \(runCount) runs, the plan has \(plan.runCount); use the "
                    + "spec that the store was made with"
            )
        }
    }

    private init(_ row: SQLiteRow) throws {
        self.init(
            spec: try row.words(verbatim: 0),
            specHash: try row.digest(1),
            order: try row.name(2),
            dataset: try row.digest(3),
            runCount: try row.count(4),
            build: try row.words(verbatim: 5),
            core: try row.words(verbatim: 6)
        )
    }
}
