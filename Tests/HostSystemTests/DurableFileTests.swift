import Foundation
import HostSystem
import Testing

/// Files appear as a whole or not at all, and in no other place than their own.
struct DurableFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [DurableFile.Presence.replace, .refuse], [true, false])
    func `a new file has its bytes and nothing lies beside it`(
        presence: DurableFile.Presence,
        isSynced: Bool
    ) throws {
        let path = folder.path("file")
        try DurableFile.write("words".utf8, to: path, ifPresent: presence, isSynced: isSynced)
        #expect(try folder.text("file") == "words")
        #expect(try folder.names() == ["file"])
    }

    @Test func `large and small pieces come in order, and the name comes last`() throws {
        let file = try DurableFile(at: folder.path("file"))
        var expected: [UInt8] = []
        for size in [1, 0, 300_000, 3, 262_144, 1_000_000] {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ size) }
            expected += piece
            try file.write(piece)
            #expect(try !folder.names().contains("file"))
        }
        try file.commit()
        #expect(try folder.bytes("file") == expected)
        #expect(try folder.names() == ["file"])
    }

    @Test func `a file in its place is replaced or kept`() throws {
        let path = folder.path("file")
        try DurableFile.write("old".utf8, to: path)
        let error = #expect(throws: HostError.self) {
            try DurableFile.write("new".utf8, to: path, ifPresent: .refuse)
        }
        #expect(error?.errorNumber == EEXIST)
        #expect(try folder.text("file") == "old")
        try DurableFile.write("new".utf8, to: path)
        #expect(try folder.text("file") == "new")
        #expect(try folder.names() == ["file"])
    }

    /// A link could lead to any file of the user who runs this program.
    @Test(arguments: ["victim", "nothing"])
    func `a link in its place is replaced, and what it leads to is left alone`(
        target: String
    ) throws {
        try DurableFile.write("precious".utf8, to: folder.path("victim"))
        try #require(symlink(folder.path(target), folder.path("file")) == 0)
        #expect(throws: HostError.self) {
            try DurableFile.write("new".utf8, to: folder.path("file"), ifPresent: .refuse)
        }
        try DurableFile.write("new".utf8, to: folder.path("file"))
        var status = stat()
        try #require(lstat(folder.path("file"), &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFREG)
        #expect(try folder.text("file") == "new")
        #expect(try folder.text("victim") == "precious")
        #expect(try folder.names() == ["file", "victim"])
    }

    /// The name of the temporary cannot be known before; this swaps it while it is written.
    @Test func `a link at the temporary's name is not written through`() throws {
        try DurableFile.write("precious".utf8, to: folder.path("victim"))
        let file = try DurableFile(at: folder.path("file"))
        let temporary = try #require(try folder.names().first { $0.hasSuffix(".part") })
        try #require(unlink(folder.path(temporary)) == 0)
        try #require(symlink(folder.path("victim"), folder.path(temporary)) == 0)
        try file.write("new".utf8)
        try file.commit()
        #expect(try folder.text("victim") == "precious")
        #expect(try !folder.names().contains(temporary))
    }

    @Test func `two temporaries of one file have names of their own`() throws {
        let files = try (0..<2).map { _ in try DurableFile(at: folder.path("file")) }
        #expect(try folder.names().count == 2)
        try files[0].write("first".utf8)
        try files[1].write("second".utf8)
        for file in files { try file.commit() }
        #expect(try folder.text("file") == "second")
        #expect(try folder.names() == ["file"])
    }

    @Test func `a file that is given up leaves nothing`() throws {
        do {
            let file = try DurableFile(at: folder.path("dropped"))
            try file.write("words".utf8)
        }
        let file = try DurableFile(at: folder.path("discarded"))
        try file.write("words".utf8)
        file.discard()
        file.discard()
        #expect(try folder.names() == [])
    }

    /// The umask belongs to the whole process, so it is changed in one of its own.
    @Test(
        arguments: [(0o600, 0, 0o600), (0o666, 0, 0o666), (0o666, 0o027, 0o640)]
            as [(UInt32, UInt32, UInt32)]
    )
    func `the mode is what was asked for without the umask`(
        permissions: UInt32,
        mask: UInt32,
        mode: UInt32
    ) async throws {
        let path = folder.path("file")
        await #expect(processExitsWith: .success) {
            [
                path = path as String, permissions = permissions as UInt32, mask = mask as UInt32
            ] in
            umask(mask)
            try DurableFile.write("words".utf8, to: path, permissions: permissions)
        }
        var status = stat()
        try #require(stat(path, &status) == 0)
        #expect(status.st_mode & 0o7777 == mode)
    }

    @Test(arguments: ["missing/file", "victim/file", "", ".", "folder/", "folder/.."])
    func `a place for no file is refused by name`(name: String) throws {
        try DurableFile.write("precious".utf8, to: folder.path("victim"))
        let error = #expect(throws: HostError.self) {
            try DurableFile.write("words".utf8, to: folder.path(name))
        }
        #expect(error?.description.hasPrefix("\(folder.path(name)): cannot be written: ") == true)
        #expect(try folder.names() == ["victim"])
    }

    @Test func `a folder in its place is refused, and nothing is left`() throws {
        try #require(mkdir(folder.path("file"), 0o700) == 0)
        let error = #expect(throws: HostError.self) {
            try DurableFile.write("words".utf8, to: folder.path("file"))
        }
        #expect(error?.call == "renameat")
        #expect(try folder.names() == ["file"])
    }

    /// A limit of the process stands in for a full disk; `SIGXFSZ` would end the process.
    @Test func `a disk that takes no more leaves the former file and nothing else`() async throws {
        let path = folder.path("file")
        try DurableFile.write("old".utf8, to: path)
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 500_000, rlim_max: 500_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            do {
                let bytes = [UInt8](repeating: 1, count: 1_000_000)
                try DurableFile.write(bytes, to: path)
                exit(1)
            } catch let error as HostError {
                exit(error.errorNumber == EFBIG && error.description.hasPrefix(path) ? 0 : 2)
            }
        }
        #expect(try folder.text("file") == "old")
        #expect(try folder.names() == ["file"])
    }

    /// Root may write everywhere, so another user tries.
    @Test func `a folder that may not be written is named`() async throws {
        try #require(geteuid() == 0, "only root can become somebody else")
        let path = folder.path("file")
        try #require(chmod(folder.path(""), 0o755) == 0)
        await #expect(processExitsWith: .success) { [path = path as String] in
            setgid(65_534)
            setuid(65_534)
            do {
                try DurableFile.write("words".utf8, to: path)
                exit(1)
            } catch let error as HostError {
                exit(error.errorNumber == EACCES && error.description.hasPrefix(path) ? 0 : 2)
            }
        }
        #expect(try folder.names() == [])
    }

    @Test func `a long name leaves room for that of the temporary`() throws {
        let name = String(repeating: "é", count: 127)
        try DurableFile.write("words".utf8, to: folder.path(name))
        #expect(try folder.names() == [name])
    }

    @Test func `a plain descriptor follows no link`() throws {
        try DurableFile.write("precious".utf8, to: folder.path("victim"))
        try #require(symlink(folder.path("victim"), folder.path("link")) == 0)
        #expect(throws: HostError.self) { try Descriptor(creating: folder.path("link")) }
        #expect(throws: HostError.self) { try Descriptor(appendingTo: folder.path("link")) }
        #expect(try folder.text("victim") == "precious")
    }
}

/// A folder of its own that is removed with its owner.
private final class ScratchFolder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "host-\(UUID().uuidString)",
            directoryHint: .isDirectory
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: url)
        } catch {
            Issue.record("\(url.path) stays behind: \(error)")
        }
    }

    /// The path of what is called `name` here.
    func path(_ name: String) -> String { url.path + "/" + name }

    /// What lies here, in order.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    /// The contents of a file.
    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The contents of a file of text.
    func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }
}
