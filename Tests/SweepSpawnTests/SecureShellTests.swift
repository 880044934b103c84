import SweepSpawn
import Testing

/// ssh is called so that it asks nothing and the user's options win.
@Suite struct SecureShellTests {
    @Test func `the user's options come first and the host cannot be one`() throws {
        let shell = SecureShell(options: ["IdentityFile=key"], connectTimeout: .seconds(7))
        let host = RemoteHost(user: "ada", name: "node1", port: 2222)
        let arguments = shell.arguments(for: host, running: "true")
        #expect(arguments.starts(with: ["ssh", "-T", "-o", "IdentityFile=key"]))
        #expect(arguments.suffix(5) == ["-p", "2222", "--", "ada@node1", "true"])
        for option in ["BatchMode=yes", "ConnectTimeout=7"] {
            let index = try #require(arguments.firstIndex(of: option))
            #expect(arguments[index - 1] == "-o")
        }
    }

    @Test func `an argument that a shell could take for more is refused`() {
        let error = #expect(throws: SpawnError.self) {
            try SpawnPlan(
                hosts: [RemoteHost(name: "node1")],
                shell: SecureShell(),
                program: "momentum",
                access: "{}",
                workerArguments: ["--connect", "$(true)"]
            )
        }
        #expect(error?.description.contains("“$(true)” is not allowed") == true)
    }

    @Test func `an access file becomes one line`() throws {
        let plan = try SpawnPlan(
            hosts: [RemoteHost(name: "node1")],
            shell: SecureShell(),
            program: "momentum",
            access: "{\n  \"a\": 1\r\n}\n",
            workerArguments: []
        )
        #expect(plan.access == "{   \"a\": 1 }")
    }
}
