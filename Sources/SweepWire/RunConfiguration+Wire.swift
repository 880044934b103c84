internal import Quoting
internal import SweepModel
internal import TrainingModel

extension WireAssign.AxisValues {
    /// Writes the values of `axis` of all runs of a pack, or nothing if all have the default.
    init?(_ axis: Axis, of runs: [RunConfiguration]) {
        let first = runs[0].setting[axis]
        let areEqual = axis.scope == .pack || runs.allSatisfy { $0.setting[axis] == first }
        guard !areEqual || first != axis.defaultValue else { return nil }
        self.axis = UInt32(axis.id)
        for run in areEqual ? runs[..<1] : runs[...] { append(run.setting[axis]) }
    }

    private mutating func append(_ value: AxisValue) {
        switch value {
        case .number(let number): numbers.append(number)
        case .boolean(let isOn): numbers.append(isOn ? 1 : 0)
        case .layers(let list): units = list.map(UInt32.init)
        case .word(let word): words.append(word)
        }
    }
}

extension RunConfiguration {
    /// Reads the runs of an assignment, lane by lane.
    ///
    /// - Throws: ``WireError`` for values that an axis does not take or that do not go together.
    static func list(_ wire: WireAssign) throws(WireError) -> [RunConfiguration] {
        let seeds = try Checked.list(wire.seeds, count: 1...Limits.runsPerPack, "assign.seeds") {
            (seed) throws(WireError) in seed
        }
        let offsets = try offsets(wire, count: seeds.count)
        var settings = [Setting](repeating: .standard, count: seeds.count)
        var lastID = 0
        for (index, values) in wire.values.enumerated() {
            try Checked.within("assign.values[\(index)]") { () throws(WireError) in
                guard let axis = Axis.withID(Int(values.axis)), axis.id > lastID else {
                    throw WireError(
                        .range,
                        "axis",
                        "is \(values.axis), allowed are axes up to \(Axis.all.count), ascending"
                    )
                }
                lastID = axis.id
                try read(values, of: axis, into: &settings)
            }
        }
        for setting in settings {
            guard let conflict = setting.conflict else { continue }
            throw WireError(.range, "assign.\(conflict.axis.name)", conflict.message)
        }
        return settings.indices.map { lane in
            RunConfiguration(settings[lane], seed: seeds[lane], generatorOffset: offsets[lane])
        }
    }

    private static func offsets(_ wire: WireAssign, count: Int) throws(WireError) -> [UInt64] {
        guard !wire.generatorOffsets.isEmpty else { return [UInt64](repeating: 0, count: count) }
        return try Checked.list(
            wire.generatorOffsets,
            count: count...count,
            "assign.generator_offsets"
        ) { (offset) throws(WireError) in
            UInt64(try Checked.integer(offset, in: 0...Limits.generatorOffset, "generator_offset"))
        }
    }

    private static func read(
        _ wire: WireAssign.AxisValues,
        of axis: Axis,
        into settings: inout [Setting]
    ) throws(WireError) {
        let values = try axis.values(wire)
        guard values.count == 1 || (values.count == settings.count && axis.scope == .run) else {
            throw WireError(
                .count,
                axis.name,
                "has \(values.count) values, allowed is 1"
                    + (axis.scope == .run ? " or \(settings.count)" : "")
            )
        }
        for value in values where !axis.allows(value) {
            throw WireError(
                .range,
                axis.name,
                "is \(VisibleText.line(axis.text(of: value))), allowed is \(axis.allowed)"
            )
        }
        for lane in settings.indices {
            settings[lane][axis] = values[values.count == 1 ? 0 : lane]
        }
    }
}

extension Axis {
    /// What a message gives for the axis.
    ///
    /// - Throws: ``WireError`` for numbers that are not finite, for no switch or whole number where
    ///   one belongs, and for long words.
    fileprivate func values(_ wire: WireAssign.AxisValues) throws(WireError) -> [AxisValue] {
        if case .layers = kind { return [.layers(wire.units.map { Int($0) })] }
        if case .word = kind { return try words(wire).map(AxisValue.word) }
        var values: [AxisValue] = []
        for number in wire.numbers {
            guard number.isFinite else {
                throw WireError(.notFinite, name, "is \(number), allowed are finite numbers")
            }
            guard case .boolean = kind else {
                values.append(.number(number))
                continue
            }
            guard number == 0 || number == 1 else {
                throw WireError(.range, name, "is \(number), allowed is \(allowed)")
            }
            values.append(.boolean(number == 1))
        }
        return values
    }

    /// The words that a message gives; their length is checked before they are read.
    private func words(_ wire: WireAssign.AxisValues) throws(WireError) -> [String] {
        for word in wire.words where word.utf8.count > Limits.wordSizeBytes {
            throw WireError(
                .length,
                name,
                "has a word of \(word.utf8.count) bytes, allowed are \(Limits.wordSizeBytes)"
            )
        }
        return wire.words
    }
}
