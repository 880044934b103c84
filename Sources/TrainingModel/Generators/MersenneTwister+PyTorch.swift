extension MersenneTwister {
    /// A Float as PyTorch's `tensor.uniform_(lower, upper)` draws it, from one output.
    ///
    /// Float(u·(b − a) + a), where u = (output mod 2²⁴)/2²⁴. The bounds a and b and their distance
    /// are rounded to Float, but product and sum are in Double: Float arithmetic gets about half of
    /// the numbers wrong by one unit in the last place.
    ///
    /// - Parameters:
    ///   - lower: a, finite.
    ///   - upper: b, finite, at least a.
    /// - Returns: A number in a…b.
    public mutating func uniform(from lower: Double, to upper: Double) -> Float {
        let distance = Double(Float(upper) - Float(lower))
        let unit = Double(next() & 0xFF_FFFF) * 0x1p-24
        return Float(unit * distance + Double(Float(lower)))
    }

    /// A random order of `0..<count` as PyTorch's `randperm(count)` draws it.
    ///
    /// For each i in 0..<count − 1, element i changes places with element i + (output mod
    /// (count − i)): a Fisher–Yates shuffle from the front, one output a step.
    ///
    /// - Parameter count: The number of elements, in 0…2³² − 1.
    /// - Returns: Each number of `0..<count` once.
    public mutating func permutation(count: Int) -> [Int] {
        precondition((0...0xFFFF_FFFF).contains(count), "a permutation has no \(count) elements")
        var order = Array(0..<count)
        for index in order.indices.dropLast() {
            order.swapAt(index, index + Int(next()) % (count - index))
        }
        return order
    }

    /// The order in which PyTorch's `DataLoader` visits the samples in the next epoch.
    ///
    /// Each epoch draws a 64-bit base seed (for worker processes; unused here). A shuffled one
    /// draws another, whose low 32 bits seed the generator that makes the permutation.
    ///
    /// - Parameters:
    ///   - sampleCount: The number of samples of the dataset.
    ///   - shuffle: Whether the order is random or 0, 1, 2 …
    /// - Returns: The index of each sample once. Consumes two outputs, or four with `shuffle`.
    /// - Source: PyTorch, `torch.utils.data.RandomSampler` and `_BaseDataLoaderIter`.
    public mutating func epochOrder(sampleCount: Int, shuffle: Bool) -> [Int] {
        skip(2)
        guard shuffle else { return Array(0..<sampleCount) }
        var generator = MersenneTwister(seed: next64())
        return generator.permutation(count: sampleCount)
    }
}
