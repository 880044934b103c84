import HostSystem
import Testing

/// What the first, the second and later signals do.
struct StopPolicyTests {
    private let start = ContinuousClock.now

    private func at(_ milliseconds: Int) -> ContinuousClock.Instant {
        start + .milliseconds(milliseconds)
    }

    @Test(arguments: ProcessSignal.allCases)
    func `the first signal stops gently and a later request ends the process`(
        signal: ProcessSignal
    ) {
        var policy = StopPolicy(grace: .zero)
        #expect(policy.handle(signal, at: start) == .stopGently)
        #expect(policy.handle(.interrupt, at: at(200)) == .end)
    }

    /// timeout(1) sends its signal to the process and again to its group.
    @Test func `a request that comes twice at once is one`() {
        var policy = StopPolicy(grace: .zero)
        #expect(policy.handle(.terminate, at: start) == .stopGently)
        #expect(policy.handle(.terminate, at: at(1)) == .ignore)
        #expect(policy.handle(.terminate, at: at(101)) == .end)
    }

    /// Kernel and shell both tell of a closed terminal; SIGXCPU comes again each second.
    @Test(arguments: ProcessSignal.allCases.filter { !$0.isRequest })
    func `an event after a signal changes nothing`(signal: ProcessSignal) {
        var policy = StopPolicy(grace: .zero)
        #expect(policy.handle(.terminate, at: start) == .stopGently)
        for second in 1...3 { #expect(policy.handle(signal, at: at(second * 1000)) == .ignore) }
    }

    @Test func `a loop with a grace gets the second request, but no third one`() {
        var policy = StopPolicy(grace: .milliseconds(500))
        #expect(policy.handle(.interrupt, at: start) == .stopGently)
        #expect(policy.handle(.interrupt, at: at(200)) == .stopWithin(.milliseconds(500)))
        #expect(policy.handle(.hangUp, at: at(250)) == .ignore)
        #expect(policy.handle(.interrupt, at: at(300)) == .end)
    }

    @Test func `a signal becomes the exit code of a shell`() {
        #expect(
            ProcessSignal.allCases.map(\.exitCode) == [129, 130, 138, 140, 143, 152]
        )
    }
}
