/// What the numbers say, in words.
struct Conclusions {
    /// Which momentum did best.
    var answer: String

    /// How sure that is.
    var certainty: [String] = []

    /// What it costs: epochs until the target, and runs that diverged.
    var price: [String] = []

    /// What else is worth knowing.
    var remarks: [String] = []

    /// What a reader should be warned of before believing them.
    var warnings: [String] = []

    /// All sentences in order of importance; the first one is the answer.
    var findings: [String] { [answer] + certainty + price + remarks }
}
