internal import Foundation

/// What the process makes sure of before it opens its first file.
enum StandardStreams {
    /// Ignores the signals of failed writes, lets children be waited for, and gives a closed
    /// standard stream a harmless file.
    ///
    /// Otherwise the next file that is opened, the store or the log, would get the stream's number,
    /// and words would be written into it. Child processes start with the default actions of all
    /// signals.
    static func prepare() {
        // A write that fails says so itself: EPIPE, and EFBIG beyond `ulimit -f`.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // Ignored, as a parent may have left it, it would make the system forget how children end.
        signal(SIGCHLD, SIG_DFL)
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is this one, since those below are open. For reading only, so
            // that writing fails as it would have: whoever closed standard output gets no success.
            let opened = open("/dev/null", O_RDONLY)
            precondition(opened == number, "/dev/null was opened as \(opened), not \(number)")
        }
    }
}
