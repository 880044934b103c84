internal import Glibc

/// Why a worker's spool file cannot be used.
package struct SpoolError: Error, Hashable, CustomStringConvertible {
    /// The folder of the nameless file.
    let folder: String

    /// What could not be done with it, as a participle.
    let action: String

    /// The system's error number.
    let code: CInt

    /// What happened, in words.
    package var description: String {
        let reason = String(cString: strerror(code))
        return "\(folder): the file for what is not stored yet cannot be \(action): \(reason)"
    }
}
