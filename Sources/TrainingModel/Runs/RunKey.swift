public import Digest

/// The identity of a run: equal keys have equal epoch records, bit for bit.
///
/// It is the SHA-256 of all that can change a bit of them, and of nothing else: not of the number
/// of epochs, nor of what is recorded. What a run leaves at its default is not in it, so that a new
/// axis changes no key. Keys are computed where they are needed, never held for all runs.
public struct RunKey: Hashable, Sendable, CustomStringConvertible {
    /// The SHA-256.
    public let digest: Digest

    /// Computes the key of a run.
    ///
    /// All numbers are little-endian: the mark, the length and the UTF-8 of the core's name, the
    /// samples' digest, seed and generator offset, whether epochs are shuffled; then for each axis
    /// that is not at its default, by ascending id, the id in 32 bits and the value: numbers as 64
    /// bits, switches as a byte, layers as 64 bits each after their count.
    ///
    /// - Parameters:
    ///   - run: What is trained.
    ///   - core: The numeric core; equal cores give equal bits.
    ///   - samples: What ``samplesDigest(classNames:width:features:labels:)`` gives.
    ///   - shuffle: Whether each epoch visits the samples in a new order.
    public init(of run: RunConfiguration, core: String, samples: Digest, shuffle: Bool) {
        var writer = LittleEndianWriter()
        writer.write("MSRK1".utf8)
        writer.write(core.utf8.count)
        writer.write(core.utf8)
        writer.write(samples.bytes)
        writer.write(run.seed)
        writer.write(run.generatorOffset)
        writer.write(UInt8(shuffle ? 1 : 0))
        for axis in Axis.all where run.setting[axis] != axis.defaultValue {
            writer.write(UInt32(axis.id))
            switch run.setting[axis] {
            case .number(let number): writer.write(number)
            case .boolean(let isOn): writer.write(UInt8(isOn ? 1 : 0))
            case .layers(let units):
                writer.write(units.count)
                for count in units { writer.write(count) }
            }
        }
        digest = Digest(sha256: writer.bytes)
    }

    /// The SHA-256 of decoded samples; never of an encoding, so that a new encoding changes no key.
    ///
    /// - Parameters:
    ///   - classNames: The classes, in the order of their indices.
    ///   - width: The features of one sample.
    ///   - features: Row-major, shape [samples, width].
    ///   - labels: The class of each sample.
    /// - Returns: The digest of names, features and labels.
    public static func samplesDigest(
        classNames: [String],
        width: Int,
        features: [Float],
        labels: [Int32]
    ) -> Digest {
        var writer = LittleEndianWriter(reservingCapacity: 4 * (features.count + labels.count))
        writer.write(classNames.count)
        for name in classNames {
            writer.write(name.utf8.count)
            writer.write(name.utf8)
        }
        writer.write(width)
        writer.write(features)
        for label in labels { writer.write(label) }
        return Digest(sha256: writer.bytes)
    }

    /// The digest in hexadecimal digits.
    public var description: String { digest.description }
}
