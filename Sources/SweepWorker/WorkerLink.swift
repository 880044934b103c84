/// A worker's way to its coordinator: one connection at a time, given up as a whole when it fails.
package protocol WorkerLink: AnyObject {
    /// Closes the connection if there is one, and opens a new one in the background.
    ///
    /// - Throws: An error that ends the worker when there are no sockets left.
    func connect() throws

    /// Closes the connection.
    func disconnect()

    /// Waits until something can be read from the connection or one of `descriptors`, or until a
    /// handshake has ended.
    ///
    /// - Throws: An error that ends the worker when it cannot wait.
    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws

    /// The next message, or `nil` when none is waiting.
    ///
    /// - Throws: An error that ends the worker when the socket cannot be read.
    func receive() throws -> [UInt8]?

    /// Sends a message, or drops it when nobody is connected: what matters is sent again.
    ///
    /// - Throws: An error that ends the worker when the socket cannot be used.
    func send(_ frame: [UInt8]) throws

    /// How the last handshake since the last call ended, or `nil` if none did.
    ///
    /// A link connects again by itself, so a handshake may succeed more than once.
    ///
    /// - Throws: An error that ends the worker when that cannot be read.
    func handshake() throws -> HandshakeOutcome?
}
