internal import Foundation
internal import NeuralNet
internal import SweepAccess
internal import SweepModel
internal import SweepSpecReader
internal import SweepWire
internal import TrainingModel

/// What is fed, and what must hold for every input.
///
/// A refusal is fine; a trap is not.
enum FuzzTarget: String, CaseIterable {
    /// A frame from the network; what can be read says the same after it was written again.
    case envelope

    /// A table of samples; what can be read has as many labels as the features make rows.
    case csv

    /// An encoded table of samples; what can be read has these bytes, and can be trained on.
    case samples

    /// A spec; what can be read is the same sweep after it was written again.
    case yaml

    /// An access file and a list of keys; what can be read is the same after it was written again.
    case access

    /// A conversation of eight peers with a coordinator; its invariants hold after each step.
    case core

    /// Feeds one input; traps when something does not hold.
    func feed(_ bytes: [UInt8]) {
        switch self {
        case .envelope: Self.readEnvelope(bytes)
        case .csv: Self.readTable(bytes)
        case .samples: Self.decodeTable(bytes)
        case .yaml: Self.readSpec(bytes)
        case .access: Self.readAccess(bytes)
        case .core:
            var conversation = CoreConversation(bytes)
            conversation.run()
        }
    }

    private static func readEnvelope(_ bytes: [UInt8]) {
        if let envelope = accepted({ try WorkerEnvelope(decoding: bytes) }) {
            let again = accepted { try WorkerEnvelope(decoding: envelope.encoded()) }
            // A NaN differs from itself, so the bytes are compared.
            precondition(again?.encoded() == envelope.encoded(), "a worker's message changed")
        }
        if let envelope = accepted({ try CoordinatorEnvelope(decoding: bytes) }) {
            let again = accepted { try CoordinatorEnvelope(decoding: envelope.encoded()) }
            precondition(again?.encoded() == envelope.encoded(), "a coordinator's message changed")
        }
    }

    private static func readTable(_ bytes: [UInt8]) {
        let draw = SplitDraw(group: "group")
        let splits: [SplitRule] = [
            .none, .last(HeldOutShares(validation: 0.3)), .folds(count: 2, SplitDraw()),
            .shares(HeldOutShares(validation: 0.2, test: 0.2), draw), .column("group"),
        ]
        for label in ["species", "label"] {
            for standardize in [false, true] {
                for split in splits {
                    let table = accepted {
                        try SampleTable(
                            csv: bytes,
                            file: "table.csv",
                            label: label,
                            standardize: standardize,
                            split: split
                        )
                    }
                    guard let table else { continue }
                    decodeTable(table.encoded())
                    let again = accepted { try SampleTable(decoding: table.encoded()) }
                    precondition(again?.parts == table.parts, "a table changed")
                }
            }
        }
    }

    private static func decodeTable(_ bytes: [UInt8]) {
        guard let table = accepted({ try SampleTable(decoding: bytes) }) else { return }
        precondition(table.encoded() == bytes, "a table has two encodings")
        for fold in 0..<table.parts.foldCount {
            for part in SamplePart.allCases { _ = table.dataset(part, fold: fold) }
        }
        precondition(table.observations.allSatisfy { !"\($0)".isEmpty }, "an observation is empty")
    }

    private static func readSpec(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let resolved = accepted { try SpecReader.read(text, fileName: "sweep.yaml") }
        guard let resolved else { return }
        let written = SpecWriter.text(of: resolved.spec)
        let again = accepted { try SpecReader.read(written, fileName: "sweep.yaml") }
        precondition(again?.spec == resolved.spec, "a spec changed")
    }

    private static func readAccess(_ bytes: [UInt8]) {
        let data = Data(bytes)
        if let access = accepted({ try AccessFile(decoding: data, file: "access.json") }) {
            let again = accepted {
                try AccessFile(decoding: try access.encoded(), file: "access.json")
            }
            precondition(again?.endpoints == access.endpoints, "an access file changed")
        }
        if let list = accepted({ try AllowList(decoding: data, file: "authorized.json") }) {
            let again = accepted {
                try AllowList(decoding: try list.encoded(), file: "authorized.json")
            }
            precondition(again?.keys.count == list.keys.count, "a list of keys changed")
        }
    }

    /// What `read` returns, or `nil` when it refuses its input.
    private static func accepted<Value>(_ read: () throws -> Value) -> Value? {
        do {
            return try read()
        } catch {
            // The message is made, too: it quotes the input.
            precondition(!"\(error)".isEmpty, "a refusal says why")
            return nil
        }
    }
}
