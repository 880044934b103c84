internal import TrainingModel

/// What some of many trained networks come to together: their probabilities are averaged.
///
/// Members are chosen one after the other, each of them being the one that lowers the mean of
/// −ln p of the true class the most; a network may be chosen again, and then weighs more. It ends
/// when none lowers it by more than 10⁻⁹ of it, so that the ensemble is never worse than the best
/// single network on the samples by which it is chosen.
///
/// - Source: Caruana et al., "Ensemble selection from libraries of models", ICML 2004, section 2.
package struct EnsembleSelection: Equatable, Sendable {
    /// A network and how often it was chosen.
    package struct Member: Equatable, Sendable {
        /// The index of the candidate.
        package let candidate: Int

        /// How often it was chosen: its weight is this share of all choices.
        package fileprivate(set) var count = 1

        /// Chooses a network once.
        package init(candidate: Int) { self.candidate = candidate }
    }

    /// The members, in the order in which they were first chosen: the first one is the best single
    /// network.
    package let members: [Member]

    /// The mean of −ln p of the true class of the best single network.
    package let singleLoss: Double

    /// The mean of −ln p of the true class of the ensemble, at most ``singleLoss``.
    package let loss: Double

    /// How many choices were made, networks that were chosen again counting each time.
    package var choiceCount: Int { members.reduce(0) { $0 + $1.count } }

    /// Chooses an ensemble; of candidates that are equally good, the first in `order`.
    ///
    /// - Parameters:
    ///   - candidates: The probabilities of the true classes.
    ///   - order: The indices of the candidates that may be chosen; `nil` for all as they are.
    ///   - limit: The most choices.
    /// - Returns: `nil` without candidates, samples or choices.
    /// - Complexity: O(choices · candidates · samples).
    package init?(_ candidates: TrueProbabilities, order: [Int]? = nil, limit: Int) {
        let order = order ?? Array(0..<candidates.count)
        guard let first = order.first, candidates.sampleCount > 0, limit > 0 else { return nil }
        var sums = candidates.noSums
        var members: [Member] = []
        var losses: [Double] = []
        while losses.count < limit {
            var best = (candidate: first, product: ScaledProduct.zero)
            for candidate in order {
                let product = candidates.product(of: sums, with: candidate)
                if best.product < product { best = (candidate, product) }
            }
            let loss = candidates.loss(best.product, choiceCount: losses.count + 1)
            if let last = losses.last, !(loss < last - 1e-9 * last) { break }
            losses.append(loss)
            candidates.add(best.candidate, to: &sums)
            if let known = members.firstIndex(where: { $0.candidate == best.candidate }) {
                members[known].count += 1
            } else {
                members.append(Member(candidate: best.candidate))
            }
        }
        self.members = members
        singleLoss = losses[0]
        loss = losses[losses.count - 1]
    }
}

