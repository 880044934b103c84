internal import ZeroMQ

extension Endpoint {
    /// Reads the endpoint that was given to `option`.
    ///
    /// - Throws: ``Failure`` with the option, the text and what is allowed.
    init(_ text: String, of option: String) throws {
        do {
            try self.init(text)
        } catch let error as ZeroMQError {
            throw Failure(.usage, "\(option) \(error)")
        }
    }

    /// Why no peer can be reached here, if the name server does not know the host.
    ///
    /// The answer may take some seconds, and may be another one later.
    var unknownHost: String? {
        do {
            _ = try resolvedAddresses()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
