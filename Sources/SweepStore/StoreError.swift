internal import SQLite

/// What a run directory's lock or store could not do.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers distinguish.
    public enum Code: String, Sendable, CaseIterable {
        /// Another process works in the run directory.
        case directoryInUse

        /// There is no store.
        case missing

        /// A new store was asked for where there is one already.
        case alreadyExists

        /// The file is not a store of this program.
        case foreign

        /// The file was cut short or overwritten.
        case damaged

        /// Another file took the store's place while it was read, or it was cut.
        case changed

        /// The store was written by a newer program.
        case newerSchema

        /// The disk is full.
        case full

        /// Reading, writing or syncing failed; nothing written since the last commit is certain.
        case inputOutput

        /// Another connection held the file for too long.
        case busy

        /// SQLite did not take a setting that durability rests on.
        case settings

        /// The records contradict what is stored, for example an attempt that exists already.
        case contradiction

        /// The store holds another sweep than the plan describes.
        case otherPlan
    }

    /// The kind of failure.
    public let code: Code

    /// What failed, where, and what to do.
    public let message: String

    /// The error underneath, if there is one.
    public let cause: (any Error)?

    /// Describes a failure.
    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Refuses a link, a pipe or a folder at `path`, where a file belongs.
    static func notAFile(_ path: String, advice: String) -> StoreError {
        StoreError(.damaged, "\(path) is not a file, but a link or something else; \(advice)")
    }

    /// Translates what SQLite says of the file at `path`.
    init(_ error: SQLiteError, path: String) {
        let code = Code(error)
        if error.kind == .unfinishedJournal {
            self.init(
                code,
                "\(path)-journal was left by a crash; resume the sweep, which puts the store "
                    + "right, or remove the journal if the directory came from elsewhere",
                cause: error
            )
            return
        }
        let hint = code.hint.map { "; \($0)" } ?? ""
        let detail =
            "SQLite says \(error.message) (\(error.extendedCode))"
        self.init(code, "\(path): \(detail)\(hint)", cause: error)
    }

    /// The message.
    public var description: String { message }
}

extension StoreError.Code {
    /// Sorts SQLite's result codes.
    ///
    /// A shared-memory file that cannot grow counts as a full disk: it holds no durable content,
    /// SQLite reports ENOSPC on it as an I/O error, and the transaction was rolled back.
    ///
    /// - Source: https://www.sqlite.org/rescode.html.
    fileprivate init(_ error: SQLiteError) {
        self =
            switch error.kind {
            case .full, .sharedMemoryFull: .full
            case .busy: .busy
            case .notADatabase: .foreign
            case .corrupt, .endless, .misfit: .damaged
            case .constraint: .contradiction
            case .unfinishedJournal, .other: .inputOutput
            }
    }

    /// What to do about a failure of this kind.
    fileprivate var hint: String? {
        switch self {
        case .full: "free some space on the disk"
        case .busy: "another program has opened the file"
        case .foreign: "this is not a sweep's store"
        case .damaged: "restore the file from a copy"
        case .inputOutput: "check the disk, then resume the sweep"
        default: nil
        }
    }
}
