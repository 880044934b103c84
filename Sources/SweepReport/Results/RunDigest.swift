internal import Digest
internal import SweepModel
internal import TrainingModel

/// The fingerprint of what a run computed.
enum RunDigest {
    /// SHA-256 over the values of the standard metrics, shape [4, epochs], and then the parameters.
    ///
    /// Each number counts with the four bytes of its bit pattern, lowest first. All NaNs count as
    /// 7FC00000, since processors choose the sign of a NaN differently. What else was recorded does
    /// not count: it changes nothing in the training.
    static func digest(of result: RunResult) -> Digest {
        var hash = SHA256()
        for metric in Metric.standard { update(&hash, with: result.curve[metric]) }
        update(&hash, with: result.parameters[...])
        return hash.digest
    }

    private static func update(_ hash: inout SHA256, with values: ArraySlice<Float>) {
        let numbers = values.map { $0.isNaN ? .nan : $0 }
        LittleEndian.withBytes(of: numbers) { hash.update($0) }
    }
}
