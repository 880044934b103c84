/// What must hold after every step of a simulation, whatever goes wrong.
public enum Invariant: String, Hashable, Sendable, CaseIterable {
    /// What was acknowledged is in the store, after any crash.
    case acknowledgedIsStored = "I1 acknowledged is stored"

    /// A pack is closed once, and every run belongs to one pack that is not split.
    case oneWinner = "I2 one winner"

    /// Numbers of packs and attempts only grow.
    case onlyGrowing = "I3 numbers only grow"

    /// What is stored of an attempt was trained by it.
    case ownData = "I4 own data"

    /// A worker holds no more than its credits.
    case credits = "I5 credits"

    /// Nothing is assigned before it is stored.
    case persistThenSend = "I6 persist, then send"

    /// A sweep that is paused or over hands nothing out.
    case noWorkWhenOver = "I7 no work when over"

    /// Queues are bounded.
    case boundedMemory = "I8 bounded memory"

    /// A peer without a session changes nothing that is stored.
    case strangersChangeNothing = "I9 strangers change nothing"

    /// A message that comes again changes nothing that is stored.
    case duplicatesChangeNothing = "I10 duplicates change nothing"

    /// Once all is well, every run gets an outcome within a bounded time.
    case liveness = "I11 liveness"

    /// A seed is always the same story.
    case determinism = "I12 determinism"

    /// The store knows of every lease that it runs.
    case leasesAreStored = "I18 leases are stored"

    /// The real store recovers what its model does.
    case storesAgree = "I19 stores agree"

    /// The machines' own invariants.
    case machine = "I13 machine"

    /// No lease is lost while its worker can be heard.
    case noFalseLoss = "I14 no false loss"

    /// An honest worker is never taken for a liar, and its data are never in contradiction.
    case honesty = "I15 honesty"

    /// A process that is asked to leave does.
    case obedience = "I17 obedience"

    /// The sweep ends as it does on one worker where nothing goes wrong.
    case quietOutcome = "I16 quiet outcome"
}

/// An invariant that did not hold.
public struct BrokenInvariant: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which one.
    public let invariant: Invariant

    /// What was seen.
    public let detail: String

    init(_ invariant: Invariant, _ detail: String) {
        self.invariant = invariant
        self.detail = detail
    }

    /// Name and detail.
    public var description: String { "\(invariant.rawValue): \(detail)" }
}
