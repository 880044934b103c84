import NeuralNet
import Testing
import TrainingModel

/// The masks of dropout in vectors are those of the scalar generator.
@Suite struct DropoutLaneTests {
    private static let masks = (0..<16).map { index in
        DropoutMask(seed: UInt64(index), epoch: index % 3, batch: index, layer: index % 2)
    }

    @Test func `lanes that are runs have their runs' numbers`() {
        let words = Self.masks.map { ($0.firstKey, $0.secondKey) }
        let first = SIMD16<Float>(words.map { Float(bitPattern: $0.0) })
        let second = SIMD16<Float>(words.map { Float(bitPattern: $0.1) })
        for index in [0, 1, 2, 77, 1 << 20, 4_294_967_295] {
            let expected = Self.masks.map { $0.number(at: index) }
            let words = first.bits(minus: counter(index))
            let wide = words.dropoutNumber(second)
            #expect((0..<16).map { wide[$0] } == expected)
            let row = LanePair(repeating: words.lowHalf)
                .dropoutNumber(LanePair(repeating: second.lowHalf))
            row.forEach { _, vector in
                #expect((0..<8).map { vector[$0] } == Array(expected[0..<8]))
            }
            let narrow = words.lowHalf.lowHalf.dropoutNumber(second.lowHalf.lowHalf)
            #expect((0..<4).map { narrow[$0] } == Array(expected[0..<4]))
        }
    }

    @Test func `lanes that are units have their units' numbers`() {
        for mask in Self.masks {
            let first = SIMD8<Float>(
                (0..<8).map { Float(bitPattern: mask.firstKey &- UInt32($0)) }
            )
            let second = SIMD8<Float>(repeating: Float(bitPattern: mask.secondKey))
            let numbers = first.bits(minus: counter(24)).dropoutNumber(second)
            #expect((0..<8).map { numbers[$0] } == (24..<32).map(mask.number))
        }
    }

    /// The same index in all lanes, as bits.
    private func counter<Vector: LaneVector>(_ index: Int) -> Vector {
        Vector(repeating: Float(bitPattern: UInt32(index)))
    }
}
