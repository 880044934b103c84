internal import SweepModel
internal import TrainingModel

extension SpecReader {
    /// How a CSV file is written, and which of its columns are features.
    ///
    /// - Returns: What is written, and RFC 4180 for the rest.
    /// - Throws: `SpecError` for the first value that is not allowed.
    func tableForm() throws -> TableForm {
        var form = TableForm()
        if let value = try sources.value(of: .separator) {
            form.separator = try value.choice(FieldSeparator.allCases) { [$0.rawValue, $0.word] }
        }
        if let value = try sources.value(of: .decimal) {
            form.decimal = try value.choice(DecimalMark.allCases) { [$0.rawValue, $0.word] }
        }
        if let value = try sources.value(of: .header) { form.hasHeader = try value.boolean() }
        form.features = try sources.value(of: .features)?.columnNames()
        form.excluded = try sources.value(of: .exclude)?.columnNames() ?? []
        guard form.features == nil || form.excluded.isEmpty else {
            throw SpecError(
                sources.origin(of: .exclude),
                "does not go with \(sources.mention(of: .features)), which leaves out all other "
                    + "columns; keep one of the two"
            )
        }
        return form
    }
}

extension SpecValue {
    /// The value as one of several things, by what it may be called.
    fileprivate func choice<Value>(
        _ values: [Value],
        words: (Value) -> [String]
    ) throws -> Value {
        if case .scalar(let text) = content,
            let found = values.first(where: { words($0).contains(text) })
        {
            return found
        }
        let allowed = values.flatMap { words($0).filter { $0.utf8.first != UInt8(ascii: "\t") } }
        throw SpecError(self, isNotAllowed: "one of \(allowed.joined(separator: " "))")
    }

    /// The value as names of columns: a list, or a text with commas between them.
    ///
    /// - Returns: The names in the order in which they are written; a name may be empty.
    /// - Throws: `SpecError` for what holds no texts, and for a name that stands twice.
    func columnNames() throws -> [String] {
        let meaning = "names of columns, as a list or with commas between them"
        let elements: [SpecValue] =
            switch content {
            case .scalar(let text):
                text.split(separator: ",", omittingEmptySubsequences: false)
                    .map { element($0.trimmingBlanks()) }
            case .list(let elements): elements
            case .mapping, .missing: throw SpecError(self, isNotAllowed: meaning)
            }
        guard !elements.isEmpty else { throw SpecError(self, isNotAllowed: meaning) }
        var seen: Set<[UInt8]> = []
        return try elements.map { element in
            if case .scalar("") = element.content {
                guard seen.insert([]).inserted else { throw element.repeatedColumn("") }
                return ""
            }
            let name = try element.text(meaning: "the name of a column")
            guard seen.insert(Array(name.utf8)).inserted else { throw element.repeatedColumn(name) }
            return name
        }
    }

    private func repeatedColumn(_ name: String) -> SpecError {
        SpecError(origin, "names the column '\(name)' twice; a column may stand once")
    }
}
