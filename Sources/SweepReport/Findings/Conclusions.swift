/// What the numbers say, in words.
struct Conclusions {
    /// Sentences in order of importance; the first one is the answer.
    var findings: [String]

    /// What a reader should be warned of before believing them.
    var warnings: [String]
}
