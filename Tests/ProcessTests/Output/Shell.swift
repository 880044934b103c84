import Foundation

/// Ways to start a program with other standard streams or signals than a test has.
enum Shell {
    /// A launcher that replaces itself with the program, `redirections` applied to it.
    static func with(_ redirections: String) -> [String] {
        ["/bin/sh", "-c", #"exec "$0" "$@" "# + redirections]
    }

    /// A launcher that runs `setup` and then replaces itself with the program.
    static func after(_ setup: String) -> [String] {
        ["/bin/sh", "-c", setup + #"; exec "$0" "$@""#]
    }

    /// A script that runs the program before a pipe, and writes its exit code into a file.
    ///
    /// The shell that waits for it survives Ctrl-C; the program and the reader have its default.
    static func piped(to reader: String, code: String) -> [String] {
        [
            "/bin/sh", "-c",
            #"{ trap : INT; "$0" "$@" 2>&1; echo $? > \#(code); } | \#(reader)"#,
        ]
    }
}
