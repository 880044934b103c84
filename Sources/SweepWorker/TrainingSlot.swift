internal import HostSystem
internal import NeuralNetRuntime
internal import SweepCore
internal import SweepModel

/// A training thread as the worker's loop sees it.
struct TrainingSlot {
    /// The attempt that the slot was given last and that was neither finished nor stopped.
    var attempt: AttemptID?

    private let commands: Mailbox<SlotCommand>
    private let thread: OwnedThread

    /// Starts the thread of slot `number`.
    ///
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left.
    init(
        number: Int,
        instructionSet: InstructionSetName,
        reports: Mailbox<WorkerInput>
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

    /// Starts the threads of `count` slots.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - instructionSet: What they train with.
    ///   - reports: Where they report to.
    /// - Returns: The slots, each with its thread.
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left for all
    ///   of them; then none is left running.
    static func start(
        _ count: Int,
        instructionSet: InstructionSetName,
        reports: Mailbox<WorkerInput>
    ) throws -> [TrainingSlot] {
        var slots: [TrainingSlot] = []
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
            for slot in slots { slot.quit() }
            throw error
        }
        return slots
    }

    /// Tells the slot something.
    ///
    /// - Precondition: The slot reads its mailbox, which holds far more than a loop ever posts.
    func post(_ command: SlotCommand) {
        let outcome = commands.post(command)
        precondition(outcome == .posted, "a training thread does not read its mailbox")
    }

    /// Ends the thread after its current epoch and waits for it.
    func quit() {
        post(.quit)
        thread.join()
    }
}
