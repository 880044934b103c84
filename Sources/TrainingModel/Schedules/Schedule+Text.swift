extension Schedule: CustomStringConvertible {
    /// The schedule as specs, flags and tables write it, for example `cosine(to=0)+warmup(5)`.
    public var description: String {
        let arguments =
            switch decay {
            case .constant: ""
            case .step(let every, let factor): "(\(every),\(Self.plain(factor)))"
            case .exponential(let factor): "(\(Self.plain(factor)))"
            case .cosine(let to, let over):
                "(to=\(Self.plain(to))\(over.map { ",over=\($0)" } ?? ""))"
            case .oneCycle(let base): "(\(Self.plain(base)))"
            }
        let text = kind.rawValue + arguments
        guard let warmup else { return text }
        let start =
            warmup.start == Warmup.standardStart ? "" : ",from=\(Self.plain(warmup.start))"
        return "\(text)+warmup(\(warmup.epochs)\(start))"
    }

    /// Reads a schedule from its text; arguments may be named, and have the names' order if not.
    ///
    /// - Parameter text: For example `step(30,0.1)` or `cosine(to=0,over=50)+warmup(5)`.
    public init?(_ text: String) {
        var parts = text.split(separator: "+", omittingEmptySubsequences: false).map(Call.init)[...]
        var warmup: Warmup?
        if let last = parts.last, last?.name == "warmup" {
            guard let call = last?.arguments(["epochs", "from"]), let epochs = call.whole("epochs"),
                epochs >= 1, let start = call.number("from", default: Warmup.standardStart),
                (0...1).contains(start)
            else { return nil }
            warmup = Warmup(epochs: epochs, start: start)
            parts.removeLast()
        }
        guard parts.count <= 1 else { return nil }
        guard let first = parts.first else {
            self.init(.constant, warmup: warmup)
            return
        }
        guard let decay = first.flatMap(Self.decay), Self.isAllowed(decay, warmup) else {
            return nil
        }
        self.init(decay, warmup: warmup)
    }

    /// What is written where schedules are asked for.
    static let words = Words(
        description: "constant, step(EVERY,FACTOR), exponential(FACTOR), cosine(to=SHARE,over="
            + "EPOCHS), one_cycle(BASE_MOMENTUM), each but the last with +warmup(EPOCHS)",
        names: Kind.allCases.map(\.rawValue),
        takeArguments: true
    ) { Schedule($0)?.description }
}

extension Schedule {
    /// The base momentum of `OneCycleLR` where none is given.
    public static let standardBaseMomentum = 0.85

    /// The factor of a step where none is given, as in PyTorch.
    public static let standardStepFactor = 0.1

    private static func decay(_ call: Call) -> Decay? {
        guard let kind = Kind(rawValue: String(call.name)),
            let call = call.arguments(kind.arguments)
        else { return nil }
        switch kind {
        case .constant: return .constant
        case .step:
            guard let every = call.whole("every"),
                let factor = call.number("factor", default: standardStepFactor)
            else { return nil }
            return .step(every: every, factor: factor)
        case .exponential: return call.number("factor").map { .exponential(factor: $0) }
        case .cosine:
            guard let to = call.number("to", default: 0) else { return nil }
            guard call.has("over") else { return .cosine(to: to, over: nil) }
            return call.whole("over").map { .cosine(to: to, over: $0) }
        case .oneCycle:
            return call.number("base_momentum", default: standardBaseMomentum)
                .map { .oneCycle(baseMomentum: $0) }
        }
    }

    /// The shortest digits that give the same Double again, without a fraction of zero and without
    /// the sign of zero, which no schedule depends on.
    private static func plain(_ number: Double) -> String {
        let text = "\(number == 0 ? 0 : number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A name with arguments, such as `step(30,0.1)`.
    private struct Call {
        let name: Substring
        private let words: [Substring]
        private var values: [String: Substring] = [:]

        init?(_ text: Substring) {
            guard let open = text.firstIndex(of: "(") else {
                name = text
                words = []
                return
            }
            guard text.last == ")" else { return nil }
            name = text[..<open]
            let inner = text[text.index(after: open)...].dropLast()
            words =
                inner.isEmpty ? [] : inner.split(separator: ",", omittingEmptySubsequences: false)
        }

        /// The same with each argument under its name, or `nil` for ones that it does not take.
        func arguments(_ names: [String]) -> Call? {
            guard words.count <= names.count else { return nil }
            var call = self
            for (index, word) in words.enumerated() {
                let parts = word.split(separator: "=", omittingEmptySubsequences: false)
                    .map { $0.drop { $0 == " " } }
                guard parts.count <= 2, let value = parts.last else { return nil }
                let name = parts.count == 2 ? String(parts[0]) : names[index]
                guard names.contains(name), call.values.updateValue(value, forKey: name) == nil
                else { return nil }
            }
            return call
        }

        func has(_ name: String) -> Bool { values[name] != nil }

        func whole(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

        func number(_ name: String, default standard: Double? = nil) -> Double? {
            guard let text = values[name] else { return standard }
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
    }
}
