/// The exit codes of the program.
enum ExitStatus: Int32 {
    /// Everything was done.
    case done = 0

    /// Some run failed; the report says which.
    case someRunFailed = 1

    /// The command line or the spec is wrong; nothing was started.
    case usage = 2

    /// An endpoint could not be bound or reached.
    case unreachable = 3

    /// The other side refused this one.
    case refused = 4

    /// The run directory is in use, or holds another sweep.
    case directory = 5

    /// The disk, the store or the report failed.
    case failure = 6

    /// All was done, but standard output could not be written; any other code wins.
    case outputFailed = 7
}
