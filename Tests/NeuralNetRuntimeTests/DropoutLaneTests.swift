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
            let row = LanePair(repeating: first.lowHalf)
                .dropoutNumber(at: UInt32(index), LanePair(repeating: second.lowHalf))
            row.forEach { _, vector in
                let areEqual = (0..<8).allSatisfy { vector[$0] == expected[$0] }
                #expect(areEqual)
            }
            let wide = first.dropoutNumber(at: UInt32(index), second)
            #expect((0..<16).map { wide[$0] } == expected)
            let narrow = first.lowHalf.lowHalf.dropoutNumber(
                at: UInt32(index),
                second.lowHalf.lowHalf
            )
            #expect((0..<4).map { narrow[$0] } == Array(expected[0..<4]))
        }
    }

    @Test func `lanes that are units have their units' numbers`() {
        for mask in Self.masks {
            let first = SIMD8<Float>(
                (0..<8).map { Float(bitPattern: mask.firstKey &- UInt32($0)) }
            )
            let second = SIMD8<Float>(repeating: Float(bitPattern: mask.secondKey))
            let numbers = first.dropoutNumber(at: 24, second)
            #expect((0..<8).map { numbers[$0] } == (24..<32).map(mask.number))
        }
    }
}
