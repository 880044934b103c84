/// Two settings and an ensemble of which the test samples are looked at, chosen when every run has
/// ended.
///
/// It is stored before the look, so that no choice can follow from what was seen.
public struct TestLook: Hashable, Sendable {
    /// The revision of the plan, counted from 1.
    public let revision: Int

    /// The index of the setting with the lowest mean score.
    public let leader: Int

    /// The index of the setting that it is compared with; the leader's if it is the baseline.
    public let baseline: Int

    /// The members of the ensemble, the best single run first; empty without an ensemble.
    public let members: [EnsembleMember]

    /// Describes a look.
    ///
    /// - Parameters:
    ///   - revision: The revision of the plan, counted from 1.
    ///   - leader: The index of the setting with the lowest mean score.
    ///   - baseline: The index of the setting that it is compared with.
    ///   - members: The members of the ensemble, each run once.
    public init(revision: Int, leader: Int, baseline: Int, members: [EnsembleMember] = []) {
        self.revision = revision
        self.leader = leader
        self.baseline = baseline
        self.members = members
    }

    /// The indices of the settings, each once, the leader's first.
    public var settings: [Int] { leader == baseline ? [leader] : [leader, baseline] }
}

/// What a run of a chosen setting comes to on the test samples.
public struct TestedRun: Hashable, Sendable {
    /// The run.
    public let run: RunID

    /// The plain mean loss; `nil` if the run counts as ten times a guess, since it diverged or
    /// exploded, or its loss on these samples is not finite.
    public let loss: Float?

    /// The share of the samples that are classified right; `nil` if the run diverged.
    public let accuracy: Float?

    /// States what a run comes to.
    ///
    /// - Precondition: The loss is finite and not below 0, the accuracy lies in 0...1.
    public init(run: RunID, loss: Float?, accuracy: Float?) {
        precondition(
            loss.map { $0.isFinite && $0 >= 0 } ?? true
                && accuracy.map { (0...1).contains($0) } ?? true,
            "no run has a test loss of \(loss ?? 0) and a test accuracy of \(accuracy ?? 0)"
        )
        self.run = run
        self.loss = loss
        self.accuracy = accuracy
    }
}

/// All that is known of the test samples: every look at them, and what was seen.
public struct TestRecord: Hashable, Sendable {
    /// The revision that the plan has now.
    public var revision: Int

    /// The looks, the earliest first.
    public var looks: [TestLook]

    /// What the runs of the settings that were looked at come to.
    public var runs: [RunID: TestedRun]

    /// What the ensembles of the looks come to, as far as they were looked at.
    public var ensembles: [TestLook: TestedEnsemble]

    /// Puts together what is known.
    ///
    /// - Parameters:
    ///   - revision: The revision that the plan has now.
    ///   - looks: The looks, the earliest first.
    ///   - runs: What runs come to.
    ///   - ensembles: What ensembles come to.
    public init(
        revision: Int = 1,
        looks: [TestLook] = [],
        runs: [TestedRun] = [],
        ensembles: [TestLook: TestedEnsemble] = [:]
    ) {
        self.revision = revision
        self.looks = looks
        self.ensembles = ensembles
        self.runs = [:]
        for run in runs { self.runs[run.run] = run }
    }
}
