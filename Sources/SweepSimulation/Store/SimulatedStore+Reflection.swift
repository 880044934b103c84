internal import SweepModel
internal import TrainingModel

extension SimulatedStore {
    /// Whether everything that a durable message says is stored, or is not wanted any more.
    func reflects(_ message: WorkerMessage) -> Bool {
        switch message {
        case .metrics(let id, let block):
            isOver(id) || self[id]?.blocks.contains(block) == true
        case .part(let part):
            switch part.name {
            case .parameters(let id): isOver(id) || self[id]?.parameters.contains(part) == true
            // A checkpoint is a help, not a datum: an older or interrupted one may be let go.
            case .checkpoint, .dataset: true
            }
        case .result(let id, _): isOver(id)
        // Whoever does not hear of these waits for the end of the lease.
        case .refused, .released: true
        case .hello, .heartbeat, .fetch, .bye: true
        }
    }

    /// Whether nothing of an attempt is wanted: its pack is closed, or newer ones took its place.
    private func isOver(_ id: AttemptID) -> Bool {
        guard let pack = self[id.pack], let newest = pack.attempts.last else { return false }
        return pack.state != .open
            || newest.number.rawValue >= id.number.rawValue + UInt32(Limits.attemptsRemembered)
    }
}
