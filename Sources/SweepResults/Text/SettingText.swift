package import TrainingModel

/// Values of hyper-parameters as people read them.
///
/// An optimizer needs no title beside it, and a setting is told nothing about what its optimizer
/// does not have.
package enum SettingText {
    /// A value without a trailing `.0`; an optimizer by the name that its authors gave it.
    package static func value(_ value: AxisValue, of axis: Axis) -> String {
        guard axis == .optimizer, case .word(let word) = value,
            let optimizer = Optimizer(rawValue: word)
        else { return axis.displayText(of: value) }
        return optimizer.title
    }

    /// A value with the name of its axis, for example `momentum 0.9`, `Adam` or
    /// `schedule cosine(to=0)`.
    package static func phrase(_ value: AxisValue, of axis: Axis) -> String {
        axis == .optimizer
            ? self.value(value, of: axis) : "\(axis.title) \(self.value(value, of: axis))"
    }

    /// A value with the symbol of its axis, for example `μ 0.9` or `Adam`.
    package static func symbolic(_ value: AxisValue, of axis: Axis) -> String {
        axis == .optimizer
            ? self.value(value, of: axis) : "\(axis.symbol) \(self.value(value, of: axis))"
    }
}

extension Axis {
    /// `value` without a trailing `.0`, as specs write it.
    package func displayText(of value: AxisValue) -> String {
        switch value {
        case .number(let number): NumberText.plain(number)
        case .boolean, .layers, .word: text(of: value)
        }
    }
}

extension Setting {
    /// Whether the setting's optimizer has `axis`.
    package func has(_ axis: Axis) -> Bool { optimizer.has(axis) }

    /// The values of `axes` in words, for example `momentum 0.9, learning rate 0.1`.
    package func label(of axes: [Axis]) -> String {
        shown(axes).map { SettingText.phrase(self[$0], of: $0) }.joined(separator: ", ")
    }

    /// The values of `axes` in symbols, for example `μ 0.9, η 0.1`.
    package func shortLabel(of axes: [Axis]) -> String {
        shown(axes).map { SettingText.symbolic(self[$0], of: $0) }.joined(separator: ", ")
    }

    /// The values of `axes` within a sentence, for example `momentum 0.9 with learning rate 0.1`.
    package func sentenceLabel(of axes: [Axis]) -> String {
        let parts = shown(axes).map { SettingText.phrase(self[$0], of: $0) }
        guard let first = parts.first, parts.count > 1 else { return parts.first ?? "" }
        return "\(first) with \(NumberText.listed(Array(parts.dropFirst())))"
    }

    /// The value of `axis` as people read it.
    package func displayText(of axis: Axis) -> String {
        SettingText.value(self[axis], of: axis)
    }

    /// Those of `axes` that the optimizer has; all if it has none of them.
    private func shown(_ axes: [Axis]) -> [Axis] {
        let own = axes.filter(has)
        return own.isEmpty ? axes : own
    }
}
