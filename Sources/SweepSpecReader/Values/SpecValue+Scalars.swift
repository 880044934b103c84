internal import Quoting
internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The value as a number of `range`.
    ///
    /// - Throws: `SpecError` for anything else, hexadecimal digits, NaN and infinity included.
    func number(in range: NumberRange) throws -> Double {
        guard case .scalar(let text) = content,
            let number = Self.decimalNumber(text), range.contains(number)
        else { throw SpecError(self, isNotAllowed: range.description) }
        return number + 0.0  // Turns −0 into 0, which would be written differently.
    }

    /// The value as a whole number of `range`.
    ///
    /// - Throws: `SpecError` for anything else.
    func wholeNumber(in range: ClosedRange<Int>) throws -> Int {
        guard case .scalar(let text) = content, let number = Int(text), range.contains(number)
        else { throw SpecError(self, isNotAllowed: NumberRange.whole(range).description) }
        return number
    }

    /// The value as a switch.
    ///
    /// - Throws: `SpecError` unless it is `true` or `false`, `True`, `TRUE` and so on.
    /// - Source: YAML 1.2.2, section 10.3.2, the core schema.
    func boolean() throws -> Bool {
        guard case .scalar(let text) = content else {
            throw SpecError(self, isNotAllowed: "true or false")
        }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF":
            throw SpecError(
                self,
                isNotAllowed: "true or false (YAML 1.2 knows no other words for them)"
            )
        default: throw SpecError(self, isNotAllowed: "true or false")
        }
    }

    /// The value as text on one line.
    ///
    /// - Parameters:
    ///   - meaning: What the text means, for messages.
    ///   - limit: The most bytes.
    /// - Returns: The text, which is not empty.
    /// - Throws: `SpecError` for lists, mappings, empty or long texts, control characters and
    ///   noncharacters.
    func line(meaning: String, limit: Int) throws -> String {
        let text = try text(meaning: meaning, limit: limit)
        if let scalar = text.unicodeScalars.first(where: {
            $0.properties.generalCategory == .control
        }) {
            throw SpecError(
                self,
                isNotAllowed: "\(meaning) without \(VisibleText.number(of: scalar))"
            )
        }
        return text
    }

    /// The value as text.
    ///
    /// - Parameters:
    ///   - meaning: What the text means, for messages.
    ///   - limit: The most bytes.
    /// - Returns: The text, which is not empty.
    /// - Throws: `SpecError` for lists, mappings, empty or long texts, control characters but tab
    ///   and line feed, and noncharacters.
    func text(meaning: String, limit: Int = Limits.textSizeBytes) throws -> String {
        guard case .scalar(let text) = content, (1...limit).contains(text.utf8.count) else {
            throw SpecError(self, isNotAllowed: "\(meaning), 1 to \(limit) bytes")
        }
        if let scalar = VisibleText.forbidden(in: text) {
            throw SpecError(
                self,
                isNotAllowed: "\(meaning) without \(VisibleText.number(of: scalar))"
            )
        }
        return text
    }

    /// The value as a mapping whose names are all among `names`.
    ///
    /// - Parameters:
    ///   - names: The names that may occur.
    ///   - allowed: What is allowed, for messages.
    /// - Returns: The entries by name.
    /// - Throws: `SpecError` for anything else, unknown and repeated names included.
    func entries(named names: [String], allowed: String) throws -> [String: SpecValue] {
        guard case .mapping(let entries) = content, !entries.isEmpty else {
            throw SpecError(self, isNotAllowed: allowed)
        }
        var values: [String: SpecValue] = [:]
        for entry in entries {
            guard names.contains(entry.name) else {
                throw entry.unknownName(among: names.map { "\(key).\($0)" })
            }
            guard values.updateValue(entry.value, forKey: entry.name) == nil else {
                throw entry.repeatedName
            }
        }
        return values
    }

    /// The number that `text` spells in decimal digits, or `nil`; never NaN or infinity.
    static func decimalNumber(_ text: some StringProtocol) -> Double? {
        let isDecimal = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        guard isDecimal, let number = Double(text), number.isFinite else { return nil }
        return number
    }
}

extension SpecEntry {
    /// The error for a name that is not known, with the nearest one that is.
    func unknownName(among paths: [String]) -> SpecError {
        let nearest = SpecPaths.nearest(to: value.key, among: paths)
        let section = value.key.dropLast(name.count)
        let siblings = paths.filter { $0.dropLast(SpecPaths.lastWord(of: $0).count) == section }
        let names = siblings.map(SpecPaths.lastWord).joined(separator: ", ")
        let hint = nearest.map { "did you mean \($0)?" } ?? "allowed here: \(names)"
        return SpecError(origin, "is not a known key; \(hint)")
    }

    /// The error for a name that its mapping has twice.
    var repeatedName: SpecError { SpecError(origin, "stands twice; a key may stand once") }

    private var origin: SpecOrigin { SpecOrigin(location: location, key: value.key) }
}

extension UInt8 {
    /// Whether this is an ASCII letter, a digit, `-` or `_`.
    var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension SpecValue {
    /// The metrics that are named: a list, or a text with commas.
    ///
    /// - Returns: The metrics in the order in which they are written.
    /// - Throws: `SpecError` for other names.
    func metrics() throws -> [Metric] {
        let names: [SpecValue] =
            switch content {
            case .scalar(let text):
                text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { element($0.trimmingBlanks()) }
            case .list(let elements): elements
            case .mapping, .missing: throw SpecError(self, isNotAllowed: Self.allowedMetrics)
            }
        return try names.map { name in
            guard case .scalar(let text) = name.content,
                let metric = Metric.all.first(where: { $0.name == text })
            else { throw SpecError(name, isNotAllowed: Self.allowedMetrics) }
            return metric
        }
    }

    private static let allowedMetrics =
        "a list of " + Metric.all.map(\.name).joined(separator: ", ")
}
