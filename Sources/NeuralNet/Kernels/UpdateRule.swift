package import TrainingModel

/// Which form of the SGD rule a pack needs.
@usableFromInline
package enum UpdateRule: Sendable, Hashable {
    /// v ← μ·v + g, then p ← p − η·v is all there is.
    case plain

    /// Some run has dampening, Nesterov's method or weight decay.
    ///
    /// The runs that do not have them get the same bits as by the plain form.
    case whole

    /// Finds the form that the runs need.
    ///
    /// - Parameter runs: The runs of a group.
    package init(runs: [RunConfiguration]) {
        let isPlain = runs.allSatisfy { run in
            let setting = run.setting
            return setting.dampening == 0 && !setting.nesterov && setting.weightDecay == 0
        }
        self = isPlain ? .plain : .whole
    }
}
