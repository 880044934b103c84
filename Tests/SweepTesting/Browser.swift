package import Foundation

/// A browser without a window that opens a page from the disk, with the network off.
package enum Browser {
    /// What a page came to.
    package struct Visit {
        /// The page's title, apart by bars.
        package let title: [String]

        /// The document after its scripts have run.
        package let document: String
    }

    /// A page that broke its own policy, or a browser that failed.
    package struct Complaint: Error {
        /// What the browser said.
        package let messages: String
    }

    /// Whether browser and figures can be had.
    package static let isReady = ExternalTool.chromium.isThere && ExternalTool.gnuplot.isThere

    /// Opens the page `text` with `script` at its end.
    ///
    /// The script is let in by its digest as the page's own is; everything else that the page's
    /// policy forbids is an error.
    ///
    /// - Parameters:
    ///   - text: The page.
    ///   - script: A further script, which finds the page's text in `source`, or `nil` for none.
    ///   - folder: Where the page's copy and the browser's profile are put.
    ///   - scheme: The reader's colours, `light` or `dark`.
    /// - Throws: ``Complaint`` if the browser failed or the policy was broken.
    /// - Returns: What came of it.
    package static func visit(
        _ text: String,
        adding script: String?,
        in folder: URL,
        scheme: String = "light"
    ) throws -> Visit {
        let file = folder.appending(path: "read.html")
        try Data(page(text, adding: script).utf8).write(to: file)
        // The browser writes quotes as they are.
        let own = text.firstMatch(of: titleElement)?.1
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        var visit = try open(file, in: folder, scheme: scheme)
        // On a busy machine the browser's virtual time may be over before the script has run.
        for _ in 0..<3 where script != nil && visit.title.joined(separator: "|") == own ?? "" {
            visit = try open(file, in: folder, scheme: scheme)
        }
        return visit
    }

    private static var titleElement: Regex<(Substring, Substring)> {
        #/<title>([^<]*)<\/title>/#
    }

    private static func open(_ file: URL, in folder: URL, scheme: String) throws -> Visit {
        let outcome = try ExternalTool.chromium.run([
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--user-data-dir=\(folder.appending(path: "profile").path)",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
            "--blink-settings=preferredColorScheme=\(scheme == "dark" ? 0 : 1)",
            "--virtual-time-budget=10000", "--dump-dom", file.absoluteString,
        ])
        guard outcome.status == 0, !outcome.messages.contains("Content Security Policy"),
            let title = outcome.output.firstMatch(of: titleElement)
        else { throw Complaint(messages: outcome.messages) }
        return Visit(
            title: title.1.split(separator: "|", omittingEmptySubsequences: false)
                .map(String.init),
            document: outcome.output
        )
    }

    private static func page(_ text: String, adding script: String?) throws -> String {
        guard let script else { return text }
        let source = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
            .replacing("<", with: "\\u003C")
        let addition = "{\nconst source = \(source);\n\(script)}"
        let digest = try sha256(addition)
        return text.replacing("script-src 'none'", with: "script-src ")
            .replacing("script-src ", with: "script-src 'sha256-\(digest)' ")
            .replacing("</body>", with: "<script>\(addition)</script></body>")
    }

    /// The digest of `text` as policies spell it, by a program that is not ours.
    private static func sha256(_ text: String) throws -> String {
        let program =
            "import base64, hashlib, sys; data = sys.stdin.buffer.read(); "
            + "print(base64.b64encode(hashlib.sha256(data).digest()).decode(), end='')"
        return try ExternalTool.python.run(["-c", program], input: Data(text.utf8)).output
    }
}
