/// One input of a ``CoordinatorMachine`` and its answer, as tests and the simulation see it.
package struct CoordinatorExchange: Hashable, Sendable {
    /// What the machine was told.
    package let input: CoordinatorInput

    /// What it answered.
    package let effects: [CoordinatorEffect]
}