/// The probabilities that networks give to the true classes of samples: all that the loss of an
/// average of them depends on.
package struct TrueProbabilities: Sendable {
    /// Samples that are computed at once; rows are filled up with ones to whole blocks.
    private typealias Block = SIMD8<Float>

    /// A block in the precision of sums and products.
    typealias WideBlock = SIMD8<Double>

    /// Blocks that are multiplied before their exponents are taken out: eight numbers of at least
    /// 2⁻¹²⁶ leave the finite numbers in no order.
    private static let blocksPerStep = 8

    /// The samples.
    package let sampleCount: Int

    /// The candidates.
    package private(set) var count = 0

    private let blockCount: Int
    private var blocks: [Block] = []

    /// Starts without candidates.
    package init(sampleCount: Int) {
        self.sampleCount = sampleCount
        blockCount = (sampleCount + Block.scalarCount - 1) / Block.scalarCount
    }

    /// The bytes that each candidate takes.
    package static func bytesPerCandidate(sampleCount: Int) -> Int {
        (sampleCount + Block.scalarCount - 1) / Block.scalarCount * MemoryLayout<Block>.stride
    }

    /// Takes one more candidate in.
    ///
    /// - Parameter probabilities: One for each sample, as `LogitTable.trueProbabilities` has them.
    /// - Precondition: They lie between the smallest normal Float and 1.
    package mutating func append(_ probabilities: [Float]) {
        blocks += rows(probabilities)
        count += 1
    }

    /// Replaces the candidate `index` by another one.
    ///
    /// - Precondition: As ``append(_:)``.
    package mutating func replace(_ index: Int, by probabilities: [Float]) {
        blocks.replaceSubrange(
            index * blockCount..<(index + 1) * blockCount,
            with: rows(probabilities)
        )
    }

    private func rows(_ probabilities: [Float]) -> [Block] {
        precondition(
            probabilities.count == sampleCount
                && probabilities.allSatisfy { (Float.leastNormalMagnitude...1).contains($0) },
            "\(probabilities.count) numbers are no probabilities of \(sampleCount) samples"
        )
        return (0..<blockCount).map { block in
            var values = Block(repeating: 1)
            let first = block * Block.scalarCount
            for lane in 0..<min(Block.scalarCount, sampleCount - first) {
                values[lane] = probabilities[first + lane]
            }
            return values
        }
    }

    /// The sums of an ensemble without members.
    var noSums: [WideBlock] { Array(repeating: .zero, count: blockCount) }

    /// Adds the candidate `index` to the sums of an ensemble.
    func add(_ index: Int, to sums: inout [WideBlock]) {
        for block in 0..<blockCount {
            sums[block] += WideBlock(blocks[index * blockCount + block])
        }
    }

    /// The product over the samples of an ensemble's sum with the candidate `index`.
    func product(of sums: [WideBlock], with index: Int) -> ScaledProduct {
        var product = LaneProduct()
        blocks.withUnsafeBufferPointer { blocks in
            sums.withUnsafeBufferPointer { sums in
                let first = index * blockCount
                var block = 0
                while block < blockCount {
                    let end = min(block + Self.blocksPerStep, blockCount)
                    while block < end {
                        product.multiply(by: sums[block] + WideBlock(blocks[first + block]))
                        block += 1
                    }
                    product.normalize()
                }
            }
        }
        return product.total
    }

    /// The mean of −ln p of the true class, from the product of sums over `choiceCount` choices.
    func loss(_ product: ScaledProduct, choiceCount: Int) -> Double {
        // What rows are filled up with sums to the number of choices, which is then divided by.
        let fill = blockCount * Block.scalarCount - sampleCount
        let ownLogarithm = ElementaryFunctions.logarithm(Double(choiceCount))
        let logarithm = product.logarithm - Double(fill) * ownLogarithm
        return ownLogarithm - logarithm / Double(sampleCount)
    }
}

/// A product that may lie far beyond the numbers of a Double: `fraction` · 2^`exponent`.
struct ScaledProduct: Comparable {
    /// The power of two.
    let exponent: Int

    /// In 1..<2, or 0.
    let fraction: Double

    /// Less than every other one.
    static let zero = ScaledProduct(exponent: .min, fraction: 0)

    /// Whether one product is smaller than another.
    static func < (first: ScaledProduct, second: ScaledProduct) -> Bool {
        (first.exponent, first.fraction) < (second.exponent, second.fraction)
    }

    /// The natural logarithm.
    var logarithm: Double {
        ElementaryFunctions.logarithm(fraction)
            + Double(exponent) * ElementaryFunctions.logarithm(2)
    }
}

/// Eight products side by side, whose exponents are kept apart.
private struct LaneProduct {
    private static let fractionBits = SIMD8<UInt64>(repeating: 0x000F_FFFF_FFFF_FFFF)
    private static let exponentOfOne = SIMD8<UInt64>(repeating: 0x3FF0_0000_0000_0000)

    private var fractions = SIMD8<Double>(repeating: 1)
    private var exponents = SIMD8<UInt64>(repeating: 0)

    @inline(__always)
    mutating func multiply(by factors: SIMD8<Double>) { fractions *= factors }

    /// Takes the exponents out, so that the fractions lie in 1..<2.
    ///
    /// Vectors of Doubles and of integers of 64 bits have the same size and no padding.
    @inline(__always)
    mutating func normalize() {
        let bits = unsafeBitCast(fractions, to: SIMD8<UInt64>.self)
        // Biased by 1023 each time, as numbers below 1 have negative exponents.
        exponents &+= (bits &>> 52) &- 1023
        fractions = unsafeBitCast(
            (bits & Self.fractionBits) | Self.exponentOfOne,
            to: SIMD8<Double>.self
        )
    }

    /// The product of all lanes.
    var total: ScaledProduct {
        var exponent = 0
        var fraction = 1.0
        for lane in 0..<SIMD8<Double>.scalarCount {
            exponent += Int(Int64(bitPattern: exponents[lane]))
            fraction *= fractions[lane]
        }
        exponent += Int(fraction.exponent)
        return ScaledProduct(exponent: exponent, fraction: fraction.significand)
    }
}
