/// Where a loop hears of the signals that it should obey.
public protocol SignalSource: AnyObject {
    /// Readable while a signal waits.
    var descriptor: CInt { get }

    /// The signals that have arrived and that nobody has asked for, in order.
    func drain() -> [ProcessSignal]
}

extension Mailbox: SignalSource where Element == ProcessSignal {}
