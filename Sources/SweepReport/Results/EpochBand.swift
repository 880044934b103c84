/// The mean of one metric at each epoch with its Student-t 95 % interval.
struct EpochBand {
    /// The runs that had a finite value, for each epoch.
    var counts: [Int] = []

    /// Their mean; NaN if there are none.
    var mean: [Float] = []

    /// The interval's lower end; NaN with fewer than two runs.
    var low: [Float] = []

    /// The interval's upper end; NaN with fewer than two runs.
    var high: [Float] = []
}
