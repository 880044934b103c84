internal import SQLite

/// The tables of the store and how older files are brought up to them.
package enum StoreSchema {
    /// The mark in the file's header that tells a sweep's store from other SQLite files, "MOMS".
    package static let applicationID = 0x4D4F_4D53

    /// The scripts that lead from each version to the next one; version n is made by the first n.
    ///
    /// Append only: files of every version exist.
    package static let migrations = [
        version1, version2, version3, version4, version5, version6,
    ]

    /// The version that this program writes.
    package static var version: Int { migrations.count }

    /// Brings the file up to ``version``, in one transaction.
    ///
    /// - Throws: `SQLiteError`; the file is then as it was.
    static func migrate(_ database: SQLiteDatabase, from version: Int) throws {
        guard version < Self.version else { return }
        try database.transaction(.immediate) {
            for script in migrations[version...] { try database.execute(script) }
            try database.execute(
                """
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(Self.version);
                """
            )
        }
    }

    /// Lets an older file be read as if it were of ``version``, without a change.
    ///
    /// - Throws: `SQLiteError`.
    static func view(_ database: SQLiteDatabase, from version: Int) throws {
        precondition((1..<Self.version).contains(version), "version \(version) is not an older one")
        // Only what is the connection's own is written.
        try database.execute("PRAGMA query_only = 0")
        for script in views[(version - 1)...] { try database.execute(script) }
        try database.execute("PRAGMA query_only = 1")
    }

    /// The scripts that let a file of each older version be read as one of the next version:
    /// tables and views of the connection alone, which hide those of the file.
    private static let views = [view1, view2, view3, view4, view5]

    private static let view5 = """
        CREATE TEMP TABLE test_member (
            look INTEGER NOT NULL, place INTEGER NOT NULL, run INTEGER NOT NULL,
            choices INTEGER NOT NULL
        ) STRICT;
        CREATE TEMP TABLE test_ensemble (
            look INTEGER PRIMARY KEY, single_loss REAL NOT NULL, single_correct INTEGER NOT NULL,
            loss REAL NOT NULL, correct INTEGER NOT NULL
        ) STRICT;
        """

    private static let view4 = """
        CREATE TEMP TABLE test_look (
            id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, leader INTEGER NOT NULL,
            baseline INTEGER NOT NULL
        ) STRICT;
        CREATE TEMP TABLE test_run (run INTEGER PRIMARY KEY, loss REAL, accuracy REAL) STRICT;
        """

    private static let view3 = """
        CREATE TEMP TABLE loss_scale (
            fold INTEGER PRIMARY KEY, guess REAL NOT NULL, floor REAL NOT NULL
        ) STRICT;
        """

    private static let view2 = "CREATE TEMP TABLE drained (worker INTEGER PRIMARY KEY) STRICT;"

    // Packs are few beside epochs and parameters, which stay where they are.
    private static let view1 = """
        CREATE TEMP TABLE pack AS
            SELECT id, run_group * 16777216 + first_place AS first_run, run_count, state, winner,
                reason
            FROM main.pack;
        CREATE UNIQUE INDEX temp.pack_id ON pack (id);
        CREATE TEMP VIEW epoch_block AS
            SELECT id, pack, attempt, first_epoch, epoch_count, x'01020304' AS metric_ids, metrics
            FROM main.epoch_block;
        CREATE TEMP VIEW revision AS
            SELECT 1 AS id, spec, spec_hash, run_count, 'settings' AS run_order FROM main.meta;
        CREATE TEMP VIEW meta AS
            SELECT id, dataset, build, 'momentum-core-1' AS core, incarnation, state
            FROM main.meta;
        """

    // The members of the ensemble of each look, the best single run at place 0, and what the
    // ensemble and that run come to. Looks may differ in their ensembles alone.
    private static let version6 = """
        DROP INDEX test_look_choice;

        CREATE TABLE test_member (
            look INTEGER NOT NULL REFERENCES test_look (id),
            place INTEGER NOT NULL CHECK (place >= 0),
            run INTEGER NOT NULL CHECK (run >= 0),
            choices INTEGER NOT NULL CHECK (choices > 0),
            PRIMARY KEY (look, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE test_ensemble (
            look INTEGER PRIMARY KEY REFERENCES test_look (id),
            single_loss REAL NOT NULL CHECK (single_loss >= 0),
            single_correct INTEGER NOT NULL CHECK (single_correct >= 0),
            loss REAL NOT NULL CHECK (loss >= 0),
            correct INTEGER NOT NULL CHECK (correct >= 0)
        ) STRICT;
        """

    // The settings of which the test samples are looked at, a row for each look and written before
    // it, and what their runs come to. A loss is NULL where a run counts as ten times a guess, an
    // accuracy where it diverged.
    private static let version5 = """
        CREATE TABLE test_look (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            revision INTEGER NOT NULL REFERENCES revision (id),
            leader INTEGER NOT NULL CHECK (leader >= 0),
            baseline INTEGER NOT NULL CHECK (baseline >= 0)
        ) STRICT;
        CREATE UNIQUE INDEX test_look_choice ON test_look (revision, leader, baseline);

        CREATE TABLE test_run (
            run INTEGER PRIMARY KEY CHECK (run >= 0),
            loss REAL CHECK (loss >= 0),
            accuracy REAL CHECK (accuracy BETWEEN 0 AND 1)
        ) STRICT;
        """

    // What losses are measured against, for each fold; nothing in stores that are older. REAL keeps
    // the bits of a Double.
    private static let version4 = """
        CREATE TABLE loss_scale (
            fold INTEGER PRIMARY KEY CHECK (fold >= 0),
            guess REAL NOT NULL CHECK (guess > 0),
            floor REAL NOT NULL CHECK (floor > 0 AND floor <= guess)
        ) STRICT;
        """

    // The bits of a worker's 64-bit number as a signed integer: numbers from 2⁶³ on are negative
    // here, so that the order of the rows is not that of the numbers.
    private static let version3 = """
        CREATE TABLE drained (worker INTEGER PRIMARY KEY) STRICT;
        """

    // Runs have numbers instead of groups and places: the group, then 24 bits of the place, as
    // the plan numbers in the order `settings`. Blocks say what their columns are, a byte for each
    // metric. Packs that were open are trained again, since checkpoints have another form now.
    private static let version2 = """
        CREATE TABLE revision (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            spec TEXT NOT NULL,
            spec_hash BLOB NOT NULL CHECK (length(spec_hash) = 32),
            run_count INTEGER NOT NULL CHECK (run_count > 0),
            run_order TEXT NOT NULL CHECK (run_order IN ('seed-blocks', 'settings'))
        ) STRICT;
        INSERT INTO revision (id, spec, spec_hash, run_count, run_order)
            SELECT 1, spec, spec_hash, run_count, 'settings' FROM meta;
        ALTER TABLE meta DROP COLUMN spec;
        ALTER TABLE meta DROP COLUMN spec_hash;
        ALTER TABLE meta DROP COLUMN run_count;
        ALTER TABLE meta ADD COLUMN core TEXT NOT NULL DEFAULT 'momentum-core-1';

        DROP INDEX pack_place;
        ALTER TABLE pack ADD COLUMN first_run INTEGER NOT NULL DEFAULT 0 CHECK (first_run >= 0);
        UPDATE pack SET first_run = run_group * 16777216 + first_place;
        ALTER TABLE pack DROP COLUMN run_group;
        ALTER TABLE pack DROP COLUMN first_place;

        DELETE FROM blob_part WHERE pack IN (SELECT id FROM pack WHERE state = 'open');
        DELETE FROM epoch_block WHERE pack IN (SELECT id FROM pack WHERE state = 'open');
        DELETE FROM attempt WHERE pack IN (SELECT id FROM pack WHERE state = 'open');

        ALTER TABLE epoch_block
            ADD COLUMN metric_ids BLOB NOT NULL DEFAULT x'01020304' CHECK (length(metric_ids) > 0);
        """

    // Blobs of some kilobytes are kept in tables with row ids: in a table without, they would sit
    // in the inner nodes of the tree. Curves are columns of little-endian Float, shape
    // [runs, metrics, epochs]. An outcome that is not listed is `finished`.
    private static let version1 = """
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            spec TEXT NOT NULL,
            spec_hash BLOB NOT NULL CHECK (length(spec_hash) = 32),
            dataset BLOB NOT NULL CHECK (length(dataset) = 32),
            run_count INTEGER NOT NULL CHECK (run_count > 0),
            build TEXT NOT NULL,
            incarnation INTEGER NOT NULL DEFAULT 0 CHECK (incarnation >= 0),
            state TEXT NOT NULL DEFAULT 'running'
        ) STRICT;

        CREATE TABLE pack (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            run_group INTEGER NOT NULL CHECK (run_group >= 0),
            first_place INTEGER NOT NULL CHECK (first_place >= 0),
            run_count INTEGER NOT NULL CHECK (run_count > 0),
            state TEXT NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'finished', 'split', 'failed')),
            winner INTEGER CHECK ((winner IS NOT NULL) = (state = 'finished')),
            reason TEXT CHECK ((reason IS NOT NULL) = (state = 'failed'))
        ) STRICT;
        CREATE INDEX pack_place ON pack (run_group, first_place);

        CREATE TABLE outcome (
            pack INTEGER NOT NULL REFERENCES pack (id),
            lane INTEGER NOT NULL CHECK (lane >= 0),
            kind TEXT NOT NULL CHECK (kind IN ('diverged', 'failed')),
            epoch INTEGER CHECK ((epoch IS NOT NULL) = (kind = 'diverged') AND epoch >= 0),
            reason TEXT CHECK ((reason IS NOT NULL) = (kind = 'failed')),
            PRIMARY KEY (pack, lane)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attempt (
            pack INTEGER NOT NULL REFERENCES pack (id),
            number INTEGER NOT NULL CHECK (number > 0),
            worker TEXT NOT NULL,
            ended TEXT,
            base_attempt INTEGER CHECK (base_attempt > 0 AND base_attempt < number),
            base_epoch INTEGER CHECK ((base_epoch IS NULL) = (base_attempt IS NULL)
                AND base_epoch >= 0),
            base_bytes INTEGER CHECK ((base_bytes IS NULL) = (base_attempt IS NULL)
                AND base_bytes > 0),
            PRIMARY KEY (pack, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE epoch_block (
            id INTEGER PRIMARY KEY,
            pack INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            first_epoch INTEGER NOT NULL CHECK (first_epoch >= 0),
            epoch_count INTEGER NOT NULL CHECK (epoch_count > 0),
            metrics BLOB NOT NULL,
            FOREIGN KEY (pack, attempt) REFERENCES attempt (pack, number)
        ) STRICT;
        CREATE UNIQUE INDEX epoch_block_place
            ON epoch_block (pack, attempt, first_epoch);

        -- The parts of a checkpoint after `epoch` epochs, or of the trained parameters: epoch -1.
        CREATE TABLE blob_part (
            id INTEGER PRIMARY KEY,
            pack INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            epoch INTEGER NOT NULL CHECK (epoch >= -1),
            byte_offset INTEGER NOT NULL CHECK (byte_offset >= 0),
            total_bytes INTEGER NOT NULL CHECK (byte_offset + length(bytes) <= total_bytes),
            bytes BLOB NOT NULL CHECK (length(bytes) > 0),
            FOREIGN KEY (pack, attempt) REFERENCES attempt (pack, number)
        ) STRICT;
        CREATE UNIQUE INDEX blob_part_place
            ON blob_part (pack, attempt, epoch, byte_offset);

        CREATE TABLE anomaly (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            pack INTEGER,
            attempt INTEGER CHECK ((attempt IS NULL) = (pack IS NULL)),
            detail TEXT NOT NULL
        ) STRICT;
        """
}

/// How a pack stands; raw values are stored.
enum PackState: String {
    /// It waits or is trained.
    case open

    /// One of its attempts won.
    case finished

    /// It was cut in two.
    case split

    /// All of its runs failed.
    case failed
}
