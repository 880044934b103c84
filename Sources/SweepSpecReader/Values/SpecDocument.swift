internal import Quoting
internal import SweepModel
internal import TrainingModel
internal import Yams

/// Turns the text of a YAML file into values that know their lines; the only place that sees Yams.
struct SpecDocument {
    private let fileName: String
    private var valueCount = 0

    private init(fileName: String) { self.fileName = fileName }

    /// Reads the single document of `text`.
    ///
    /// - Parameters:
    ///   - text: The contents of the file.
    ///   - fileName: What messages call the file.
    /// - Returns: The root; a mapping without entries for an empty file.
    /// - Throws: `SpecError` for text that is not YAML, is too long or unfolds into too much.
    static func root(of text: String, fileName: String) throws -> SpecValue {
        let file = SpecOrigin(location: SpecLocation(name: fileName), key: "")
        guard text.utf8.count <= Limits.specSizeBytes else {
            throw SpecError(
                file,
                "\(text.utf8.count) bytes are not allowed; at most \(Limits.specSizeBytes) bytes"
            )
        }
        try checkCharacters(of: text, fileName: fileName)
        // Yams hashes keys whole, aliases unfolded, so the aliases are counted before it runs.
        let aliases = aliasCount(in: text)
        guard aliases <= Limits.specAliases else {
            throw SpecError(
                file,
                "\(aliases) aliases (*name) are not allowed; at most \(Limits.specAliases)"
            )
        }
        guard let node = try compose(text, fileName: fileName), node.null == nil else {
            return SpecValue(key: "", location: file.location, content: .mapping([]))
        }
        var document = SpecDocument(fileName: fileName)
        return try document.value(of: node, key: "")
    }

    /// Refuses what no name may hold, before Yams does without saying which and where.
    private static func checkCharacters(of text: String, fileName: String) throws {
        let scalars = text.unicodeScalars
        let body = scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...]
        guard let index = VisibleText.forbiddenIndex(in: Substring(body)) else { return }
        let before = body[..<index].split(separator: "\n", omittingEmptySubsequences: false)
        let column = (before.last?.count ?? 0) + 1
        throw SpecError(
            SpecOrigin(location: SpecLocation(name: fileName, line: before.count), key: ""),
            "column \(column): \(VisibleText.number(of: body[index])) is not allowed; "
                + "a spec holds no control characters but tabs and line ends"
        )
    }

    /// How often `*` is followed by what may start an alias's name.
    private static func aliasCount(in text: String) -> Int {
        zip(text.utf8, text.utf8.dropFirst()).count { first, second in
            first == UInt8(ascii: "*") && second.isNameByte
        }
    }

    /// Parses `text`; the encoding is named since Yams' default looks into the environment.
    private static func compose(_ text: String, fileName: String) throws -> Node? {
        do {
            return try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw SpecError(error, fileName: fileName, text: text)
        }
    }

    private mutating func value(of node: Node, key: String) throws -> SpecValue {
        let location = SpecLocation(name: fileName, line: node.mark?.line)
        valueCount += 1
        guard valueCount <= Limits.specValues else {
            throw SpecError(
                SpecOrigin(location: location, key: key),
                "more than \(Limits.specValues) values are not allowed in a spec"
            )
        }
        return SpecValue(key: key, location: location, content: try content(of: node, key: key))
    }

    private mutating func content(of node: Node, key: String) throws -> SpecValue.Content {
        switch node {
        case .scalar(let scalar):
            return node.null == nil ? .scalar(scalar.string) : .missing
        case .sequence(let sequence):
            var elements: [SpecValue] = []
            for element in sequence { elements.append(try value(of: element, key: key)) }
            return .list(elements)
        case .mapping(let mapping):
            var entries: [SpecEntry] = []
            for (name, node) in mapping { entries.append(try entry(name, node, within: key)) }
            return .mapping(entries)
        case .alias:
            preconditionFailure("Yams unfolds aliases while it parses")
        }
    }

    private mutating func entry(
        _ nameNode: Node,
        _ node: Node,
        within key: String
    ) throws -> SpecEntry {
        let location = SpecLocation(name: fileName, line: nameNode.mark?.line)
        guard case .scalar(let scalar) = nameNode else {
            throw SpecError(
                SpecOrigin(location: location, key: key),
                "a list or mapping cannot be a key"
            )
        }
        let name = VisibleText.line(scalar.string)
        let path = key.isEmpty ? name : "\(key).\(name)"
        return SpecEntry(name: name, location: location, value: try value(of: node, key: path))
    }
}

extension SpecError {
    /// Says in which line the text stops being YAML.
    fileprivate init(_ error: YamlError, fileName: String, text: String) {
        let line: Int?
        let problem: String
        switch error {
        case .scanner(let context, let message, let mark, _),
            .parser(let context, let message, let mark, _),
            .composer(let context, let message, let mark, _):
            line = mark.line
            problem = [context?.text, message].compactMap(\.self).joined(separator: ", ")
        case .reader(let message, let offset, _, _):
            line = offset.map { offset in 1 + text.prefix(offset).count(where: \.isNewline) }
            problem = message
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(repeated: keys[0], at: context.mark, fileName: fileName, text: text)
            return
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            line = nil
            problem = "\(error)"
        }
        self.init(
            SpecOrigin(location: SpecLocation(name: fileName, line: line), key: ""),
            "this is not valid YAML: \(problem)"
        )
    }
}

// MARK: Repeated keys

extension SpecError {
    /// Says that `key` stands twice in one mapping, and where.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - mark: Where it stands first.
    ///   - fileName: The file.
    ///   - text: The contents of the file.
    fileprivate init(repeated key: String, at mark: Mark, fileName: String, text: String) {
        let second = Self.line(repeating: key, after: mark, in: text)
        let place = second.map { "line \($0)" } ?? "the same mapping"
        self.init(
            SpecOrigin(location: SpecLocation(name: fileName, line: mark.line), key: key),
            "stands again in \(place); a key may stand once"
        )
    }

    /// The line of a mapping in which `key` stands again in the same column as at `mark`, or `nil`
    /// if the mapping has another form, such as `{a: 1, a: 2}` over several lines.
    private static func line(repeating key: String, after mark: Mark, in text: String) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let spellings = [key, "\"\(key)\"", "'\(key)'"]
        func begins(_ rest: Substring) -> Bool {
            spellings.contains { spelling in
                rest.hasPrefix(spelling)
                    && rest.dropFirst(spelling.count).drop { $0 == " " || $0 == "\t" }.first == ":"
            }
        }
        let column = mark.column - 1
        let flow = lines[mark.line - 1].dropFirst(column + key.count).split { "{,".contains($0) }
        if flow.dropFirst().contains(where: { begins($0.drop { $0 == " " }) }) { return mark.line }
        for (index, line) in lines.enumerated().dropFirst(mark.line) {
            let indentation = line.prefix { $0 == " " }.count
            let rest = line.dropFirst(indentation)
            guard !rest.isEmpty, rest.first != "#" else { continue }
            guard indentation >= column else { return nil }
            if indentation == column, begins(rest) { return index + 1 }
        }
        return nil
    }
}
