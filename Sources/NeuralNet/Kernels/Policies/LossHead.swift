package import TrainingModel

/// What a network's last layer is trained to, as a static policy of the kernels: the mean loss of a
/// batch and its derivative, for some samples side by side.
///
/// The head of a step is chosen once, by ``HeadChoice``: whatever the activations and the rule of
/// the update are, each head exists once for every row of samples.
///
/// A policy is one file with the arithmetic on lanes and the name elsewhere; the same in Double
/// stands in ``ReferenceNetwork``'s folder, with the elementary functions of the system.
@usableFromInline
package protocol LossHead {
    /// The class of `torch.nn` that computes the same.
    static var pyTorchModule: String { get }

    /// Turns logits into the derivative of the batch's mean loss by them, in place.
    ///
    /// - Parameter samples: The samples.
    /// - Returns: The loss of each.
    static func delta<Row: LaneVectorRow>(_ samples: HeadSamples<Row>) -> Row
}

/// A head by whose loss samples are also measured; what is measured is never smoothed.
@usableFromInline
package protocol MeasuringHead: LossHead {
    /// Measures samples without a derivative.
    ///
    /// - Parameter samples: The samples; their share and settings mean nothing here.
    /// - Returns: The loss, and 1 where the first largest logit is that of the class, else 0.
    static func measure<Row: LaneVectorRow>(_ samples: HeadSamples<Row>) -> MeasuredRow<Row>
}

/// What a head measures of samples: their losses, and 1 where one is classified right, else 0.
@usableFromInline
package typealias MeasuredRow<Row> = (loss: Row, correct: Row)

/// Samples in front of a head.
///
/// `Row` holds one number of each; several at once keep the processor busy, since one sample's
/// exponentials and logarithm are long chains. Lanes may be runs or samples: they never meet.
@usableFromInline
package struct HeadSamples<Row: LaneVectorRow> {
    /// The logits.
    @usableFromInline let values: UnsafeMutablePointer<Row.Vector>
    /// The number of classes, K.
    @usableFromInline let classes: Int
    /// The distance of two classes.
    @usableFromInline let classStride: Int
    /// The distance of two vectors of a row.
    @usableFromInline let vectorStride: Int
    /// y, the class of each sample.
    @usableFromInline let label: Row
    /// 1/B with B the samples of the batch.
    @usableFromInline let share: Float
    /// The lanes' values of each ``RunLaneSetting``.
    @usableFromInline let settings: UnsafePointer<Row.Vector>
    /// w of each class, then 1/Σ w of the batch; mean nothing where classes are not weighted.
    @usableFromInline let classWeights: UnsafePointer<Row.Vector>

    @inlinable
    @inline(__always)
    init(
        values: UnsafeMutablePointer<Row.Vector>,
        classes: Int,
        classStride: Int,
        vectorStride: Int,
        label: Row,
        share: Float,
        settings: UnsafePointer<Row.Vector>,
        classWeights: UnsafePointer<Row.Vector>
    ) {
        self.values = values
        self.classes = classes
        self.classStride = classStride
        self.vectorStride = vectorStride
        self.label = label
        self.share = share
        self.settings = settings
        self.classWeights = classWeights
    }

    /// The numbers of class `index`.
    @inlinable
    @inline(__always)
    func row(_ index: Int) -> Row {
        Row(
            LaneMatrix<Row.Vector>.self,
            UnsafeRawPointer(values),
            at: index * classStride,
            stride: vectorStride
        )
    }

    /// Replaces the numbers of class `index`.
    @inlinable
    @inline(__always)
    func store(_ row: Row, at index: Int) {
        row.store(to: values + index * classStride, stride: vectorStride)
    }

    /// The largest logit of each sample.
    @inlinable
    @inline(__always)
    func maximum() -> Row {
        var largest = row(0)
        for index in 1..<classes { largest = row(index).maximum(largest) }
        return largest
    }

    /// Where the label is `index`.
    @inlinable
    @inline(__always)
    func isLabel(_ index: Int) -> Row.Condition {
        label.isEqual(to: Row(repeating: Float(index)))
    }

    /// The lanes' values of one setting.
    @inlinable
    @inline(__always)
    func value(_ setting: RunLaneSetting) -> Row { Row(repeating: settings[setting.rawValue]) }

    /// The weight of class `index`.
    @inlinable
    @inline(__always)
    func weight(_ index: Int) -> Row { Row(repeating: classWeights[index]) }

    /// 1/Σ w, with w the weights of the batch's samples.
    @inlinable
    @inline(__always)
    var batchShare: Row { Row(repeating: classWeights[classes]) }
}

/// The heads that steps may have.
@usableFromInline
package enum HeadChoice: Sendable, Hashable {
    /// ``CrossEntropyHead``.
    case crossEntropy

    /// ``SmoothedCrossEntropyHead``: some run smooths its labels; the others get plain bits.
    case smoothedCrossEntropy

    /// ``WeightedCrossEntropyHead``: classes are weighted, and labels may be smoothed.
    case weightedCrossEntropy

    /// Finds what the runs need.
    ///
    /// - Parameters:
    ///   - pack: What all runs have in common.
    ///   - runs: The runs of a group.
    package init(_ pack: PackShape, runs: [RunConfiguration]) {
        guard pack.setting.classWeight == .none else {
            self = .weightedCrossEntropy
            return
        }
        let smoothsLabels = runs.contains { $0.setting.labelSmoothing > 0 }
        self = smoothsLabels ? .smoothedCrossEntropy : .crossEntropy
    }
}

/// The one place where a head is chosen.
@usableFromInline
enum LossHeads<Vector: LaneVector, Target: InstructionSet> {
    /// ``LossHead/delta(_:)`` of a step's head.
    @inlinable
    @inline(__always)
    static func delta<Row: LaneVectorRow>(
        _ head: HeadChoice,
        _ samples: HeadSamples<Row>
    ) -> Row where Row.Vector == Vector {
        guard head == .crossEntropy else { return separateDelta(head, samples) }
        return CrossEntropyHead.delta(samples)
    }

    /// The same apart, to keep the common head short.
    @inlinable
    @inline(never)
    static func separateDelta<Row: LaneVectorRow>(
        _ head: HeadChoice,
        _ samples: HeadSamples<Row>
    ) -> Row where Row.Vector == Vector {
        switch head {
        case .crossEntropy: CrossEntropyHead.delta(samples)
        case .smoothedCrossEntropy: SmoothedCrossEntropyHead.delta(samples)
        case .weightedCrossEntropy: WeightedCrossEntropyHead.delta(samples)
        }
    }
}
