import Foundation
import SweepAccess
import SweepTesting
import Testing
import ZeroMQ

/// Secrets are in files that only their owner can read, and are not read from any other.
struct SecretFileTests {
    private let folder: Scratch

    init() throws { folder = try Scratch() }

    /// The umask belongs to the whole process, so it is changed in one of its own.
    @Test func `under umask 0 files have mode 0600 and the folder 0700`() async throws {
        let path = folder.url.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            umask(0)
            let keys = KeyFolder(in: URL(fileURLWithPath: path))
            _ = try keys.serverKeys()
            let access = URL(fileURLWithPath: path).appending(path: "access.json")
            _ = try keys.publishAccess(
                at: access,
                endpoints: ["tcp://127.0.0.1:5590"],
                listen: "tcp://127.0.0.1:5590"
            )
        }
        #expect(try folder.mode(of: "keys") == 0o700)
        for file in ["access.json", "keys/server.json", "keys/authorized.json"] {
            #expect(try folder.mode(of: file) == 0o600, "\(file)")
        }
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o601, 0o660])
    func `a file that others may use is refused`(mode: Int) throws {
        let file = try folder.write("{}", to: "access.json", mode: mode)
        let error = #expect(throws: AccessError.self) { try AccessFile(reading: file) }
        #expect(error?.code == .unsafeFile)
        #expect(error?.description.contains("chmod 600") == true)
    }

    @Test func `a symbolic link is refused`() throws {
        let file = try folder.write("{}", to: "real.json")
        let link = folder.url.appending(path: "link.json")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        let error = #expect(throws: AccessError.self) { try AccessFile(reading: link) }
        #expect(error?.code == .unsafeFile)
    }

    /// A named pipe has no end: reading it would wait for a writer.
    @Test func `what is no file is refused`() throws {
        let pipe = folder.url.appending(path: "pipe")
        try #require(mkfifo(pipe.path, 0o600) == 0)
        for place in [pipe, folder.url] {
            let error = #expect(throws: AccessError.self) { try AccessFile(reading: place) }
            #expect(error?.code == .unsafeFile, "\(place.path)")
        }
    }

    @Test func `another owner's file is refused`() throws {
        let file = try folder.write("{}", to: "access.json")
        try #require(geteuid() == 0, "only root can give a file away")
        try #require(chown(file.path, 65_534, 65_534) == 0)
        let error = #expect(throws: AccessError.self) { try AccessFile(reading: file) }
        #expect(error?.description.contains("another user") == true)
    }

    @Test func `a folder of keys that others may enter is refused`() throws {
        let keys = folder.url.appending(path: "keys")
        try FileManager.default.createDirectory(
            at: keys,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        let error = #expect(throws: AccessError.self) {
            try KeyFolder(in: folder.url).serverKeys()
        }
        #expect(error?.code == .unsafeFile)
        #expect(error?.description.contains("chmod 700") == true)
    }
}
