import SweepSpawn
import Testing

/// What a host file may say, and what is said about one that is wrong.
@Suite struct HostFileTests {
    @Test func `each form of a line is read`() throws {
        let text = """
            # the machines of the second floor

            node1
            ada@node2:2222 slots=4   # the large one
            10.0.0.3\tslots=1
            [fd00::1]:22
            fd00::2
            ada@[fe80::1%eth0]
            """
        let hosts = try HostFile(parsing: text + "\r\nnode9\r\n", file: "hosts").hosts
        #expect(
            hosts == [
                RemoteHost(name: "node1"),
                RemoteHost(user: "ada", name: "node2", port: 2222, slots: 4),
                RemoteHost(name: "10.0.0.3", slots: 1),
                RemoteHost(name: "fd00::1", port: 22),
                RemoteHost(name: "fd00::2"),
                RemoteHost(user: "ada", name: "fe80::1%eth0"),
                RemoteHost(name: "node9"),
            ]
        )
    }

    @Test func `a mark that joins to a sign hides no comment, and a byte order mark no host`()
        throws
    {
        let text = "\u{FEFF}node1 #\u{301} the best\n#\u{301} none\nnode2#\u{FE0F}\u{20E3} x"
        let hosts = try HostFile(parsing: text, file: "hosts").hosts
        #expect(hosts == [RemoteHost(name: "node1"), RemoteHost(name: "node2")])
    }

    @Test func `a host is shown as the file spells it`() throws {
        let words = ["node1", "ada@node2:2222", "[fd00::1]:22", "ada@10.0.0.3"]
        let hosts = try HostFile(parsing: words.joined(separator: "\n"), file: "hosts").hosts
        #expect(hosts.map(\.label) == words)
        #expect(hosts.map(\.destination) == ["node1", "ada@node2", "fd00::1", "ada@10.0.0.3"])
    }

    @Test(arguments: [
        ("node1\nnode2:0", "hosts:2: port “0” is not allowed; a whole number from 1 to 65535"),
        ("node1:", "hosts:1: port “” is not allowed; a whole number from 1 to 65535"),
        ("node1:+22", "hosts:1: port “+22” is not allowed; a whole number from 1 to 65535"),
        ("node1 slots=0", "hosts:1: slots “0” is not allowed; a whole number from 1 to 1024"),
        ("node1 slots=two", "hosts:1: slots “two” is not allowed; a whole number from 1 to 1024"),
        ("node1 slots=1 slots=2", "hosts:1: slots is given twice"),
        ("node1 cores=4", "hosts:1: “cores=4” is not known; only slots=N may follow the host"),
        ("node1\n\n# x\nnode1", "hosts:4: node1 is in line 1 already"),
        ("[fd00::1]22", "hosts:1: “22” after the address; only “:” and a port may follow"),
        ("@node1", "hosts:1: “” is not a user name, as in ada@node1"),
        ("-l@node1", "hosts:1: “-l” is not a user name, as in ada@node1"),
        ("# nothing", "hosts: names 0 hosts; allowed are 1 to 1024"),
    ])
    func `a wrong line is named with what is allowed`(text: String, message: String) {
        #expect(throws: SpawnError(message)) { try HostFile(parsing: text, file: "hosts") }
    }

    /// ssh would take such a name as an option, and a shell as something to do.
    @Test(arguments: ["-oProxyCommand=true", "$(true)", "a;b", "node'1", "nöde", "a/b", "::g"])
    func `a name that is no name is refused`(name: String) {
        #expect(
            throws: SpawnError(
                "hosts:1: “\(name)” is not a host name such as node1, node1:2222 or [fd00::1]"
            )
        ) { try HostFile(parsing: name, file: "hosts") }
    }
}
