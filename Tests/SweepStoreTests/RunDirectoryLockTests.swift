import Foundation
import Glibc
import SweepStore
import Testing

/// One process works in a run directory at a time.
struct RunDirectoryLockTests {
    @Test func `a second owner is refused and told the first one's process`() throws {
        let directory = try RunDirectory()
        let lock = try RunDirectoryLock(directory: directory.path)
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .directoryInUse)
        #expect(error?.message.contains("process \(getpid())") == true)
        #expect(lock.directory == directory.path)
    }

    @Test func `a lock that was given back is free`() throws {
        let directory = try RunDirectory()
        do { _ = try RunDirectoryLock(directory: directory.path) }
        let lock = try RunDirectoryLock(directory: directory.path)
        #expect(lock.directory == directory.path)
    }

    /// A directory from elsewhere may hold a link in the place of any file.
    @Test(arguments: ["kept", nil])
    func `a link in the place of the lock is neither followed nor created`(
        content: String?
    ) throws {
        let directory = try RunDirectory()
        let target = URL(fileURLWithPath: directory.path).appending(path: "target")
        try content?.write(to: target, atomically: false, encoding: .utf8)
        symlink("target", directory.path + "/sweep.lock")
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains("sweep.lock") == true)
        #expect((try? String(contentsOf: target, encoding: .utf8)) == content)
    }

    @Test func `a pipe in the place of the lock is refused at once`() throws {
        let directory = try RunDirectory()
        mkfifo(directory.path + "/sweep.lock", 0o600)
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .damaged)
    }

    /// Whoever cleans up while a sweep runs must not let a second one in.
    @Test func `a second owner is refused also when the file of the lock is gone`() throws {
        let directory = try RunDirectory()
        let lock = try RunDirectoryLock(directory: directory.path)
        unlink(directory.path + "/" + RunDirectoryLock.fileName)
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .directoryInUse)
        #expect(error?.message.contains("another process") == true)
        #expect(lock.directory == directory.path)
        #expect(try directory.files() == [])
    }

    @Test func `who asks whether a lock is held is told and takes nothing`() throws {
        let directory = try RunDirectory()
        #expect(try !RunDirectoryLock.isHeld(directory.path))
        do {
            let lock = try RunDirectoryLock(directory: directory.path)
            #expect(try RunDirectoryLock.isHeld(directory.path))
            unlink(directory.path + "/" + RunDirectoryLock.fileName)
            #expect(try RunDirectoryLock.isHeld(lock.directory))
        }
        #expect(try !RunDirectoryLock.isHeld(directory.path))
        #expect(try directory.files() == [])
    }

    @Test func `a directory that does not exist is named`() throws {
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: "/nowhere/at/all")
        }
        #expect(error?.code == .inputOutput)
        #expect(error?.message.contains("/nowhere/at/all") == true)
    }

    /// Method: `flock` of util-linux holds the lock and is killed, which frees nothing by itself.
    @Test func `a killed process does not hold the lock`() throws {
        let directory = try RunDirectory()
        let holder = Process()
        let output = Pipe()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = [
            "--no-fork", directory.path + "/" + RunDirectoryLock.fileName,
            "sh", "-c", "echo held; exec cat",
        ]
        holder.standardInput = Pipe()
        holder.standardOutput = output
        try holder.run()
        let line = try #require(try output.fileHandleForReading.read(upToCount: 5))
        #expect(String(decoding: line, as: UTF8.self) == "held\n")
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .directoryInUse)
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        let lock = try RunDirectoryLock(directory: directory.path)
        #expect(lock.directory == directory.path)
    }

    @Test func `a living owner is named at once, with its process`() throws {
        let directory = try RunDirectory()
        let path = directory.path + "/" + RunDirectoryLock.fileName
        try Data("1\n".utf8).write(to: URL(fileURLWithPath: path))
        let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let error = #expect(throws: StoreError.self) {
            _ = try RunDirectoryLock(directory: directory.path)
        }
        #expect(error?.code == .directoryInUse)
        #expect(error?.message.contains("process 1;") == true)
    }

    /// A worker that outlives its coordinator must not keep the next coordinator out.
    @Test func `a child process does not inherit the lock`() throws {
        let directory = try RunDirectory()
        var child: pid_t = 0
        do {
            let lock = try RunDirectoryLock(directory: directory.path)
            var arguments = [strdup("sleep"), strdup("1000"), nil]
            defer { for argument in arguments { free(argument) } }
            #expect(posix_spawn(&child, "/bin/sleep", nil, nil, &arguments, nil) == 0)
            #expect(lock.directory == directory.path)
        }
        defer {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        let lock = try RunDirectoryLock(directory: directory.path)
        #expect(lock.directory == directory.path)
        #expect(kill(child, 0) == 0, "the child lives")
    }
}
