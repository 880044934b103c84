internal import Digest
internal import SweepModel

/// The fingerprint of what a run computed.
enum RunDigest {
    /// SHA-256 over the curve's values, shape [4, epochs], and then the parameters.
    ///
    /// Each number counts with the four bytes of its bit pattern, lowest first. All NaNs count as
    /// 7FC00000, since processors choose the sign of a NaN differently.
    static func digest(of result: RunResult) -> Digest {
        var hash = SHA256()
        update(&hash, with: result.curve.values)
        update(&hash, with: result.parameters)
        return hash.digest
    }

    private static func update(_ hash: inout SHA256, with values: [Float]) {
        let patterns = values.map { value in
            (value.isNaN ? Float.nan : value).bitPattern.littleEndian
        }
        patterns.withUnsafeBytes { hash.update($0) }
    }
}
