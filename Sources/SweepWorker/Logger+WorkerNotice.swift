internal import Logging
internal import SweepCore

extension Logger {
    /// Logs what a worker's machine tells the user.
    func log(_ notice: WorkerNotice) {
        switch notice {
        case .joined(let incarnation):
            self.notice("joined the sweep (coordinator start \(incarnation))")
        case .reconnecting(let reason, let pause):
            info("\(reason); trying again in \(pause)")
        case .training(let id, let runs):
            debug("training \(id) with \(runs) runs")
        case .stopped(let id):
            info("gave up \(id): its result is not wanted any more")
        case .failed(let id, let reason):
            error("cannot train \(id): \(reason)")
        }
    }
}
