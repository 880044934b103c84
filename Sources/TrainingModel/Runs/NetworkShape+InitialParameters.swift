extension NetworkShape {
    /// Draws the parameters that PyTorch's `torch.nn.Linear` starts with, bit for bit.
    ///
    /// Layer by layer, with fan-in n: each weight from U(−√3·(√(2/6)/√n), √3·(√(2/6)/√n)), which is
    /// Kaiming's uniform rule with a = √5, then each bias from U(−1/√n, 1/√n). The two bounds are
    /// equal in the reals but not in Double, so each is computed in PyTorch's order of operations.
    ///
    /// - Parameter generator: Consumes exactly ``parameterCount`` outputs.
    /// - Returns: The parameters in the flat order of ``linearLayers``.
    /// - Source: He et al., ICCV 2015, section 2.2; PyTorch, `torch.nn.init.kaiming_uniform_`.
    public func initialParameters(drawnFrom generator: inout MersenneTwister) -> [Float] {
        var parameters: [Float] = []
        parameters.reserveCapacity(parameterCount)
        for layer in linearLayers {
            let fanInRoot = Double(layer.inputs).squareRoot()
            let gain = (2.0 / 6.0).squareRoot()
            let weightBound = 3.0.squareRoot() * (gain / fanInRoot)
            let biasBound = 1 / fanInRoot
            for _ in 0..<layer.weightCount {
                parameters.append(generator.uniform(from: -weightBound, to: weightBound))
            }
            for _ in 0..<layer.outputs {
                parameters.append(generator.uniform(from: -biasBound, to: biasBound))
            }
        }
        return parameters
    }
}
