internal import Logging
internal import SweepCoordination
internal import SweepModel

extension Logger {
    /// Logs a notice of a coordinator's machine.
    func log(_ notice: CoordinatorNotice) {
        switch notice {
        case .joined(let label, let slots):
            info("worker \(label) joined with \(slots) \(slots == 1 ? "slot" : "slots")")
        case .otherBuild(let label, let build, let own):
            warning(
                "worker \(label) is build \(build), this coordinator is build \(own); it is served"
            )
        case .left(let label): info("worker \(label) left")
        case .silent(let label): warning("worker \(label) fell silent")
        case .rejected(let label, let rejection):
            warning("worker \(label) was refused: \(rejection.detail)")
        case .attemptEnded(let id, let end, let label):
            warning("\(id) on worker \(label) ended: \(end.rawValue)")
        case .split(let pack):
            warning("pack \(pack) is split to find the run that cannot be trained")
        case .failed(let pack, let reason): error("the run of pack \(pack) failed: \(reason)")
        case .violation(let peer, let detail): warning("peer \(peer): \(detail)")
        case .anomaly(let anomaly): error("anomaly: \(anomaly.detail)")
        case .storeFull: error("the disk is full: workers keep their results until there is room")
        case .storeHasRoom: self.notice("the disk has room again")
        case .stopping(isStoreFull: false):
            self.notice("stopping; the sweep can be resumed")
        case .stopping(isStoreFull: true):
            self.notice("stopping; what the disk has no room for is trained again after a resume")
        case .leftUnstored:
            error("left without storing the last results, since the disk is full")
        }
    }
}
