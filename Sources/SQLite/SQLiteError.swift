internal import CSQLite

/// What SQLite could not do.
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The extended result code.
    ///
    /// - Source: https://www.sqlite.org/rescode.html.
    package let extendedCode: CInt

    /// What SQLite says.
    package let message: String

    /// The statement or the call.
    package let subject: String

    /// The kinds of failure that callers tell apart.
    package enum Kind: Hashable, Sendable {
        /// The disk is full.
        case full

        /// The file of shared memory beside a log cannot grow.
        case sharedMemoryFull

        /// Another connection holds the file.
        case busy

        /// The file is not one of SQLite's.
        case notADatabase

        /// The file is damaged.
        case corrupt

        /// A value is not allowed where it was to be stored.
        case constraint

        /// All the rest.
        case other
    }

    /// The kind of failure.
    package var kind: Kind {
        // The extended code is not among what Swift imports: SQLITE_IOERR | 19 << 8.
        if extendedCode == SQLITE_IOERR | 19 << 8 { return .sharedMemoryFull }
        switch extendedCode & 0xFF {
        case SQLITE_FULL: return .full
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_NOTADB: return .notADatabase
        case SQLITE_CORRUPT: return .corrupt
        case SQLITE_CONSTRAINT: return .constraint
        default: return .other
        }
    }

    /// What went wrong in the last call on `connection`, while `subject` was done.
    init(_ connection: OpaquePointer?, _ subject: String) {
        extendedCode = sqlite3_extended_errcode(connection)
        message = String(cString: sqlite3_errmsg(connection))
        self.subject = subject
    }

    /// The message with code and statement.
    package var description: String { "\(message) (\(extendedCode)) in \(subject)" }
}
