extension NetworkShape {
    /// Draws the parameters that a network of PyTorch starts with, bit for bit.
    ///
    /// First layer by layer as `torch.nn.Linear` draws them; ``Initialization/pytorch`` leaves it
    /// there, the others then draw each weight again, layer by layer, and set the biases to 0.
    /// Bounds that are equal in the reals are not in Double, so each is computed in PyTorch's order
    /// of operations.
    ///
    /// - Parameters:
    ///   - initialization: The distribution of the weights.
    ///   - generator: Consumes exactly ``initialOutputs(_:)`` outputs.
    /// - Returns: The parameters in the flat order of ``linearLayers``.
    /// - Source: PyTorch, `torch.nn.Linear` and `torch.nn.init`.
    public func initialParameters(
        _ initialization: Initialization = .pytorch,
        drawnFrom generator: inout MersenneTwister
    ) -> [Float] {
        let parameters = linearParameters(drawnFrom: &generator)
        guard initialization != .pytorch else { return parameters }
        return linearLayers.flatMap { layer in
            let bound = initialization.weightBound(of: layer)
            let weights = (0..<layer.weightCount).map { _ in
                generator.uniform(from: -bound, to: bound)
            }
            return weights + [Float](repeating: 0, count: layer.outputs)
        }
    }

    /// The 32-bit outputs of a generator that ``initialParameters(_:drawnFrom:)`` consumes.
    ///
    /// - Parameter initialization: The distribution of the weights.
    /// - Returns: One for each parameter, and one more for each weight that is drawn again.
    public func initialOutputs(_ initialization: Initialization) -> Int {
        guard initialization != .pytorch else { return parameterCount }
        return parameterCount + linearLayers.reduce(0) { $0 + $1.weightCount }
    }

    /// What `torch.nn.Linear` starts with: with fan-in n, each weight from U(−b, b) with
    /// b = √3·(√(2/6)/√n), then each bias from U(−1/√n, 1/√n).
    private func linearParameters(drawnFrom generator: inout MersenneTwister) -> [Float] {
        var parameters: [Float] = []
        parameters.reserveCapacity(parameterCount)
        for layer in linearLayers {
            let weightBound = Initialization.pytorch.weightBound(of: layer)
            let biasBound = 1 / Double(layer.inputs).squareRoot()
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

extension Initialization {
    /// The largest weight of a layer with n inputs and m outputs.
    ///
    /// Kaiming's rule is √3·(g/√n) with the gain g = √2 of ReLU; that of `torch.nn.Linear` is the
    /// same with g = √(2/6), the gain of a leaky ReLU of slope √5; Xavier's is √3·√(2/(n + m)).
    ///
    /// - Source: He et al., ICCV 2015, section 2.2; Glorot and Bengio, AISTATS 2010, equation 16;
    ///   PyTorch, `torch.nn.init`, for the order of operations.
    fileprivate func weightBound(of layer: LinearLayer) -> Double {
        let fanInRoot = Double(layer.inputs).squareRoot()
        let deviation =
            switch self {
            case .pytorch: (2.0 / 6.0).squareRoot() / fanInRoot
            case .xavierUniform: (2.0 / Double(layer.inputs + layer.outputs)).squareRoot()
            case .kaimingUniform: 2.0.squareRoot() / fanInRoot
            }
        return 3.0.squareRoot() * deviation
    }
}
