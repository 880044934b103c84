extension Poller {
    /// Adds an authentication handler and returns its slot; readable while requests wait.
    @discardableResult
    public mutating func add(_ handler: borrowing ZAPHandler) -> Int {
        add(pointer: handler.pointer)
    }

    /// Adds the monitor of a socket and returns its slot; readable while events wait.
    ///
    /// - Precondition: ``Socket/startMonitor()`` was called.
    @discardableResult
    public mutating func add(monitorOf socket: borrowing Socket) -> Int {
        guard let pointer = socket.monitorPointer else {
            preconditionFailure("startMonitor() comes before a poll of the monitor")
        }
        return add(pointer: pointer)
    }
}
