import Glibc
import HostSystem
import Testing

/// The number of descriptors that a process may have.
struct OpenFileLimitTests {
    @Test func `the limit of open files is raised to what is allowed`() throws {
        let limit = try OpenFileLimit.raiseToHardLimit()
        #expect(Int(sysconf(CInt(_SC_OPEN_MAX))) == limit)
    }
}
