internal import Crypto
public import SweepModel

extension SweepModel.Digest {
    /// The SHA-256 of `bytes`.
    public init(sha256 bytes: some Sequence<UInt8>) {
        var hash = SHA256()
        let isContiguous: Void? = bytes.withContiguousStorageIfAvailable {
            hash.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if isContiguous == nil { hash.update(data: Array(bytes)) }
        guard let digest = SweepModel.Digest(bytes: Array(hash.finalize())) else {
            preconditionFailure("SHA-256 has \(SweepModel.Digest.byteCount) bytes")
        }
        self = digest
    }

    /// The SHA-256 of the UTF-8 bytes of `text`.
    public init(sha256 text: String) { self.init(sha256: Array(text.utf8)) }
}
