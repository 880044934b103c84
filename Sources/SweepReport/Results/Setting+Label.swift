internal import TrainingModel

extension Setting {
    /// The values of `axes` in words, for example `momentum 0.9, learning rate 0.1`.
    func label(of axes: [Axis]) -> String {
        axes.map { "\($0.title) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The values of `axes` in symbols, for example `μ 0.9, η 0.1`.
    func shortLabel(of axes: [Axis]) -> String {
        axes.map { "\($0.symbol) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The value of `axis` without a trailing `.0`.
    func displayText(of axis: Axis) -> String {
        switch self[axis] {
        case .number(let number): NumberText.plain(number)
        case .boolean, .layers: axis.text(of: self)
        }
    }
}
