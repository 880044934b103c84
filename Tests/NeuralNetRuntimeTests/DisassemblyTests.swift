import Foundation
import SweepTesting
import Testing

/// Code for wide registers stands only in functions that are tagged for them.
///
/// One function compiled for AVX-512 under a name that others share would stop the program on an
/// older processor, and no test on a newer one would notice.
@Suite struct DisassemblyTests {
    @Test(.requires(.objdump))
    func `wide registers appear only in functions for their instruction set`() throws {
        let program = try #require(Bundle.main.executableURL)
        let listing = try disassemble(program)
        var function = ""
        var tagged = [0, 0]
        var offenders: Set<String> = []
        for line in listing.split(separator: "\n") {
            if line.hasSuffix(">:") {
                function = String(line)
                continue
            }
            // Other languages' libraries may bring code with a dispatch of their own.
            guard function.contains("<$s"), let width = Width(line) else { continue }
            let isAllowed = width.modules.contains(where: function.contains)
            if isAllowed { tagged[width.rawValue] += 1 } else { offenders.insert(function) }
        }
        #expect(offenders.sorted() == [])
        #if arch(x86_64)
        // Else the search itself has gone wrong.
        #expect(min(tagged[0], tagged[1]) > 100)
        #endif
    }

    /// The registers that only some processors have.
    private enum Width: Int {
        case bits256
        case bits512

        init?(_ line: Substring) {
            if line.contains("%zmm") || line.contains("%k") {
                self = .bits512
            } else if line.contains("%ymm") {
                self = .bits256
            } else {
                return nil
            }
        }

        /// The modules whose functions may use them.
        var modules: [String] {
            self == .bits512 ? ["NeuralNetX86V4", "5X86V4"] : ["NeuralNetX86V", "5X86V"]
        }
    }

    private func disassemble(_ program: URL) throws -> Substring {
        let arguments = ["-d", "--no-show-raw-insn", "-j", ".text", program.path]
        return String(decoding: try ExternalTool.objdump.perform(arguments), as: UTF8.self)[...]
    }
}
