/// A row with one more vector that holds 1: to a gradient, a bias is the weight of such an input.
@usableFromInline
package struct RowWithBias<Row: LaneRow>: LaneRow {
    @usableFromInline var row: Row
    @usableFromInline var one: Row.Vector

    @inlinable
    @inline(__always)
    package static var count: Int { Row.count + 1 }

    @inlinable
    @inline(__always)
    package static var biasIndex: Int? { Row.count }

    @inlinable
    @inline(__always)
    package init(repeating vector: Row.Vector) {
        row = Row(repeating: vector)
        one = vector
    }

    @inlinable
    @inline(__always)
    package init(vectors start: (Int) -> Row.Vector) {
        row = Row(vectors: start)
        one = start(Row.count)
    }

    @inlinable
    @inline(__always)
    package init<Source: LaneSource>(
        _ source: Source.Type,
        _ base: UnsafeRawPointer,
        at index: Int,
        stride: Int
    ) where Source.Vector == Row.Vector {
        row = Row(source, base, at: index, stride: stride)
        one = Row.Vector(repeating: 1)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: Row.Vector, times other: Self) {
        row.add(factor, times: other.row)
        // The same bits as a fused multiply-add by 1.
        one = one + factor
    }

    @inlinable
    @inline(__always)
    package func store(to target: UnsafeMutablePointer<Row.Vector>, stride: Int) {
        row.store(to: target, stride: stride)
        target[Row.count * stride] = one
    }

    @inlinable
    @inline(__always)
    package func sum(from start: Row.Vector) -> Row.Vector { row.sum(from: start) + one }

    @inlinable
    @inline(__always)
    package func forEach(_ body: (Int, Row.Vector) -> Void) {
        row.forEach(body)
        body(Row.count, one)
    }

    @inlinable
    @inline(__always)
    package func hand<Consumer: LaneVectorConsumer>(to consumer: Consumer)
    where Consumer.Vector == Row.Vector {
        row.hand(to: consumer)
        consumer.takeBias(one)
    }
}
