/// The values of each hyper-parameter; the sweep is their product, the first axis varying slowest.
public struct SweepAxes: Hashable, Sendable {
    /// Values of μ.
    public var momentum: [Double]

    /// Values of η.
    public var learningRate: [Double]

    /// Values of the batch size.
    public var batch: [Int]

    /// Values of the layer list.
    public var layers: [[Int]]

    /// Values of Nesterov's switch.
    public var nesterov: [Bool]

    /// Values of τ.
    public var dampening: [Double]

    /// Values of λ.
    public var weightDecay: [Double]

    /// Lists the values of each hyper-parameter.
    public init(
        momentum: [Double] = [0],
        learningRate: [Double] = [0.1],
        batch: [Int] = [20],
        layers: [[Int]] = [[2, 50, 3]],
        nesterov: [Bool] = [false],
        dampening: [Double] = [0],
        weightDecay: [Double] = [0]
    ) {
        self.momentum = momentum
        self.learningRate = learningRate
        self.batch = batch
        self.layers = layers
        self.nesterov = nesterov
        self.dampening = dampening
        self.weightDecay = weightDecay
    }

    /// How many values `parameter` takes.
    public func count(of parameter: HyperParameter) -> Int {
        switch parameter {
        case .momentum: momentum.count
        case .learningRate: learningRate.count
        case .batch: batch.count
        case .layers: layers.count
        case .nesterov: nesterov.count
        case .dampening: dampening.count
        case .weightDecay: weightDecay.count
        }
    }

    /// The hyper-parameters that take more than one value.
    public var varying: [HyperParameter] { HyperParameter.allCases.filter { count(of: $0) > 1 } }

    /// Every combination, momentum varying slowest and weight decay fastest.
    public var settings: [Setting] {
        var settings: [Setting] = []
        for momentum in momentum {
            for learningRate in learningRate {
                for batch in batch {
                    for layers in layers {
                        for nesterov in nesterov {
                            for dampening in dampening {
                                for weightDecay in weightDecay {
                                    settings.append(
                                        Setting(
                                            momentum: momentum,
                                            learningRate: learningRate,
                                            batch: batch,
                                            layers: layers,
                                            nesterov: nesterov,
                                            dampening: dampening,
                                            weightDecay: weightDecay
                                        )
                                    )
                                }
                            }
                        }
                    }
                }
            }
        }
        return settings
    }
}
