internal import Glibc
internal import HostSystem

/// The files of a store, which are looked at before SQLite opens them.
///
/// A run directory may come from elsewhere. SQLite trusts what lies beside a database: it would
/// write through a link, and a journal may name another file that it then deletes.
///
/// Nothing here opens the database itself: closing that descriptor would drop SQLite's locks.
enum StoreFiles {
    /// What SQLite keeps beside a database: its log, the log's index, and a journal.
    static let suffixes = ["-wal", "-shm", "-journal"]

    /// What ends a journal that names another file.
    ///
    /// - Source: https://www.sqlite.org/src/file/src/pager.c, aJournalMagic.
    private static let journalMark: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]

    /// Steps that a statement may take whatever the size of the file.
    private static let leastSteps = 20_000_000

    /// Steps that a statement may take for each page: at most 680 cells fit into one, and no
    /// statement of this program needs 50 steps for one of them.
    private static let stepsPerPage = 680 * 50

    /// Which file has a name, and how long it was when that was asked: a store never gets shorter.
    struct Identity {
        private let path: String
        private let device: UInt
        private let number: UInt
        private let length: Int

        /// Looks at the file at `path`.
        ///
        /// - Throws: ``StoreError`` if there is none.
        init(of path: String) throws {
            var status = stat()
            guard lstat(path, &status) == 0 else {
                throw StoreError(.missing, "\(path) is not there any more")
            }
            self.path = path
            device = UInt(status.st_dev)
            number = UInt(status.st_ino)
            length = Int(status.st_size)
        }

        /// Refuses what was read if another file has the name by now, or the file is shorter.
        ///
        /// - Throws: ``StoreError``.
        func check() throws {
            let now = try Identity(of: path)
            guard now.device == device, now.number == number, now.length >= length else {
                throw StoreError(
                    .changed,
                    "\(path) was replaced or cut while it was read; try again once nothing changes "
                        + "it"
                )
            }
        }
    }

    /// Whether anything has the name `path`, also a link that leads nowhere.
    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The length of the file at `path`, or 0 if there is none.
    private static func size(of path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The most steps of SQLite's machine that a statement on the database at `path` needs.
    static func stepLimit(of path: String) -> Int {
        let pages = (size(of: path) + size(of: path + "-wal")) / StoreConnection.pageSizeBytes
        let (steps, overflow) = pages.multipliedReportingOverflow(by: stepsPerPage)
        return overflow ? .max : max(leastSteps, steps)
    }

    /// Refuses what SQLite would take for a new database, and so would delete its log, and links,
    /// whose targets may belong to somebody else.
    ///
    /// - Throws: ``StoreError``.
    static func requireContent(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else {
                let reason = HostError.words(for: errno)
                throw StoreError(.inputOutput, "\(path): \(reason)")
            }
            throw StoreError(.missing, "\(path) does not exist; is this a run directory?")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError.notAFile(path, advice: "restore it from a copy")
        }
        guard status.st_size > 0 else {
            throw StoreError(.damaged, "\(path) is empty; restore it from a copy")
        }
        for suffix in suffixes {
            var status = stat()
            guard lstat(path + suffix, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw StoreError.notAFile(path + suffix, advice: "remove it")
            }
        }
        try requireOwnJournal(path + "-journal")
    }

    /// Refuses a file that ends within a page, of which SQLite would read the rest as zeros.
    ///
    /// While there is a log, the file may end so after a crash, and the log has the whole page.
    ///
    /// - Throws: ``StoreError``.
    static func requireWholePages(_ path: String) throws {
        let length = size(of: path)
        guard length.isMultiple(of: StoreConnection.pageSizeBytes) || size(of: path + "-wal") > 0
        else {
            throw StoreError(
                .damaged,
                "\(path) was cut short: \(length) bytes are not whole pages of "
                    + "\(StoreConnection.pageSizeBytes); restore it from a copy"
            )
        }
    }

    /// Refuses a journal that names a file of a transaction over several databases, which SQLite
    /// deletes after it; this program has one database only.
    private static func requireOwnJournal(_ path: String) throws {
        let length = size(of: path)
        guard length >= journalMark.count else { return }
        do {
            let end = try Descriptor(reading: path).read(
                limit: journalMark.count,
                from: length - journalMark.count
            )
            guard end != journalMark else {
                throw StoreError(
                    .damaged,
                    "\(path) was not written by this program; remove it, or restore the directory "
                        + "from a copy"
                )
            }
        } catch let error as HostError {
            throw StoreError(.inputOutput, "\(path): \(error)", cause: error)
        }
    }
}
