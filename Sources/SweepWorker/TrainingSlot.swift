internal import HostSystem
internal import NeuralNetRuntime
internal import SweepCoordination

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
