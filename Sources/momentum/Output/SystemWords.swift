internal import Foundation
internal import HostSystem

/// The system's words for what Foundation could not do, whose own words say less.
enum SystemWords {
    /// The file and the reason in one line.
    static func describe(_ error: CocoaError) -> String {
        let path = error.userInfo[NSFilePathErrorKey] as? String
        let file = path ?? error.url?.path
        let reason = errorNumber(of: error).map { HostError.words(for: $0) }
        let words = reason ?? "cannot be used (Foundation's error \(error.code.rawValue))"
        return "\(file ?? "a file"): \(words)"
    }

    private static func errorNumber(of error: CocoaError) -> CInt? {
        if let underlying = error.underlying as? POSIXError { return underlying.code.rawValue }
        return switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
        case .fileReadNoPermission, .fileWriteNoPermission: EACCES
        case .fileWriteFileExists: EEXIST
        case .fileWriteOutOfSpace: ENOSPC
        case .fileWriteVolumeReadOnly: EROFS
        case .fileReadInvalidFileName, .fileWriteInvalidFileName: ENAMETOOLONG
        default: nil
        }
    }
}
