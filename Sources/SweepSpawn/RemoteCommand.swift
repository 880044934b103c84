internal import Quoting

/// The commands that are run on other machines.
///
/// The user's login shell reads them first, whatever it is; so they are one word in single quotes
/// for `sh`, and hold neither single quotes nor exclamation marks nor line breaks.
package enum RemoteCommand {
    /// Sets `f` to the program's path on the other machine.
    private static let program = #"f="${XDG_CACHE_HOME:-$HOME/.cache}/momentum/momentum""#

    /// What stands before the answers of ``check``, since start-up files of shells may print, too.
    package static let systemMark = "momentum-system="

    /// What stands before the digest in the answers of ``check``.
    package static let digestMark = "momentum-digest="

    /// Says what the machine is, and the digest of the program that is there.
    package static let check = quoted(
        program,
        #"echo "\#(systemMark)$(uname -s) $(uname -m)""#,
        #"[ -x "$f" ] && echo "\#(digestMark)$(sha256sum < "$f")""#,
        "true"
    )

    /// Puts the program that comes on standard input at its path, if it is whole.
    package static func install(digest: String) -> String {
        quoted(
            program,
            "umask 077",
            #"mkdir -p "${f%/*}" || exit 1"#,
            #"t=$(mktemp "$f.XXXXXX") || exit 1"#,
            // A hang-up must not leave the unfinished file behind.
            #"trap "rm -f $t" EXIT"#,
            #"cat > "$t" || exit 1"#,
            #"echo "\#(digest)  $t" | sha256sum --check --status"#
                + #" || { echo "the program arrived damaged" >&2; exit 1; }"#,
            #"chmod 700 "$t" && mv -f "$t" "$f""#
        )
    }

    /// Starts a worker, which reads its access file from standard input and ends with it.
    package static func work(_ arguments: [String]) -> String {
        precondition(arguments.allSatisfy(isPlain), "needs quotes: \(arguments)")
        // The shell stays, so that it can tell which signal ended the worker; ssh cannot.
        return quoted(
            program,
            #""$f" worker --access - "# + arguments.joined(separator: " "),
            "exit $?"
        )
    }

    /// Whether a word means itself to every shell.
    package static func isPlain(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.allSatisfy(ShellWord.isPlain)
    }

    private static func quoted(_ steps: String...) -> String {
        let script = steps.joined(separator: "; ")
        precondition(!script.utf8.contains { "'!\n".utf8.contains($0) }, "needs quotes: \(script)")
        return "exec sh -c '\(script)'"
    }
}

/// What another machine says of itself before a worker is started on it.
struct RemoteMachine: Hashable {
    /// The system and the processor, such as `Linux x86_64`.
    var system: String

    /// The digest of the program that is there, in hexadecimal, or `nil` if there is none.
    var digest: String?

    /// Reads the answer of ``RemoteCommand/check``, or returns `nil` if there was none.
    init?(answer lines: [String]) {
        func value(_ mark: String) -> Substring? {
            lines.last { $0.hasPrefix(mark) }?.dropFirst(mark.count)
        }
        guard let system = value(RemoteCommand.systemMark) else { return nil }
        self.system = String(system)
        digest = value(RemoteCommand.digestMark)?.split(separator: " ").first.map(String.init)
    }
}
