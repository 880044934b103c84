internal import CSodium

/// A SHA-256 over exact bits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// The length of every digest.
    public static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Wraps a computed digest, or returns `nil` unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits, or returns `nil` for any other text.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 64 lower-case hexadecimal digits.
    public var description: String { Hexadecimal.text(of: bytes) }
}

/// A SHA-256 that grows piece by piece: pieces count as if they stood in one row.
///
/// - Source: FIPS 180-4; libsodium, `crypto_hash_sha256.h`.
public struct SHA256: Sendable {
    /// Gets libsodium ready, once per process; that may come after libzmq's own call.
    private static let readyOnce: Void = {
        // 0 is the first call's answer, 1 that of all others.
        precondition(sodium_init() >= 0, "libsodium cannot start: sodium_init() failed")
    }()

    private var state = crypto_hash_sha256_state()

    /// Starts with no bytes.
    public init() {
        Self.readyOnce
        let code = crypto_hash_sha256_init(&state)
        precondition(code == 0, "crypto_hash_sha256_init() returned \(code)")
    }

    /// The digest of all bytes so far; more may follow.
    public var digest: Digest {
        var state = state
        let bytes = [UInt8](unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
            guard let start = buffer.baseAddress else { preconditionFailure("no room") }
            let code = crypto_hash_sha256_final(&state, start)
            precondition(code == 0, "crypto_hash_sha256_final() returned \(code)")
            count = Digest.byteCount
        }
        guard let digest = Digest(bytes: bytes) else {
            preconditionFailure("a digest has \(Digest.byteCount) bytes, not \(bytes.count)")
        }
        return digest
    }

    /// Adds `bytes`; they are copied first unless they lie in one piece of memory.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { add($0) }
        if isContiguous == nil { Array(bytes).withUnsafeBufferPointer { add($0) } }
    }

    private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        // An empty buffer may have no address; libsodium reads nothing then.
        let code = crypto_hash_sha256_update(&state, bytes.baseAddress, UInt64(bytes.count))
        precondition(code == 0, "crypto_hash_sha256_update() returned \(code)")
    }
}

extension Digest {
    /// The SHA-256 of `bytes`.
    public init(sha256 bytes: some Sequence<UInt8>) {
        var hash = SHA256()
        hash.update(bytes)
        self = hash.digest
    }

    /// The SHA-256 of the UTF-8 bytes of `text`.
    public init(sha256 text: String) { self.init(sha256: text.utf8) }
}
