internal import CProcessor
internal import Glibc

/// Which cores a thread may run on, so that two programs do not get in each other's way.
enum Core {
    /// The length of a mask of cores: as many as the C library's own.
    private static let maskBytes = 128

    /// The cores that the calling thread may run on, in ascending order.
    ///
    /// - Throws: ``BenchmarkError`` if the system does not say.
    static func allowed() throws -> [Int] {
        var mask = [UInt8](repeating: 0, count: maskBytes)
        guard cprocessor_get_cores(&mask, maskBytes) == 0 else {
            throw BenchmarkError("the cores are unknown: \(String(cString: strerror(errno)))")
        }
        return (0..<maskBytes * 8).filter { mask[$0 / 8] & (1 << ($0 % 8)) != 0 }
    }

    /// Lets the calling thread, and what it starts from now on, run on `cores` only.
    ///
    /// - Throws: ``BenchmarkError`` if the system refuses.
    static func use(_ cores: [Int]) throws {
        var mask = [UInt8](repeating: 0, count: maskBytes)
        for core in cores { mask[core / 8] |= 1 << (core % 8) }
        guard cprocessor_set_cores(mask, maskBytes) == 0 else {
            throw BenchmarkError(
                "cores \(cores) cannot be used: \(String(cString: strerror(errno)))"
            )
        }
    }
}
