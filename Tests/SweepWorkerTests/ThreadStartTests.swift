import Glibc
import HostSystem
import Logging
import NeuralNetRuntime
import SweepWorker
import Testing
import ZeroMQ

/// A worker that gets fewer threads than it asks for says so.
struct ThreadStartTests {
    /// Descriptors run out before threads do, and belong to the whole process.
    @Test func `a slot that cannot start ends those before it, and the error is thrown`() async {
        await #expect(processExitsWith: .success) {
            let signals = try SignalWatch()
            let context = try Context()
            let options = WorkerOptions(
                endpoint: "tcp://127.0.0.1:9",
                security: .plain,
                slots: 1_000,
                instructionSet: .best,
                build: "test",
                label: "test"
            )
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            do {
                _ = try WorkerLoop(
                    options: options,
                    context: context,
                    signals: signals,
                    logger: Logger(label: "test")
                )
                exit(1)
            } catch let error as HostError {
                exit(error.errorNumber == EMFILE ? 0 : 2)
            }
        }
    }
}
