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
    /// samples' digest, seed and generator offset, whether epochs are shuffled; then for each
    /// axis that is not at the default which it has with the run's optimizer, and for an
    /// optimizer other than SGD, by ascending id, the id in 32 bits and the value: numbers as 64
    /// bits, switches as a byte, layers as 64 bits each after their count, words as UTF-8 after
    /// their length; then what only some sweeps have, by ascending id from 2³¹, which no axis
    /// reaches: the id in 32 bits, and the digest of the split, a byte 1 for standardizing,
    /// patience and least fall of the rule by which runs stop in 64 bits each, or a byte 1 for
    /// parameters of the best epoch. A rule stops runs whose parameters are those of the best
    /// epoch, so it has no byte for that. Where the schedule depends on the number of epochs,
    /// that follows in 64 bits.
    ///
    /// - Parameters:
    ///   - run: What is trained.
    ///   - core: The numeric core; equal cores give equal bits.
    ///   - samples: What ``samplesDigest(classNames:width:features:labels:)`` gives.
    ///   - shuffle: Whether each epoch visits the samples in a new order.
    ///   - epochs: The epochs of the training, which count only where the schedule depends on them.
    ///   - split: What ``splitDigest(training:validation:)`` gives for the run's fold, or `nil`
    ///     when all samples are trained on.
    ///   - standardize: Whether features are standardized with the training part.
    ///   - choice: Which epoch is taken, and when the run stops early.
    public init(
        of run: RunConfiguration,
        core: String,
        samples: Digest,
        shuffle: Bool,
        epochs: Int,
        split: Digest? = nil,
        standardize: Bool = false,
        choice: EpochChoice = .final
    ) {
        var writer = LittleEndianWriter()
        writer.write("MSRK1".utf8)
        writer.write(core.utf8.count)
        writer.write(core.utf8)
        writer.write(samples.bytes)
        writer.write(run.seed)
        writer.write(run.generatorOffset)
        writer.write(UInt8(shuffle ? 1 : 0))
        var standard = Setting.standard(with: run.setting.optimizer)
        // The optimizer itself counts against the default of all settings.
        standard.optimizer = Setting.standard.optimizer
        for axis in Axis.all where run.setting[axis] != standard[axis] {
            writer.write(UInt32(axis.id))
            switch run.setting[axis] {
            case .number(let number): writer.write(number)
            case .boolean(let isOn): writer.write(UInt8(isOn ? 1 : 0))
            case .layers(let units):
                writer.write(units.count)
                for count in units { writer.write(count) }
            case .word(let word):
                writer.write(word.utf8.count)
                writer.write(word.utf8)
            }
        }
        if let split {
            writer.write(SweepFact.split.rawValue)
            writer.write(split.bytes)
        }
        if standardize {
            writer.write(SweepFact.standardize.rawValue)
            writer.write(UInt8(1))
        }
        switch choice {
        case .final: break
        case .stop(let rule):
            writer.write(SweepFact.stop.rawValue)
            writer.write(rule.patience)
            writer.write(rule.minimumDelta)
        case .best:
            writer.write(SweepFact.select.rawValue)
            writer.write(UInt8(1))
        }
        if run.setting.schedule.hasHorizon {
            writer.write(SweepFact.horizon.rawValue)
            writer.write(epochs)
        }
        digest = Digest(sha256: writer.bytes)
    }

    /// What determines all runs of some sweeps: stable ids, beyond those of axes.
    private enum SweepFact: UInt32 {
        case split = 0x8000_0000
        case standardize = 0x8000_0001
        case stop = 0x8000_0002
        case select = 0x8000_0003
        case horizon = 0x8000_0004
    }

    /// The SHA-256 of which samples are trained on, and which are held out to compare settings.
    ///
    /// - Parameters:
    ///   - training: The indices of the samples that are trained on, in the order of training.
    ///   - validation: The indices of the samples that are held out; may be empty.
    /// - Returns: The digest of both lists, each after its count.
    public static func splitDigest(training: [Int], validation: [Int]) -> Digest {
        var writer = LittleEndianWriter(
            reservingCapacity: 8 * (2 + training.count + validation.count)
        )
        for indices in [training, validation] {
            writer.write(indices.count)
            for index in indices { writer.write(index) }
        }
        return Digest(sha256: writer.bytes)
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

    /// The SHA-256 of decoded samples of which some are Doubles, which are standardized later.
    ///
    /// Without any Double it is the digest of Floats. Otherwise the kind of each feature is in it,
    /// a byte each, and Floats and Doubles come in the order of the features.
    ///
    /// - Parameters:
    ///   - classNames: The classes, in the order of their indices.
    ///   - isDouble: Whether each feature is a Double.
    ///   - singles: The Floats, row-major.
    ///   - doubles: The Doubles, row-major.
    ///   - labels: The class of each sample.
    /// - Returns: The digest of names, features and labels.
    public static func samplesDigest(
        classNames: [String],
        isDouble: [Bool],
        singles: [Float],
        doubles: [Double],
        labels: [Int32]
    ) -> Digest {
        guard isDouble.contains(true) else {
            return samplesDigest(
                classNames: classNames,
                width: isDouble.count,
                features: singles,
                labels: labels
            )
        }
        var writer = LittleEndianWriter(
            reservingCapacity: 4 * (singles.count + labels.count) + 8 * doubles.count
        )
        writer.write(classNames.count)
        for name in classNames {
            writer.write(name.utf8.count)
            writer.write(name.utf8)
        }
        writer.write(isDouble.count)
        writer.write(isDouble.map { UInt8($0 ? 1 : 0) })
        var single = singles.makeIterator()
        var double = doubles.makeIterator()
        for _ in labels {
            for isDouble in isDouble {
                if isDouble {
                    double.next().map { writer.write($0) }
                } else {
                    single.next().map { writer.write($0) }
                }
            }
        }
        for label in labels { writer.write(label) }
        return Digest(sha256: writer.bytes)
    }

    /// The digest in hexadecimal digits.
    public var description: String { digest.description }
}
