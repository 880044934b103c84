internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The values of the axis of schedules: a text such as `cosine(to=0)+warmup(5),constant`, a
    /// mapping such as `{cosine: {to: 0}, warmup: 5}`, or a list of both.
    ///
    /// - Throws: `SpecError` for anything else, naming the part that is wrong.
    func schedules() throws -> [Schedule] {
        switch content {
        case .scalar(let text): try Self.items(of: text).map { try element($0).schedule() }
        case .list(let elements): try elements.map { try $0.schedule() }
        case .mapping, .missing: [try schedule()]
        }
    }

    private func schedule() throws -> Schedule {
        switch content {
        case .scalar(let text): try parts(of: text).scheduleOfParts()
        case .mapping: try scheduleOfParts()
        case .list, .missing: throw SpecError(self, isNotAllowed: Axis.schedule.allowed)
        }
    }

    // MARK: Mapping

    private func scheduleOfParts() throws -> Schedule {
        let names = Schedule.Kind.keys
        let entries = try entries(named: names, allowed: Axis.schedule.allowed)
        let kinds = Schedule.Kind.allCases.filter { entries[$0.rawValue] != nil }
        if kinds.count > 1, let second = entries[kinds[1].rawValue] {
            throw SpecError(
                second.origin,
                "does not go with \(kinds[0].rawValue); a schedule is one of the two"
            )
        }
        let warmup = try warmup(entries)
        guard let kind = kinds.first, let arguments = entries[kind.rawValue] else {
            return Schedule(.constant, warmup: warmup)
        }
        if kind == .oneCycle, let warmup = entries[Schedule.Kind.warmup] {
            throw SpecError(
                warmup.origin,
                "does not go with one_cycle, which begins with a rise of its own; remove it"
            )
        }
        return Schedule(try arguments.decay(kind), warmup: warmup)
    }

    private func warmup(_ entries: [String: SpecValue]) throws -> Schedule.Warmup? {
        let start = entries[Schedule.Kind.warmupFrom]
        guard let epochs = entries[Schedule.Kind.warmup] else {
            guard let start else { return nil }
            throw SpecError(
                start.origin,
                "needs the epochs of the warm-up beside it, as in `warmup: 5`"
            )
        }
        return Schedule.Warmup(
            epochs: try epochs.wholeNumber(in: 1...Limits.epochs),
            start: try start?.number(in: .share) ?? Schedule.Warmup.standardStart
        )
    }

    /// The decay of `kind` whose arguments are here by name.
    private func decay(_ kind: Schedule.Kind) throws -> Schedule.Decay {
        let names = kind.arguments
        var arguments: [String: SpecValue] = [:]
        switch content {
        case .missing: break
        case .mapping(let entries) where entries.isEmpty: break
        case .mapping where names.isEmpty:
            throw SpecError(self, isNotAllowed: "{}, since \(kind.rawValue) takes nothing")
        default: arguments = try entries(named: names, allowed: kind.example)
        }
        func needed(_ name: String) throws -> SpecValue {
            if let argument = arguments[name] { return argument }
            throw SpecError(origin, "needs `\(name)`, as in \(kind.example)")
        }
        switch kind {
        case .constant: return .constant
        case .step:
            return .step(
                every: try needed("every").wholeNumber(in: 1...Limits.epochs),
                factor: try arguments["factor"]?.number(in: .positiveShare)
                    ?? Schedule.standardStepFactor
            )
        case .exponential:
            return .exponential(factor: try needed("factor").number(in: .positiveShare))
        case .cosine:
            return .cosine(
                to: try arguments["to"]?.number(in: .share) ?? 0,
                over: try arguments["over"]?.wholeNumber(in: 1...Limits.epochs)
            )
        case .oneCycle:
            return .oneCycle(
                baseMomentum: try arguments["base_momentum"]?.number(in: .belowOne)
                    ?? Schedule.standardBaseMomentum
            )
        }
    }

    // MARK: Text

    /// A text such as `cosine(to=0)+warmup(5)` as the mapping that means the same.
    private func parts(of text: String) throws -> SpecValue {
        var calls = text.split(separator: "+", omittingEmptySubsequences: false)
            .map { $0.trimmingBlanks() }
        var entries: [SpecEntry] = []
        if let last = calls.last, last.prefix(while: { $0 != "(" }) == Schedule.Kind.warmup {
            let names = [Schedule.Kind.warmup, Schedule.Kind.warmupFrom]
            let arguments = try arguments(of: calls.removeLast()) { index, name in
                name == "from" ? names[1] : name == "epochs" ? names[0] : name ?? names[index]
            }
            guard arguments.contains(where: { $0.name == names[0] }) else {
                throw SpecError(self, isNotAllowed: "warmup(EPOCHS), as in cosine(to=0)+warmup(5)")
            }
            entries += arguments
        }
        guard calls.count <= 1 else {
            throw SpecError(self, isNotAllowed: Axis.schedule.allowed)
        }
        if let call = calls.first {
            let name = String(call.prefix { $0 != "(" })
            guard let kind = Schedule.Kind(rawValue: name) else { throw unknownSchedule(name) }
            let arguments = try part(kind.rawValue, .missing).value.arguments(of: call) {
                index,
                name in name ?? kind.arguments[index]
            }
            entries.insert(part(kind.rawValue, .mapping(arguments)), at: 0)
        }
        return SpecValue(key: key, location: location, content: .mapping(entries))
    }

    private func unknownSchedule(_ name: String) -> SpecError {
        guard case .word(_, let words) = Axis.schedule.kind else {
            return SpecError(self, isNotAllowed: Axis.schedule.allowed)
        }
        return unknownWord(name, of: words)
    }

    /// What stands between the parentheses of `call`, by name.
    ///
    /// - Parameters:
    ///   - call: A name with or without arguments.
    ///   - naming: The name of an argument, given its index and the name that was written.
    /// - Returns: The arguments as entries of a mapping.
    /// - Throws: `SpecError` without a last parenthesis, and for more arguments than there are.
    private func arguments(
        of call: String,
        naming: (Int, String?) -> String
    ) throws -> [SpecEntry] {
        guard let open = call.firstIndex(of: "(") else { return [] }
        let inner = call[call.index(after: open)...].dropLast()
        guard call.last == ")", !inner.contains("("), !inner.contains(")") else {
            throw SpecError(element(call), isNotAllowed: Axis.schedule.allowed)
        }
        guard !inner.isEmpty else { return [] }
        let name = String(call[..<open])
        let most = Schedule.Kind(rawValue: name)?.arguments.count ?? 2
        let words = inner.split(separator: ",", omittingEmptySubsequences: false)
        guard words.count <= most else {
            let takes = most == 0 ? "nothing" : most == 1 ? "one number" : "at most \(most) numbers"
            throw SpecError(element(call), isNotAllowed: "\(name) takes \(takes)")
        }
        return words.enumerated().map { index, word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingBlanks() }
            let written = parts.count == 2 ? parts[0] : nil
            return part(naming(index, written), .scalar(parts[parts.count - 1]))
        }
    }

    private func part(_ name: String, _ content: Content) -> SpecEntry {
        let value = SpecValue(key: "\(key).\(name)", location: location, content: content)
        return SpecEntry(name: name, location: location, value: value)
    }
}

extension Schedule.Kind {
    /// The key of the epochs of a warm-up, beside the kind.
    fileprivate static let warmup = "warmup"

    /// The key of the share that a warm-up begins with, beside the kind.
    fileprivate static let warmupFrom = "warmup_from"

    /// The keys of a mapping.
    fileprivate static let keys = allCases.map(\.rawValue) + [warmup, warmupFrom]

    /// An example with all arguments.
    fileprivate var example: String {
        switch self {
        case .constant: "{}"
        case .step: "{every: 30, factor: 0.1}"
        case .exponential: "{factor: 0.95}"
        case .cosine: "{to: 0, over: 50}"
        case .oneCycle: "{base_momentum: 0.85}"
        }
    }
}
