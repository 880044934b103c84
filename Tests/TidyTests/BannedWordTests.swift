import Testing

/// Words that stand for habits this project does not have.
@Suite struct BannedWordTests {
    @Test(arguments: ["try!", "nonisolated(unsafe)", "import XCTest", "@testable"])
    func `a banned word stands nowhere`(word: String) throws {
        let faults = try locations { _, line in line.has(word) }
        #expect(faults == [])
    }

    /// `StandardOutput` and `StandardError` survive a full disk and a reader that has gone; what
    /// Swift and Foundation offer traps, or loses the failure.
    @Test func `words leave by the streams that survive a failure`() throws {
        let faults = try locations { file, line in
            guard !file.path.hasPrefix("Tests/Fuzzing/") else { return false }
            let streams = [
                "FileHandle.standardError", "FileHandle.standardOutput", "fputs(", "fwrite(",
            ]
            return file.isSource && line.has(anyOf: streams)
                || line.has(anyOf: ["print(", "debugPrint("])
                    && line.contains(/\b(print|debugPrint)\(/)
        }
        #expect(faults == [])
    }

    /// Foundation's `write(_:)` ends the process when the disk is full.
    @Test func `no file handle is written by the call that traps`() throws {
        let faults = try locations { file, line in
            file.isSource && line.has("write(Data(") && !line.has("try ")
        }
        #expect(faults == [])
    }

    @Test func `randomness comes from a generator that is named`() throws {
        let faults = try locations { _, line in
            line.has(anyOf: [".random(", ".shuffle(", ".shuffled(", ".randomElement("])
                && !line.has("using:")
        }
        #expect(faults == [])
    }

    @Test func `pure targets read no clock, randomness, file or environment`() throws {
        let words = [
            "ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime", "Date(",
            "SystemRandomNumberGenerator", "ProcessInfo", "FileManager", "FileHandle", "fopen(",
            "getenv(",
        ]
        let faults = try locations { file, line in
            file.isSource && ImportTable.pureTargets.contains(String(file.target))
                && line.has(anyOf: words)
        }
        #expect(faults == [])
    }

    /// Other processes do not report what they did, so a loop may poll.
    @Test func `tests sleep only between two looks at a fact`() throws {
        let faults = try Project.swiftFiles().filter { !$0.isSource }.flatMap { file in
            file.code.indices.filter { index in
                let isInLoop = file.code[..<index].suffix(3).contains { $0.has("while ") }
                return file.code[index].has("sleep(") && !isInLoop
            }.map(file.location)
        }
        #expect(faults == [])
    }

    @Test func `a test is named by a sentence`() throws {
        let faults = try Project.swiftFiles().flatMap { file in
            file.lineLocations { $0.has("@Test") && $0.contains(/@Test(\(.*\))? func [^`]/) }
        }
        #expect(faults == [])
    }

    @Test func `nothing is left to be done`() throws {
        let markers = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        let faults = try Project.swiftFiles().flatMap { file in
            file.lineLocations { $0.has(anyOf: markers) }
        }
        #expect(faults == [])
    }

    @Test(arguments: ["@unchecked Sendable", ".unsafeFlags("])
    func `what the compiler cannot check has its reason on the next line`(word: String) throws {
        let faults = try Project.swiftFiles().flatMap { file in
            file.code.indices.filter { index in
                let next = file.lines.dropFirst(index + 1).first?.drop { $0 == " " }
                return file.code[index].has(word) && next?.hasPrefix("//") != true
            }.map(file.location)
        }
        #expect(faults == [])
    }

    private func locations(_ isFault: (SwiftFile, Substring) -> Bool) throws -> [String] {
        try Project.swiftFiles().flatMap { file in file.codeLocations { isFault(file, $0) } }
    }
}
