import Glibc
import HostSystem
import Testing

/// What control groups say about cores, as tables of the kernel's texts.
struct CoreQuotaTests {
    /// One machine, container or job, and the files that bind its processes.
    struct Case: CustomTestStringConvertible {
        let name: String
        let groups: String
        let mounts: String
        let expected: [CoreQuota]

        var testDescription: String { name }
    }

    private static let unified =
        "31 23 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
    private static let separate =
        "33 25 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:15 - cgroup cgroup rw,cpu,cpuacct\n"
    private static let others =
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        + "34 25 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
        + "35 25 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"

    private static func separate(_ folder: String) -> CoreQuota {
        .separate(
            quotaFile: folder + "/cpu.cfs_quota_us",
            periodFile: folder + "/cpu.cfs_period_us"
        )
    }

    static let cases = [
        Case(name: "no groups at all", groups: "", mounts: others, expected: []),
        Case(name: "groups that are not mounted", groups: "0::/a\n", mounts: "", expected: []),
        Case(
            name: "a service and all groups above it",
            groups: "0::/system.slice/a.service\n",
            mounts: others + unified,
            expected: [
                .combined(file: "/sys/fs/cgroup/system.slice/a.service/cpu.max"),
                .combined(file: "/sys/fs/cgroup/system.slice/cpu.max"),
                .combined(file: "/sys/fs/cgroup/cpu.max"),
            ]
        ),
        Case(
            name: "a container that sees its own group as the root",
            groups: "0::/\n",
            mounts: unified,
            expected: [.combined(file: "/sys/fs/cgroup/cpu.max")]
        ),
        Case(
            name: "a group outside of what the container sees",
            groups: "0::/../job\n",
            mounts: unified,
            expected: [.combined(file: "/sys/fs/cgroup/cpu.max")]
        ),
        Case(
            name: "a batch job of version 1",
            groups: "5:memory:/else\n4:cpu,cpuacct:/slurm/job_1\n3:cpuset:/other\n",
            mounts: others + separate,
            expected: [
                separate("/sys/fs/cgroup/cpu,cpuacct/slurm/job_1"),
                separate("/sys/fs/cgroup/cpu,cpuacct/slurm"),
                separate("/sys/fs/cgroup/cpu,cpuacct"),
            ]
        ),
        Case(
            name: "a container of version 1 whose mount is its own group",
            groups: "4:cpu,cpuacct:/docker/abc\n",
            mounts: "33 25 0:29 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n",
            expected: [separate("/sys/fs/cgroup/cpu")]
        ),
        Case(
            name: "both versions, and a path with a colon, a blank and a mark",
            groups: "4:cpu:/a:b\n0::/c\n",
            mounts: "33 25 0:29 / /my\\040groups rw - cgroup cgroup rw,cpu\n" + unified,
            expected: [
                separate("/my groups/a:b"), separate("/my groups"),
                .combined(file: "/sys/fs/cgroup/c/cpu.max"),
                .combined(file: "/sys/fs/cgroup/cpu.max"),
            ]
        ),
        Case(
            name: "lines that are not what they should be",
            groups: "nonsense\n4:cpu\n:::\n",
            mounts: "1 2 3\n- - -\n" + unified + separate,
            expected: []
        ),
    ]

    @Test(arguments: cases)
    func `a process is bound by its groups and those above them`(_ example: Case) {
        let quotas = CoreQuota.all(groups: example.groups, mounts: example.mounts)
        #expect(quotas == example.expected)
    }

    @Test(
        arguments: [
            ("max 100000\n", nil), ("100000 100000\n", 1), ("150000 100000\n", 2),
            ("200000 100000\n", 2), ("1000 100000\n", 1), ("1250000 50000", 25), ("", nil),
            ("100000", nil), ("100000 0\n", nil), ("-5 100000\n", nil), ("a b\n", nil),
            ("9223372036854775807 1\n", Int.max), ("99999999999999999999 1\n", nil),
        ] as [(String, Int?)]
    )
    func `a quota of version 2 is rounded up to whole cores`(text: String, count: Int?) {
        #expect(CoreQuota.combined(file: "cpu.max").coreCount { _ in text } == count)
    }

    @Test(
        arguments: [
            ("-1\n", "100000\n", nil), ("50000\n", "100000\n", 1), ("250000\n", "100000\n", 3),
            ("250000\n", nil, nil), (nil, "100000\n", nil), ("250000\n", "0\n", nil),
            ("1 2\n", "100000\n", nil),
        ] as [(String?, String?, Int?)]
    )
    func `a quota of version 1 is rounded up to whole cores`(
        quota: String?,
        period: String?,
        count: Int?
    ) {
        let files = ["q": quota, "p": period]
        let example = CoreQuota.separate(quotaFile: "q", periodFile: "p")
        #expect(example.coreCount { files[$0] ?? nil } == count)
    }

    @Test func `at least one core may be used and no more than there are`() {
        #expect(1...max(1, sysconf(CInt(_SC_NPROCESSORS_CONF))) ~= UsableCores.count)
    }
}
