internal import Quoting
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// An axis on which the values of a hyper-parameter stand at equal distances, whatever they are.
struct CategoryAxis {
    /// The hyper-parameter.
    let axis: Axis

    /// Its values, in order.
    let values: [AxisValue]

    /// Puts values side by side.
    init(_ axis: Axis, values: [AxisValue]) {
        self.axis = axis
        self.values = values
    }

    /// The room that all values need; the first one lies at 0.
    var range: AxisRange { AxisRange(low: -0.5, high: Double(values.count) - 0.5) }

    /// The position of a setting, or `nil` if it has another value.
    func position(of setting: Setting) -> Int? { values.firstIndex(of: setting[axis]) }

    /// The value at `index`, short.
    func text(_ index: Int) -> String {
        switch values[index] {
        case .number(let number): NumberText.plain(number.rounded(significantDigits: 3))
        case .boolean, .layers, .word: axis.displayText(of: values[index])
        }
    }

    /// The characters of the longest value.
    var longest: Int { values.indices.map { text($0).unicodeScalars.count }.max() ?? 0 }

    /// The labels for an axis of gnuplot: all values, or as many as `room` has place for.
    ///
    /// - Parameter room: The points along which labels stand beside one another; `nil` where they
    ///   stand one below the other.
    /// - Returns: Labels with their positions, as in `set xtics`.
    func tics(room: Int? = nil) -> GnuplotScript {
        let limit = room.map { max(2, $0 / (longest * 8 + 16)) } ?? 24
        // Of evenly spaced labels, two near ones would look like a mistake.
        let step = (values.count + limit - 1) / limit
        return stride(from: 0, to: values.count, by: max(step, 1)).map { index in
            "\(text(index)) \(index)" as GnuplotScript
        }.joined(separator: ", ")
    }
}
