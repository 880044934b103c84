/// A row that is itself computed with like one long vector, as the softmax of some samples is.
@usableFromInline
package protocol LaneVectorRow: LaneRow, LaneVector {}
