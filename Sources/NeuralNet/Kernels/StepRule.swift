package import TrainingModel

/// Which parts of a step some run of a group needs; what no run needs costs no time.
@usableFromInline
package struct StepRule: Sendable, Hashable {
    /// The form of the optimizer's rule.
    @usableFromInline
    package let update: UpdateRule

    /// Whether some run smooths its labels; the others get the bits of plain ones.
    @usableFromInline
    package let smoothsLabels: Bool

    /// Finds what `runs` need.
    package init(runs: [RunConfiguration]) {
        update = UpdateRule(runs: runs)
        smoothsLabels = runs.contains { $0.setting.labelSmoothing > 0 }
    }
}
