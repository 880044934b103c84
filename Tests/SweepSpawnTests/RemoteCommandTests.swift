import Foundation
import HostSystem
import SweepSpawn
import Testing

/// The commands for other machines do what they say, in the shells that may read them first.
@Suite(.timeLimit(.minutes(1)))
struct RemoteCommandTests {
    private static let program = "#!/bin/sh\necho \"$@\"; cat\n"

    @Test(arguments: ["/bin/sh", "/bin/bash"])
    func `a program is brought, recognised and run with its input`(shell: String) throws {
        let home = try Home(shell: shell)
        let digest = try home.digest(of: Self.program)
        let before = try home.run(RemoteCommand.check)
        #expect(before.code == 0)
        #expect(before.text.contains(RemoteCommand.systemMark + "Linux "))
        #expect(!before.text.contains(RemoteCommand.digestMark))

        #expect(try home.run(RemoteCommand.install(digest: digest), input: Self.program).code == 0)
        #expect(try home.files() == ["momentum"])
        #expect(try home.mode(of: "momentum") == 0o700)
        #expect(try home.run(RemoteCommand.check).text.contains("momentum-digest=\(digest)"))

        let work = try home.run(RemoteCommand.work(["--slots", "2"]), input: "the access file\n")
        #expect(work.text == "worker --access - --slots 2\nthe access file\n")
        #expect(work.code == 0)
    }

    @Test func `half a program replaces nothing and leaves nothing`() throws {
        let home = try Home(shell: "/bin/sh")
        let digest = try home.digest(of: Self.program)
        _ = try home.run(RemoteCommand.install(digest: digest), input: Self.program)
        let half = String(Self.program.prefix(12))
        let result = try home.run(RemoteCommand.install(digest: digest), input: half)
        #expect(result.code == 1)
        #expect(result.text == "the program arrived damaged\n")
        #expect(try home.files() == ["momentum"])
        #expect(try home.run(RemoteCommand.check).text.contains("momentum-digest=\(digest)"))
    }

    @Test func `the code of a worker comes through, and that of a signal`() throws {
        let home = try Home(shell: "/bin/sh")
        for (program, code) in [("exit 4", 4), ("kill -9 $$", 137)] as [(String, Int32)] {
            let text = "#!/bin/sh\n\(program)\n"
            let digest = try home.digest(of: text)
            #expect(try home.run(RemoteCommand.install(digest: digest), input: text).code == 0)
            #expect(try home.run(RemoteCommand.work([])).code == code)
        }
    }
}
