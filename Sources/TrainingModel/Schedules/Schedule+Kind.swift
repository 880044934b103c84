extension Schedule {
    /// What a decay is called in specs, flags and messages, in the order of ``Decay``.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// ``Schedule/Decay/constant``.
        case constant

        /// ``Schedule/Decay/step(every:factor:)``.
        case step

        /// ``Schedule/Decay/exponential(factor:)``.
        case exponential

        /// ``Schedule/Decay/cosine(to:over:)``.
        case cosine

        /// ``Schedule/Decay/oneCycle(baseMomentum:)``.
        case oneCycle = "one_cycle"

        /// The names of the arguments, in the order in which a text has them.
        public var arguments: [String] {
            switch self {
            case .constant: []
            case .step: ["every", "factor"]
            case .exponential: ["factor"]
            case .cosine: ["to", "over"]
            case .oneCycle: ["base_momentum"]
            }
        }
    }

    /// The kind of ``decay``.
    public var kind: Kind {
        switch decay {
        case .constant: .constant
        case .step: .step
        case .exponential: .exponential
        case .cosine: .cosine
        case .oneCycle: .oneCycle
        }
    }
}
