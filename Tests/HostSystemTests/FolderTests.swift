import Foundation
import Glibc
import HostSystem
import SweepTesting
import Testing

/// Folders are made once, and files are read within the folder that they belong to.
struct FolderTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `of two who make a folder one is told that it is theirs`() throws {
        #expect(try Folder.make(scratch.path("new")))
        #expect(try !Folder.make(scratch.path("new")))
        _ = try scratch.write("kept", to: "file")
        #expect(try !Folder.make(scratch.path("file")))
        symlink("nowhere", scratch.path("link"))
        #expect(try !Folder.make(scratch.path("link")))
        let error = #expect(throws: HostError.self) { try Folder.make(scratch.path("a/b")) }
        #expect(error?.errorNumber == ENOENT)
        #expect(error?.description.hasPrefix(scratch.path("a/b")) == true)
    }

    @Test(arguments: ["a/b/c", "a//b/", "a"])
    func `a folder is made with those above it`(path: String) throws {
        let full = scratch.path() + "/" + path
        try Folder.makeAll(full, permissions: 0o700)
        try Folder.makeAll(full)
        #expect(try Folder.isEmpty(full))
        #expect(try !Folder.isEmpty(scratch.path()))
        #expect(try scratch.mode(of: "a") == 0o700)
    }

    @Test func `a file where a folder belongs is named`() throws {
        _ = try scratch.write("kept", to: "file")
        for path in ["file", "file/below"] {
            let error = #expect(throws: HostError.self) {
                try Folder.makeAll(scratch.path() + "/" + path)
            }
            #expect(error?.description.contains("file") == true)
            #expect(error?.description.hasSuffix("Not a directory") == true)
        }
    }

    @Test(arguments: ["/etc/passwd", "../secret", "data/../../secret", "", ".", "data//x", "data/"])
    func `a path that leads out of the folder is refused`(path: String) throws {
        let error = #expect(throws: HostError.self) {
            try WholeFile.read(path, within: scratch.path())
        }
        #expect(error?.errorNumber == EXDEV)
        #expect(error?.description.contains("leads out of \(scratch.path())") == true)
    }

    @Test func `a link, a pipe and a folder are not read in the place of a file`() throws {
        try Folder.makeAll(scratch.path("data"))
        _ = try scratch.write("words", to: "data/file")
        #expect(try WholeFile.read("data/file", within: scratch.path()) == Array("words".utf8))
        symlink("file", scratch.path("data/link"))
        symlink("data", scratch.path("folder"))
        mkfifo(scratch.path("data/pipe"), 0o600)
        for (path, reason) in [
            ("data/link", "symbolic link"), ("folder/file", "symbolic link"),
            ("data/pipe", "is not a file"), ("data", "is not a file"), ("data/no", "No such file"),
        ] {
            let error = #expect(throws: HostError.self) {
                try WholeFile.read(path, within: scratch.path())
            }
            #expect(
                error?.description.contains(reason) == true,
                "\(path): \(error?.description ?? "")"
            )
        }
    }

    @Test func `no more of a file is read than asked for, but for one byte that tells`() throws {
        let file = try scratch.write(String(repeating: "x", count: 1_000), to: "file")
        #expect(try WholeFile.read(file.path, limit: 1_000).count == 1_000)
        #expect(try WholeFile.read(file.path, limit: 999).count == 1_000)
        #expect(try WholeFile.read(file.path, limit: 10).count == 11)
    }

    /// A second name may lie anywhere on the disk; what is written would show there, too.
    @Test func `a file that has a second name is neither emptied nor written`() throws {
        _ = try scratch.write("kept", to: "file")
        link(scratch.path("file"), scratch.path("second"))
        let error = #expect(throws: HostError.self) {
            try Descriptor(creating: scratch.path("second"))
        }
        #expect(error?.errorNumber == EMLINK)
        #expect(throws: HostError.self) { try Descriptor(appendingTo: scratch.path("second")) }
        #expect(try scratch.text("file") == "kept")
    }
}
