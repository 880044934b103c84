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

/// A training thread as the worker's loop sees it.
struct TrainingSlot {
    private let commands: Mailbox<SlotCommand>
    private let thread: OwnedThread

    /// Starts the thread of slot `number`.
    ///
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left.
    init(
        number: Int,
        instructionSet: InstructionSetName,
        reports: Mailbox<SlotReport>
    ) throws {
        let commands = try Mailbox<SlotCommand>()
        self.commands = commands
        thread = try OwnedThread(name: "slot-\(number)") {
            var loop = SlotLoop(
                instructionSet: instructionSet,
                commands: commands,
                reports: reports
            )
            do {
                try loop.run()
            } catch {
                fatalError("a training thread cannot wait for work: \(error)")
            }
        }
    }

    /// Tells the slot something.
    ///
    /// - Precondition: The slot reads its mailbox, which holds far more than a loop ever posts.
    func post(_ command: SlotCommand) {
        let outcome = commands.post(command)
        precondition(outcome == .posted, "a training thread does not read its mailbox")
    }

    /// Waits for the thread, which was told to quit.
    func join() { thread.join() }
}
