internal import Logging
internal import SweepCoordination

extension Logger {
    /// Logs a notice of a worker's machine.
    func log(_ notice: WorkerNotice) {
        switch notice {
        case .joined(let incarnation):
            self.notice("joined the sweep (coordinator start \(incarnation))")
        case .otherBuild(let build, let own):
            warning("the coordinator is build \(build), this worker is build \(own); it may join")
        case .timeIsShort(false):
            self.notice("the time limit is near: no further pack would end before it")
        case .timeIsShort(true):
            self.notice("the time limit is near: unfinished packs are given back")
        case .reconnecting(let reason, let pause):
            info("\(reason); trying again in \(pause)")
        case .training(let id, let runs):
            debug("training \(id) with \(runs) runs")
        case .stopped(let id):
            info("gave up \(id): its result is no longer needed")
        case .spooling:
            self.notice("the coordinator is behind: results wait on disk")
        case .stopping:
            self.notice("stopping: unfinished packs are given back; a second signal ends at once")
        case .unreadable(let detail):
            warning("the coordinator sent something unreadable: \(detail)")
        case .failed(let id, let reason):
            error("cannot train \(id): \(reason)")
        }
    }
}
