/// Finds functions and counts their lines.
enum FunctionLengths {
    /// A function with a body.
    struct Function: Equatable {
        /// The line of `func`, `init`, `deinit` or `subscript`, from 1.
        let firstLine: Int

        /// Lines from there to the closing brace.
        let lineCount: Int
    }

    /// The functions of `file` in the order of their ends.
    static func functions(in file: SwiftFile) -> [Function] {
        var functions: [Function] = []
        // For each open brace, the line of the function that it belongs to.
        var open: [Int?] = []
        var declarationLine: Int?
        for (index, line) in file.code.enumerated() {
            if isDeclaration(line) {
                declarationLine = index
            }
            for letter in line where letter == "{" || letter == "}" {
                if letter == "{" {
                    open.append(declarationLine)
                    declarationLine = nil
                    continue
                }
                // A requirement of the protocol that ends here has no body.
                declarationLine = nil
                if let start = open.popLast() ?? nil {
                    functions.append(
                        Function(firstLine: start + 1, lineCount: index - start + 1)
                    )
                }
            }
        }
        return functions
    }

    private static func isDeclaration(_ line: Substring) -> Bool {
        line.has(anyOf: ["func", "init", "subscript"])
            && line.contains(/(^|\s)(func\s|init[?]?[(<]|deinit\s|subscript[(<])/)
    }
}
