internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

extension World {
    /// How long a socket waits before it connects again by itself, at most.
    private static let reconnectInterval = Duration.milliseconds(500)

    /// Opens a socket for the process of `worker`.
    func openConnection(of worker: Int) {
        closeConnection(of: worker)
        connections.append(Connection(worker: worker, life: workers[worker].life))
        workers[worker].connection = connections.count - 1
        connect(connections.count - 1)
    }

    /// Closes the socket; what is on its way still arrives, then the coordinator learns of it.
    func closeConnection(of worker: Int) {
        guard let index = workers[worker].connection else { return }
        workers[worker].connection = nil
        connections[index].isOpen = false
        guard let peer = connections[index].peer else { return }
        let arrival = arrival(of: index, .toCoordinator, mayBeOvertaken: false)
        queue.schedule(.linkFalls(peer), at: arrival.time)
    }

    /// Breaks a connection in both directions; the socket connects again by itself.
    func breakConnection(_ index: Int) {
        guard let peer = connections[index].peer else { return }
        connections[index].peer = nil
        queue.schedule(.linkFalls(peer), at: now + random.duration(in: scenario.latency))
        connect(index)
    }

    /// Lets a socket try to connect, if there is somebody to connect to.
    func connect(_ index: Int) {
        guard connections[index].isOpen, connections[index].peer == nil,
            !connections[index].isConnecting, coordinator.driver != nil
        else { return }
        connections[index].isConnecting = true
        let link = links[connections[index].worker]
        let free = max(
            now,
            link.blockedUntil(.toCoordinator),
            link.blockedUntil(.toWorker)
        )
        let pause = random.duration(in: .zero...Self.reconnectInterval)
        queue.schedule(.linkRises(connection: index), at: free + pause + link.delay)
    }

    /// Gives a socket its connection.
    func raiseLink(_ index: Int) throws(BrokenInvariant) {
        connections[index].isConnecting = false
        guard connections[index].isOpen, connections[index].peer == nil,
            coordinator.driver != nil
        else { return }
        peerCount += 1
        let peer = PeerID([0] + LittleEndian.bytes(of: peerCount))
        connections[index].peer = peer
        livePeers[peer] = index
        let worker = connections[index].worker
        guard workers[worker].connection == index else { return }
        if now >= workers[worker].pausedUntil { try tellOfConnection(worker) }
        if workers[worker].liar != nil { sendHello(ofLiar: worker) }
    }

    /// Sends a frame of the process of `worker`; without a connection it is dropped.
    func send(_ frame: [UInt8], from worker: Int) {
        guard let index = workers[worker].connection, let peer = connections[index].peer else {
            return
        }
        overhear(frame)
        launch(frame, through: index, peer, .toCoordinator)
    }

    /// Sends a frame to a peer.
    ///
    /// - Returns: Whether the peer is known to be there.
    func send(_ frame: [UInt8], to peer: PeerID) -> Bool {
        guard let index = livePeers[peer] else { return peer.isStranger }
        launch(frame, through: index, peer, .toWorker)
        return true
    }

    private func launch(
        _ frame: [UInt8],
        through index: Int,
        _ peer: PeerID,
        _ direction: Link.Direction
    ) {
        trace.combine(frame)
        let link = links[connections[index].worker]
        if random.chance(Double(link.lost) / 100) { return }
        let copies = random.chance(Double(link.doubled) / 100) ? 2 : 1
        for _ in 0..<copies {
            let (time, wasHeld) = arrival(of: index, direction, mayBeOvertaken: true)
            let flight = Flight(connection: index, peer: peer, frame: frame, wasHeld: wasHeld)
            switch direction {
            case .toCoordinator: queue.schedule(.reachesCoordinator(flight), at: time)
            case .toWorker: queue.schedule(.reachesWorker(flight), at: time)
            }
        }
    }

    private func arrival(
        of index: Int,
        _ direction: Link.Direction,
        mayBeOvertaken: Bool
    ) -> (time: Instant, wasHeld: Bool) {
        let link = links[connections[index].worker]
        let blockedUntil = link.blockedUntil(direction)
        let flight = random.duration(in: scenario.latency) + link.delay
        if mayBeOvertaken, random.chance(Double(link.overtaken) / 100) {
            return (now + flight + random.duration(in: .zero...(.seconds(2))), false)
        }
        let last =
            switch direction {
            case .toCoordinator: connections[index].lastToCoordinator
            case .toWorker: connections[index].lastToWorker
            }
        let time = max(last, max(now, blockedUntil) + flight)
        switch direction {
        case .toCoordinator: connections[index].lastToCoordinator = time
        case .toWorker: connections[index].lastToWorker = time
        }
        return (time, blockedUntil > now)
    }

    /// Puts a frame where the coordinator finds it.
    func arriveAtCoordinator(_ flight: Flight) {
        let connection = connections[flight.connection]
        guard connection.peer == flight.peer, livePeers[flight.peer] != nil,
            connection.isOpen || !flight.wasHeld, coordinator.driver != nil
        else { return }
        coordinator.inbox.append(.init(peer: flight.peer, frame: flight.frame))
        wakeCoordinator(at: now)
    }

    private func overhear(_ frame: [UInt8]) {
        guard checker.hasStrangers else { return }
        if overheard.count < 32 {
            overheard.append(frame)
        } else {
            overheard[random.below(32)] = frame
        }
    }
}
