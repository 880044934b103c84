internal import HostSystem
internal import NeuralNetRuntime
internal import SweepCoordination

/// The training threads of a worker.
final class TrainingSlots {
    /// What the slots report, for the worker's loop.
    let reports: Mailbox<SlotReport>

    private var slots: [TrainingSlot] = []

    /// Starts `count` threads.
    ///
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left; those
    ///   that were started have ended then.
    init(_ count: Int, instructionSet: InstructionSetName) throws {
        reports = try Mailbox()
        do {
            for number in 0..<count {
                slots.append(
                    try TrainingSlot(
                        number: number,
                        instructionSet: instructionSet,
                        reports: reports
                    )
                )
            }
        } catch {
            quit()
            throw error
        }
    }

    /// Tells one slot something.
    func post(_ command: SlotCommand, to slot: Int) { slots[slot].post(command) }

    /// Tells all slots something.
    func post(_ command: SlotCommand) { for slot in slots { slot.post(command) } }

    /// Ends all threads after their current epochs and waits for them.
    func quit() {
        // All of them are told before any is waited for.
        post(.quit)
        for slot in slots { slot.join() }
        slots = []
    }
}
