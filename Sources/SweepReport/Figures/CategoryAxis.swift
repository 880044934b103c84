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
        case .boolean, .layers, .word: SettingText.value(values[index], of: axis)
        }
    }

    /// The value at `index` with the axis's symbol, for a key; an optimizer needs none.
    func title(_ index: Int) -> String {
        axis == .optimizer ? text(index) : "\(axis.symbol) \(text(index))"
    }

    /// The characters of the longest value.
    var longest: Int { values.indices.map { text($0).unicodeScalars.count }.max() ?? 0 }

    /// The labels for an axis of gnuplot: all values, or as many as `room` has place for.
    ///
    /// - Parameter room: The points along which labels stand beside one another; `nil` where they
    ///   stand one below the other.
    /// - Returns: Labels with their positions, as in `set xtics`.
    func tics(room: Int? = nil) -> GnuplotScript {
        tics(limit: room.map(fittingCount) ?? 24)
    }

    /// How many labels fit side by side in `room` points.
    private func fittingCount(in room: Int) -> Int { max(2, room / (longest * 8 + 16)) }

    /// Labels below an axis of `room` points, rotated where words are too long: a value that is a
    /// word cannot be read off its neighbours.
    ///
    /// - Parameter room: The points of the axis.
    /// - Returns: What `set xtics` takes, the room below the axis and the room at its left that
    ///   they need beyond that of upright ones.
    func labels(room: Int) -> (tics: GnuplotScript, height: Int, left: Int) {
        guard axis.isText, fittingCount(in: room) < values.count else {
            return ("(\(tics(room: room)))", 0, 0)
        }
        let length = longest * 7
        // Half a step lies at the left of the first value; a slanted label needs 22 points.
        let step = room / values.count
        return (
            "(\(tics(limit: room / 22))) rotate by 30 right", length / 2 + 24,
            max(0, length * 7 / 8 - step / 2 - 60)
        )
    }

    private func tics(limit: Int) -> GnuplotScript {
        // Of evenly spaced labels, two near ones would look like a mistake.
        let step = (values.count + limit - 1) / limit
        return stride(from: 0, to: values.count, by: max(step, 1)).map { index in
            "\(text(index)) \(index)" as GnuplotScript
        }.joined(separator: ", ")
    }
}
