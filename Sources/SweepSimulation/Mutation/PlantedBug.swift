/// A bug that is put into the drivers and the shells around the machines, to see whether the
/// simulation finds it.
package enum PlantedBug: String, CaseIterable, Sendable {
    /// What is acknowledged is not stored yet.
    case acknowledgesBeforeCommit

    /// A batch is sent while it is being committed.
    case sendsBeforeCommit

    /// A request to leave is not heard.
    case losesStop

    /// A second request to leave is not heard.
    case ignoresSecondStop

    /// A batch is acknowledged although it found no room, and is tried again.
    case acknowledgesFailedCommit

    /// A restart takes a paused sweep for a running one.
    case forgetsPause

    /// A restart forgets which workers were asked to leave.
    case forgetsDrained

    /// That a lease runs again is not stored.
    case losesRevivals

    /// The spool gives back the newest report first.
    case reversesSpool

    /// One message too many is acknowledged.
    case acknowledgesTooMuch

    /// Some leases are not stored.
    case losesAttempts

    /// Some epochs are not stored.
    case losesEpochs

    /// Some parts are not stored.
    case losesParts

    /// Some results are not stored.
    case losesResults

    /// The end of a lease is not stored, and a split pack stays open.
    case losesSplits

    /// The state of the sweep is not stored.
    case losesStates

    /// A crash leaves any half of a transaction.
    case tearsTransactions

    /// A full store counts as one that has stored.
    case takesFullForStored

    /// What found no room is dropped.
    case dropsHeldBatches

    /// A restart forgets the last attempt of each open pack, and so uses its number again.
    case reusesAttemptNumbers

    /// A restart believes one epoch more to be stored than is.
    case recoversTooManyEpochs

    /// A restart forgets how many parameters are stored.
    case forgetsParameters

    /// A restart takes finished packs for open ones.
    case repeatsFinishedPacks

    /// A message that comes again is acted on again.
    case actsOnDuplicates

    /// A worker's offer is read as one more than it is.
    case overdrawsCredits

    /// Heartbeats do not renew leases.
    case ignoresHeartbeats

    /// A heartbeat of a waiting attempt counts as training.
    case countsWaitingRuns

    /// A heartbeat of a training attempt counts as waiting, and metrics come too late to tell.
    case hidesTraining

    /// The coordinator takes its own pause for the silence of its workers.
    case blamesOwnPause

    /// Each part that is asked for is the first one.
    case servesFirstPart

    /// One bit of a served part is wrong.
    case damagesParts

    /// A worker forgets what it has sent before it is acknowledged.
    case forgetsWhatIsSent

    /// Slots go on although too much is kept.
    case ignoresHold

    /// A slot reports its end before its last epochs.
    case reportsEndFirst

    /// Training goes on from a state of zeros.
    case zeroesCheckpoints

    /// Training starts over although there is a checkpoint.
    case ignoresCheckpoints

    /// All runs are trained on the first fold.
    case ignoresFolds

    /// All runs are trained to their last epoch, whose parameters are taken.
    case ignoresChoices

    /// A pack is stored with one run too few.
    case shortensPacks
}
