internal import Digest
internal import Foundation
internal import Quoting

/// What the page allows a browser to do: its own style and script, and pictures within it.
///
/// Were a text of a stranger to become markup in spite of all, it could still run nothing, load
/// nothing and send nothing.
///
/// - Source: W3C, "Content Security Policy Level 3".
struct ContentPolicy {
    /// The style sheet of the page.
    let style: String

    /// Its script, if there is one.
    let script: String?

    /// The element that stands first in the head: what comes before it would be free.
    var html: HTML {
        let script = self.script.map(Self.source) ?? "'none'"
        let rules = [
            "default-src 'none'", "script-src \(script)", "style-src \(Self.source(of: style))",
            "img-src data:", "base-uri 'none'", "form-action 'none'",
        ]
        // The quotes of the policy's words need no escape within double quotes.
        let policy = HTML(trusted: rules.joined(separator: "; "))
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"
    }

    /// The name of an inline text by its digest.
    private static func source(of text: String) -> String {
        "'sha256-\(Data(Digest(sha256: text).bytes).base64EncodedString())'"
    }
}
