package import Digest
package import Quoting
package import SweepModel
package import SweepStatistics
package import TrainingModel

/// A run with what it comes down to: the row that data files and exports are views of.
package struct RunRecord {
    /// The run, its outcome, curve and parameters.
    package let result: RunResult

    /// What the run comes down to.
    package let measures: RunMeasures

    /// The state and score of the run.
    package let scored: ScoredRun

    /// The digest of what the run computed, or `nil` while it is open.
    package let digest: Digest?

    /// Measures and judges `result`.
    ///
    /// - Parameters:
    ///   - result: A run with as many epochs as were recorded.
    ///   - judge: What gives it a state and a score.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    ///   - isDigested: Whether the digest is asked for; it costs more than all the rest.
    package init(
        _ result: RunResult,
        judge: RunJudge,
        targetAccuracy: Double,
        isDigested: Bool
    ) {
        self.result = result
        measures = RunMeasures(
            result,
            choice: judge.choice,
            targetAccuracy: targetAccuracy,
            of: judge.objective.accuracy
        )
        scored = judge.score(of: result, measures)
        digest =
            isDigested && result.outcome != nil
            ? RunDigest.digest(of: result, choice: judge.choice) : nil
    }
}

extension RunRecord {
    /// How the run counts.
    package var status: RunStatus { RunStatus(result.outcome, scored.state) }
}

/// One value of a run, in the forms in which files spell it.
package enum ColumnValue {
    /// There is no such value.
    case missing

    /// A number, spelled already; the same in CSV and JSON.
    case number(String)

    /// A switch.
    case boolean(Bool)

    /// Units of each layer, from the input to the output.
    case layers([Int])

    /// A text.
    case text(String)

    /// A whole number.
    package static func whole(_ value: some BinaryInteger) -> ColumnValue { .number("\(value)") }

    /// The shortest text that reads back as `value`; missing if it is not finite.
    package static func real(
        _ value: some BinaryFloatingPoint & LosslessStringConvertible
    )
        -> ColumnValue
    {
        value.isFinite ? .number("\(value)") : .missing
    }

    /// The value as a cell of a CSV file; empty if it is missing.
    package var csv: String {
        switch self {
        case .missing: ""
        case .number(let text): text
        case .boolean(let isOn): isOn ? "true" : "false"
        case .layers(let units): units.map(String.init).joined(separator: "-")
        case .text(let text): CSVField.text(text)
        }
    }

    /// The value as it is, or `nil` if it is missing.
    package var plain: String? {
        switch self {
        case .missing: nil
        case .text(let text): text
        case .number, .boolean, .layers: csv
        }
    }

    /// The value as a number, or `nil` if it is none.
    package var real: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    /// The value in JSON; `null` if it is missing.
    package var json: JSONValue {
        switch self {
        case .missing: .null
        case .number(let text): .number(text)
        case .boolean(let isOn): .boolean(isOn)
        case .layers(let units): .array(units.map(JSONValue.integer))
        case .text(let text): .string(text)
        }
    }
}

/// One column of the runs: the only place that says how a value of a run is called and found.
///
/// `runs.csv`, `epochs.csv`, `report.json` and the exports each choose among these.
package struct RunColumn {
    /// The column's name in tables, for example `diverged_at`.
    package let name: String

    /// The member's name in `report.json`, where it differs from ``name``.
    package let memberName: String

    /// Finds the value of a run.
    package let value: (RunRecord) -> ColumnValue

    /// Names a value.
    package init(
        _ name: String,
        memberName: String? = nil,
        value: @escaping (RunRecord) -> ColumnValue
    ) {
        self.name = name
        self.memberName = memberName ?? name
        self.value = value
    }
}

// MARK: The columns

extension RunColumn {
    /// Where the run stands in the order of the spec, from 0.
    package static var run: RunColumn { RunColumn("run") { .whole($0.result.run.place) } }

    /// The fold that the run holds out, from 0.
    package static var fold: RunColumn { RunColumn("fold") { .whole($0.result.run.fold) } }

    /// The seed of initial weights and batch orders.
    package static var seed: RunColumn { RunColumn("seed") { .whole($0.result.run.seed) } }

    /// How many of the generator's numbers earlier runs have used, where the seeds are not paired.
    package static var generatorOffset: RunColumn {
        RunColumn("generator_offset") { .whole($0.result.run.configuration.generatorOffset) }
    }

    /// How the run ended, in one word.
    package static var outcome: RunColumn { RunColumn("outcome") { .text($0.result.outcome.name) } }

    /// How the run counts, in one word: its outcome, and what stands behind a finished one.
    package static var state: RunColumn { RunColumn("state") { .text($0.status.rawValue) } }

