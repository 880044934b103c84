internal import NeuralNet
internal import SweepModel

/// The figures of a report, by the section of the page in which they stand.
struct FigureSet {
    /// The samples.
    var samples: [Figure] = []

    /// Loss and accuracy of the momenta beside one another.
    var comparison: [Figure] = []

    /// For each shown momentum, the notebook's two pictures.
    var momenta: [MomentumFigures] = []

    /// Why there are no decision regions, if there are none.
    var regionsNote: String?

    /// All of them.
    var all: [Figure] {
        samples + comparison + momenta.flatMap { [$0.curves, $0.regions].compactMap(\.self) }
    }

    /// Draws up the figures of `results`.
    init(_ results: SweepResults) {
        if let figure = SamplesFigure.make(results.dataset) { samples = [figure] }
        comparison = ComparisonFigures.make(results)
        if results.dataset.width != 2 {
            regionsNote =
                "Decision regions are drawn for samples with two features; these have "
                + "\(results.dataset.width)."
        }
        let grid = DecisionGrid(over: results.dataset)
        for (index, momentum) in results.shownMomenta.enumerated() {
            guard
                let setting = results.best(withMomentum: momentum)
                    ?? results.settings.first(where: { $0.setting.momentum == momentum })
            else { continue }
            let best = results.bestRuns.first { $0.run.setting.momentum == momentum }
            momenta.append(
                MomentumFigures(
                    momentum: momentum,
                    curves: CurvesFigure.make(setting, number: index, results: results),
                    regions: grid.flatMap { grid in
                        best.flatMap {
                            RegionsFigure.make($0, number: index, grid: grid, results: results)
                        }
                    }
                )
            )
        }
    }
}
