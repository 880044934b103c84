public import CLaneVectors

/// R neighbouring numbers, one of each of R runs, repeated over the lanes of a vector.
///
/// A vector of W lanes then stands for W/R units of R runs: lane l is run l mod R. So a pack that
/// is narrower than a vector still fills it, and each lane computes what it computes alone.
@usableFromInline
package protocol LaneBlock: Sendable {
    /// The vector.
    associatedtype Vector: LaneRegister

    /// R, which divides the lanes of the vector.
    static var runCount: Int { get }

    /// Reads R numbers and repeats them.
    static func load(_ numbers: UnsafePointer<Float>) -> Vector

    /// Copies R numbers; both places are aligned to R numbers.
    static func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>)

    /// Writes the same number R times; the place is aligned to R numbers.
    static func fill(_ target: UnsafeMutablePointer<Float>, with number: Float)
}

extension LaneBlock {
    /// The units that one vector holds, W/R.
    @inlinable
    @inline(__always)
    static var unitCount: Int { Vector.scalarCount / runCount }
}

/// Blocks of one run: its number in each lane.
@usableFromInline
package enum SingleBlock<Vector: LaneRegister>: LaneBlock {
    @inlinable
    @inline(__always)
    package static var runCount: Int { 1 }

    @inlinable
    @inline(__always)
    package static func copy(
        _ source: UnsafePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        target[0] = source[0]
    }

    @inlinable
    @inline(__always)
    package static func fill(_ target: UnsafeMutablePointer<Float>, with number: Float) {
        target[0] = number
    }

    @inlinable
    @inline(__always)
    package static func load(_ numbers: UnsafePointer<Float>) -> Vector {
        Vector(repeating: numbers[0])
    }
}

/// Blocks of four runs in vectors of 8 lanes: two units side by side.
@usableFromInline
package enum QuadBlock8: LaneBlock {
    @inlinable
    @inline(__always)
    package static var runCount: Int { 4 }

    @inlinable
    @inline(__always)
    package static func copy(
        _ source: UnsafePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        let numbers = UnsafeRawPointer(source).assumingMemoryBound(to: SIMD4<Float>.self)
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD4<Float>.self)[0] = numbers[0]
    }

    @inlinable
    @inline(__always)
    package static func fill(_ target: UnsafeMutablePointer<Float>, with number: Float) {
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD4<Float>.self)[0] =
            SIMD4<Float>(repeating: number)
    }

    @inlinable
    @inline(__always)
    package static func load(_ numbers: UnsafePointer<Float>) -> SIMD8<Float> {
        clanevectors_repeat4_in8(numbers)
    }
}

/// Blocks of four runs in vectors of 16 lanes: four units side by side.
@usableFromInline
package enum QuadBlock16: LaneBlock {
    @inlinable
    @inline(__always)
    package static var runCount: Int { 4 }

    @inlinable
    @inline(__always)
    package static func copy(
        _ source: UnsafePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        let numbers = UnsafeRawPointer(source).assumingMemoryBound(to: SIMD4<Float>.self)
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD4<Float>.self)[0] = numbers[0]
    }

    @inlinable
    @inline(__always)
    package static func fill(_ target: UnsafeMutablePointer<Float>, with number: Float) {
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD4<Float>.self)[0] =
            SIMD4<Float>(repeating: number)
    }

    @inlinable
    @inline(__always)
    package static func load(_ numbers: UnsafePointer<Float>) -> SIMD16<Float> {
        clanevectors_repeat4_in16(numbers)
    }
}

/// Blocks of eight runs in vectors of 16 lanes: two units side by side.
@usableFromInline
package enum OctetBlock16: LaneBlock {
    @inlinable
    @inline(__always)
    package static var runCount: Int { 8 }

    @inlinable
    @inline(__always)
    package static func copy(
        _ source: UnsafePointer<Float>,
        to target: UnsafeMutablePointer<Float>
    ) {
        let numbers = UnsafeRawPointer(source).assumingMemoryBound(to: SIMD8<Float>.self)
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD8<Float>.self)[0] = numbers[0]
    }

    @inlinable
    @inline(__always)
    package static func fill(_ target: UnsafeMutablePointer<Float>, with number: Float) {
        UnsafeMutableRawPointer(target).assumingMemoryBound(to: SIMD8<Float>.self)[0] =
            SIMD8<Float>(repeating: number)
    }

    @inlinable
    @inline(__always)
    package static func load(_ numbers: UnsafePointer<Float>) -> SIMD16<Float> {
        clanevectors_repeat8_in16(numbers)
    }
}

/// A matrix of blocks as factors: element i is the block that starts at number i·R.
@usableFromInline
package enum BlockMatrix<Block: LaneBlock>: LaneSource {
    @inlinable
    @inline(__always)
    package static func load(_ base: UnsafeRawPointer, _ index: Int) -> Block.Vector {
        Block.load(base.assumingMemoryBound(to: Float.self) + index * Block.runCount)
    }

    @inlinable
    @inline(__always)
    package static func advance(_ base: UnsafeRawPointer, by index: Int) -> UnsafeRawPointer {
        base + index * Block.runCount * MemoryLayout<Float>.stride
    }
}
