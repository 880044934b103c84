package import Foundation
internal import TrainingModel

/// Arrays in NumPy's format: a magic text, version 1.0, a header that tells type and shape, and the
/// elements, row-major and little-endian.
///
/// The header is a Python dictionary, filled up with spaces so that the elements begin at a
/// multiple of 64 bytes.
///
/// - Source: NumPy, `numpy.lib.format`, "Format Version 1.0".
package enum NumPyFile {
    /// As many elements as are converted at once.
    private static let pieceCount = 1 << 16

    /// Writes single-precision numbers as Float32.
    ///
    /// - Parameters:
    ///   - numbers: The elements, row-major.
    ///   - shape: The extents, whose product is the number of elements.
    ///   - destination: The file.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func write(_ numbers: [Float], shape: [Int], to destination: URL) throws {
        precondition(
            shape.reduce(1, *) == numbers.count,
            "\(numbers.count) numbers have not the shape \(shape)"
        )
        try write(numbers, type: "<f4", shape: shape, to: destination) { bytes, numbers in
            LittleEndian.withBytes(of: numbers) { bytes.append(contentsOf: $0) }
        }
    }

    /// Writes double-precision numbers as Float64.
    ///
    /// - Parameters:
    ///   - numbers: The elements, row-major.
    ///   - shape: The extents, whose product is the number of elements.
    ///   - destination: The file.
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func write(_ numbers: [Double], shape: [Int], to destination: URL) throws {
        precondition(
            shape.reduce(1, *) == numbers.count,
            "\(numbers.count) numbers have not the shape \(shape)"
        )
        try write(numbers, type: "<f8", shape: shape, to: destination) { bytes, numbers in
            for number in numbers {
                bytes.append(contentsOf: LittleEndian.bytes(of: number.bitPattern))
            }
        }
    }

    /// Writes a list of labels as Int64, the type of PyTorch's class indices.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package static func write(_ labels: [Int32], to destination: URL) throws {
        try write(labels, type: "<i8", shape: [labels.count], to: destination) { bytes, labels in
            for label in labels { bytes.append(contentsOf: LittleEndian.bytes(of: Int64(label))) }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        type: String,
        shape: [Int],
        to destination: URL,
        append: (inout [UInt8], [Element]) -> Void
    ) throws {
        let file = try BufferedFile(destination, isSynced: false)
        try file.append { $0.append(contentsOf: header(type: type, shape: shape)) }
        for start in stride(from: 0, to: elements.count, by: pieceCount) {
            let piece = Array(elements[start..<min(start + pieceCount, elements.count)])
            try file.append { append(&$0, piece) }
        }
        try file.close()
    }

    /// Everything before the elements.
    private static func header(type: String, shape: [Int]) -> [UInt8] {
        // A tuple of one element needs its comma.
        let extents = shape.map { "\($0)," }.joined(separator: " ")
        var text = Array(
            "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extents)), }".utf8
        )
        let prefix = [0x93] + Array("NUMPY".utf8) + [1, 0]
        let unpadded = prefix.count + 2 + text.count + 1
        text += Array(repeating: UInt8(ascii: " "), count: (64 - unpadded % 64) % 64)
        text.append(UInt8(ascii: "\n"))
        return prefix + LittleEndian.bytes(of: UInt16(text.count)) + text
    }
}