    /// y = ln clip(L, f, 10·G), by whose mean settings are ranked.
    package static var score: RunColumn {
        RunColumn("score") { $0.scored.score.map(ColumnValue.real) ?? .missing }
    }

    /// The epoch in which the run diverged, from 0.
    package static var divergedEpoch: RunColumn {
        RunColumn("diverged_at") {
            $0.result.outcome.divergedEpoch.map(ColumnValue.whole) ?? .missing
        }
    }

    /// Why the run could not be trained.
    package static var reason: RunColumn {
        RunColumn("reason") {
            if case .failed(let reason) = $0.result.outcome { .text(reason) } else { .missing }
        }
    }

    /// How many epochs were recorded.
    package static var epochs: RunColumn {
        RunColumn("epochs") { .whole($0.result.recordedEpochCount) }
    }

    /// SHA-256 of what the run computed; see ``RunDigest``.
    package static var digest: RunColumn {
        RunColumn("digest", memberName: "sha256") {
            $0.digest.map { .text($0.description) } ?? .missing
        }
    }

    /// The value of a hyper-parameter.
    package static func axis(_ axis: Axis) -> RunColumn {
        RunColumn(axis.name) { ColumnValue(axis, of: $0.result.run.setting) }
    }

    /// What the run comes down to by `measure`.
    package static func measure(_ measure: Measure) -> RunColumn {
        RunColumn(measure.name) {
            let value = $0.measures[measure]
            return measure.isWhole && value.isFinite ? .whole(Int(value)) : .real(value)
        }
    }

    /// What tells the runs of one setting of `plan` apart: the fold, if there are several, and the
    /// seed.
    package static func replicate(of plan: SweepPlan) -> [RunColumn] {
        plan.foldCount > 1 ? [fold, seed] : [seed]
    }

    /// What every row about a run begins with: its number, hyper-parameters, fold and seed.
    package static func identity(of plan: SweepPlan) -> [RunColumn] {
        [run] + Axis.all.map(axis) + replicate(of: plan)
    }

    /// The columns of `runs.csv`.
    package static func table(of plan: SweepPlan) -> [RunColumn] {
        identity(of: plan) + [outcome, state, divergedEpoch, epochs, score]
            + measures(of: plan).filter(\.isInTables).map(measure) + [digest]
    }

    /// The members of a run in `report.json`, where the hyper-parameters stand with the setting.
    package static func document(of plan: SweepPlan) -> [RunColumn] {
        [run] + replicate(of: plan)
            + [generatorOffset, outcome, state, divergedEpoch, epochs, score]
            + measures(of: plan).map(measure) + [digest]
    }

    private static func measures(of plan: SweepPlan) -> [Measure] {
        Measure.all(of: plan.spec.recordedMetrics, choice: plan.spec.choice)
    }
}

extension ColumnValue {
    /// The value of `axis` in `setting`.
    package init(_ axis: Axis, of setting: Setting) {
        switch setting[axis] {
        case .number: self = .number(axis.text(of: setting))
        case .boolean(let isOn): self = .boolean(isOn)
        case .layers(let units): self = .layers(units)
        case .word(let word): self = .text(word)
        }
    }
}

/// The fingerprint of what a run computed.
package enum RunDigest {
    /// SHA-256 over the values of the standard metrics, shape [4, epochs], and then the parameters.
    ///
    /// Each number counts with the four bytes of its bit pattern, lowest first. All NaNs count as
    /// 7FC00000, since processors choose the sign of a NaN differently. What else was recorded does
    /// not count: it changes nothing in the training.
    ///
    /// Where the validation loss chooses an epoch, a run may end before the others of its pack or
    /// after them: then the epochs that it trained count, and parameters only where an epoch was
    /// chosen, so that the digest does not depend on what a run was packed with.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - choice: Which of its epochs is taken.
    /// - Returns: The digest.
    package static func digest(of result: RunResult, choice: EpochChoice) -> Digest {
        var hash = SHA256()
        let isWhole = !choice.isByValidation || result.outcome == .finished
        let epochs = isWhole ? result.curve.epochCount : result.recordedEpochCount
        for metric in Metric.standard { update(&hash, with: result.curve[metric].prefix(epochs)) }
        update(&hash, with: isWhole ? result.parameters[...] : [])
        return hash.digest
    }

    private static func update(_ hash: inout SHA256, with values: ArraySlice<Float>) {
        let numbers = values.map { $0.isNaN ? .nan : $0 }
        LittleEndian.withBytes(of: numbers) { hash.update($0) }
    }
}
