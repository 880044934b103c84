public import Digest
internal import SQLite
public import SweepModel
public import TrainingModel

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

    /// What the losses of each fold are measured against; empty if the store is of a version that
    /// did not keep it, which knew no folds.
    public var lossScales: [LossScale]

    /// The revision of the plan, counted from 1.
    public var revision: Int

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
        lossScales: [LossScale] = [],
        revision: Int = 1,
        build: String,
        core: String
    ) {
        self.spec = spec
        self.specHash = specHash
        self.order = order
        self.dataset = dataset
        self.runCount = runCount
        self.lossScales = lossScales
        self.revision = revision
        self.build = build
        self.core = core
    }

    /// How often the data are split: 1, or the number of folds.
    public var foldCount: Int { max(1, lossScales.count) }
}

extension StoreDescription {
    /// Writes the description of a new store.
    func insert(into database: SQLiteDatabase) throws {
        try database.statement("INSERT INTO meta (id, dataset, build, core) VALUES (1, ?, ?, ?)")
            .run([.bytes(dataset.bytes), .text(build), .text(core)])
        try database.statement(
            """
            INSERT INTO revision (id, spec, spec_hash, run_count, run_order)
            VALUES (?, ?, ?, ?, ?)
            """
        ).run([
            SQLiteValue(revision), .text(spec), .bytes(specHash.bytes), SQLiteValue(runCount),
            .text(order.rawValue),
        ])
        let fold = try database.statement(
            "INSERT INTO loss_scale (fold, guess, floor) VALUES (?, ?, ?)"
        )
        for (index, scale) in lossScales.enumerated() {
            try fold.run([SQLiteValue(index), .real(scale.guess), .real(scale.floor)])
        }
    }

    /// Reads the description of a store.
    static func fetch(from database: SQLiteDatabase) throws -> StoreDescription {
        let statement = try database.statement(
            """
            SELECT spec, spec_hash, run_order, dataset, run_count, build, core, revision.id
            FROM meta, revision ORDER BY revision.id DESC LIMIT 1
            """
        )
        var description = try statement.first { try StoreDescription($0) }
        description?.lossScales = try lossScales(in: database)
        guard let description else { throw StoredValueError(column: "meta", value: "no row") }
        return description
    }

    private static func lossScales(in database: SQLiteDatabase) throws -> [LossScale] {
        let statement = try database.statement(
            "SELECT fold, guess, floor FROM loss_scale ORDER BY fold"
        )
        var scales: [LossScale] = []
        try statement.forEachRow { row in
            guard try row.count(0) == scales.count, scales.count < Limits.folds else {
                throw StoredValueError(
                    "table loss_scale has fold \(row.description(0)) where fold \(scales.count) of "
                        + "at most \(Limits.folds) belongs"
                )
            }
            scales.append(try row.lossScale(1))
        }
        return scales
    }

    /// Refuses a plan that cannot be that of the store at `path`.
    func check(against plan: SweepPlan, path: String) throws {
        try check(runCount: plan.runCount, foldCount: plan.foldCount, path: path)
    }

    private func check(runCount planned: Int, foldCount folds: Int, path: String) throws {
        guard planned != runCount || folds != foldCount else { return }
        func words(_ count: Int) -> String { count == 1 ? "no folds" : "\(count) folds" }
        let (ours, its) =
            folds == foldCount
            ? ("\(runCount) runs", "\(planned)") : (words(foldCount), words(folds))
        throw StoreError(
            .otherPlan,
            "\(path) holds a sweep with \(ours), the plan has \(its); use the spec that the store "
                + "was made with"
        )
    }

    /// The runs of `spec` as the store numbers them.
    ///
    /// What a store says of its runs is checked first: a plan takes memory for each fold.
    ///
    /// - Parameters:
    ///   - spec: The spec that the store holds.
    ///   - path: The store's file, for messages.
    /// - Returns: The plan.
    /// - Throws: ``StoreError`` with `otherPlan` if the spec has other folds or another number of
    ///   runs.
    public func plan(of spec: SweepSpec, path: String) throws -> SweepPlan {
        let settings = order == .settings ? spec.axes.combinations : spec.axes.settings
        let runsOfFold = settings.count * spec.seeds.seeds.count
        let planned = runsOfFold.multipliedReportingOverflow(by: foldCount)
        try check(
            runCount: planned.overflow ? .max : planned.partialValue,
            foldCount: spec.split.foldCount ?? foldCount,
            path: path
        )
        guard runCount <= Limits.runs else {
            throw StoreError(
                .otherPlan,
                "\(path) holds a sweep of \(runCount) runs, which is more "
                    + "than \(Limits.runs)"
            )
        }
        return SweepPlan(spec, foldCount: foldCount, order: order)
    }

    private init(_ row: SQLiteRow) throws {
        self.init(
            spec: try row.words(verbatim: 0),
            specHash: try row.digest(1),
            order: try row.name(2),
            dataset: try row.digest(3),
            runCount: try row.count(4),
            revision: try row.count(7),
            build: try row.words(verbatim: 5),
            core: try row.words(verbatim: 6)
        )
    }
}
