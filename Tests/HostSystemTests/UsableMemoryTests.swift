internal import HostSystem
internal import Testing

/// The memory that a process may take, as the kernel's texts say it.
struct UsableMemoryTests {
    private static let meminfo = "MemTotal: 100 kB\nMemAvailable:   50 kB\nSwapFree: 9 kB\n"

    @Test func `the least of machine and control groups counts`() {
        var files = ["/proc/meminfo": Self.meminfo, "/proc/self/cgroup": "0::/a/b\n"]
        #expect(UsableMemory.bytes { files[$0] } == 50 << 10)
        files["/sys/fs/cgroup/a/memory.max"] = "40000\n"
        files["/sys/fs/cgroup/a/memory.current"] = "30000\n"
        #expect(UsableMemory.bytes { files[$0] } == 10_000)
        files["/sys/fs/cgroup/a/memory.stat"] = "anon 5\ninactive_file 20000\n"
        #expect(UsableMemory.bytes { files[$0] } == 30_000)
        files["/sys/fs/cgroup/a/b/memory.max"] = "max\n"
        files["/sys/fs/cgroup/a/b/memory.current"] = "30000\n"
        #expect(UsableMemory.bytes { files[$0] } == 30_000)
    }

    @Test(arguments: ["", "MemAvailable: kB", "MemAvailable: -1 kB", "MemTotal: 1 kB"])
    func `what cannot be understood limits nothing`(text: String) {
        #expect(UsableMemory.bytes { $0 == "/proc/meminfo" ? text : nil } == nil)
    }

    @Test func `this machine has memory`() throws {
        #expect(try #require(UsableMemory.bytes) > 1 << 20)
    }
}
