/// How learning rate and momentum change in the course of a training.
///
/// - Source: PyTorch, `torch.optim.lr_scheduler`.
public struct Schedule: Hashable, Sendable {
    /// How the learning rate falls, e epochs after the warm-up.
    public enum Decay: Hashable, Sendable {
        /// Not at all.
        case constant

        /// factor^⌊e/every⌋; `every` from 1, `factor` above 0, at most 1.
        case step(every: Int, factor: Double)

        /// factorᵉ; `factor` above 0, at most 1.
        case exponential(factor: Double)

        /// Along half a period of the cosine, from 1 to `to`, 0…1, in `over` epochs, from 1, and
        /// constant afterwards; `nil` is all epochs after the warm-up.
        case cosine(to: Double, over: Int?)

        /// Batch by batch up to the axis's value and far below it, while the momentum goes from the
        /// axis's value to `baseMomentum`, 0 to below 1, and back; without warm-up.
        ///
        /// - Source: Smith and Topin, 2018; PyTorch, `OneCycleLR`.
        case oneCycle(baseMomentum: Double)
    }

    /// A rise of the learning rate along a line, from `start` of it, 0…1, in the first `epochs`.
    public struct Warmup: Hashable, Sendable {
        /// The epochs, from 1.
        public let epochs: Int

        /// The share of the learning rate in the first epoch.
        public let start: Double

        /// The share in the first epoch where none is given.
        public static let standardStart = 0.1

        /// Describes a warm-up.
        public init(epochs: Int, start: Double = standardStart) {
            self.epochs = epochs
            self.start = start
        }
    }

    /// How the learning rate falls.
    public let decay: Decay

    /// How it rises before.
    public let warmup: Warmup?

    /// Describes a schedule.
    ///
    /// - Precondition: Numbers are in their ranges, and ``Decay/oneCycle(baseMomentum:)`` has no
    ///   warm-up.
    public init(_ decay: Decay, warmup: Warmup? = nil) {
        self.decay = decay
        self.warmup = warmup
        precondition(Self.isAllowed(decay, warmup), "\(self) is no schedule")
    }

    /// The learning rate as it is.
    public static let constant = Schedule(.constant)

    /// Whether the number of epochs changes what is done in each of them.
    public var hasHorizon: Bool {
        switch decay {
        case .constant, .step, .exponential: false
        case .cosine(_, let over): over == nil
        case .oneCycle: true
        }
    }

    /// Whether learning rate and momentum change within epochs.
    public var changesInEpochs: Bool { kind == .oneCycle }

    /// Why a training of `epochs` epochs does not take the schedule, or `nil` if it does.
    ///
    /// A warm-up leaves at least one epoch, so that the cosine behind it has a period to be divided
    /// by. PyTorch's `OneCycleLR` divides by 0.3·s − 1 and 0.7·s for s steps, which are 0 for no
    /// whole s from 1.
    public func conflict(epochs: Int) -> String? {
        guard let warmup, warmup.epochs >= epochs else { return nil }
        return
            "\(self) is not allowed with \(epochs) epochs; a warm-up is shorter than the training"
    }

    /// Whether all numbers are in their ranges and both go together.
    static func isAllowed(_ decay: Decay, _ warmup: Warmup?) -> Bool {
        if let warmup {
            guard warmup.epochs >= 1, (0...1).contains(warmup.start) else { return false }
        }
        return switch decay {
        case .constant: true
        case .step(let every, let factor): every >= 1 && factor > 0 && factor <= 1
        case .exponential(let factor): factor > 0 && factor <= 1
        case .cosine(let to, let over): (0...1).contains(to) && over ?? 1 >= 1
        case .oneCycle(let base): base >= 0 && Float(base) < 1 && warmup == nil
        }
    }
}
