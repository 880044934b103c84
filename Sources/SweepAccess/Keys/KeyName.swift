/// The names that keys may have: they become names of files and stand in logs.
enum KeyName {
    /// The longest name.
    private static let lengthLimit = 64

    /// Refuses a name that is not allowed.
    ///
    /// - Throws: ``AccessError`` with the name and what is allowed.
    static func check(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let startsWell = name.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        guard isPlain, startsWell == true, name.utf8.count <= lengthLimit else {
            throw AccessError(
                .name,
                "“\(name)” is no name for a key: allowed are up to \(lengthLimit) letters, digits, "
                    + "“.”, “-” and “_”, the first a letter, a digit or “_”"
            )
        }
    }
}
