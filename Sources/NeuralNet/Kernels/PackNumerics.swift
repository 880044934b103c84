/// The rules that fix the bits of a training, whatever the lanes stand for.
///
/// Each sum runs in the order of its index: over inputs from the bias on, over outputs and samples
/// from 0 on, each term a fused multiply-add. Losses are added in Float in runs of ``sumLength``
/// samples and those sums in Double.
@usableFromInline
package enum PackNumerics {
    /// The number of losses that are added in Float before the sum goes to Double.
    @inlinable package static var sumLength: Int { 64 }

    /// The number of such sums for `samples` losses.
    @inlinable
    package static func sumCount(samples: Int) -> Int {
        (samples + sumLength - 1) / sumLength
    }
}
