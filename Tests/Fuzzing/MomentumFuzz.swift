internal import Foundation

/// Feeds one reader with inputs that libFuzzer makes: `momentum-fuzz TARGET [libFuzzer's
/// arguments]`.
@main
enum MomentumFuzz {
    /// The driver of libFuzzer, which calls `input` again and again.
    ///
    /// - Source: FuzzerInterface.h of LLVM's compiler-rt.
    @_silgen_name("LLVMFuzzerRunDriver")
    private static func runDriver(
        _ count: UnsafeMutablePointer<CInt>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
        _ input: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    ) -> CInt

    static func main() {
        guard let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init) else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
            print("usage: momentum-fuzz \(names) [arguments of libFuzzer]")
            exit(2)
        }
        // The target's name is not an argument of libFuzzer.
        var arguments = CommandLine.unsafeArgv + 1
        var count = CommandLine.argc - 1
        exit(run(target, &count, &arguments))
    }

    /// A C function captures nothing, so each target has one of its own.
    private static func run(
        _ target: FuzzTarget,
        _ count: inout CInt,
        _ arguments: inout UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) -> CInt {
        switch target {
        case .envelope: runDriver(&count, &arguments) { MomentumFuzz.feed(.envelope, $0, $1) }
        case .csv: runDriver(&count, &arguments) { MomentumFuzz.feed(.csv, $0, $1) }
        case .samples: runDriver(&count, &arguments) { MomentumFuzz.feed(.samples, $0, $1) }
        case .yaml: runDriver(&count, &arguments) { MomentumFuzz.feed(.yaml, $0, $1) }
        case .access: runDriver(&count, &arguments) { MomentumFuzz.feed(.access, $0, $1) }
        case .core: runDriver(&count, &arguments) { MomentumFuzz.feed(.core, $0, $1) }
        }
    }

    private static func feed(
        _ target: FuzzTarget,
        _ start: UnsafePointer<UInt8>?,
        _ count: Int
    ) -> CInt {
        target.feed([UInt8](UnsafeBufferPointer(start: start, count: count)))
        return 0
    }
}
