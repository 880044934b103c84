internal import NeuralNet
internal import SweepModel
internal import SweepResults
internal import TrainingModel

/// The figures of a report, by the section of the page in which they stand.
struct FigureSet {
    /// Loss and accuracy of the momenta beside one another.
    let comparison: [Figure]

    /// Paired differences from the baseline.
    let differences: [Figure]

    /// The final loss against the effective learning rate.
    let rates: [Figure]

    /// The final loss over momentum and learning rate.
    let heatMap: [Figure]

    /// The pictures of each shown momentum.
    let momenta: [MomentumFigures]

    /// The samples.
    let samples: [Figure]

    /// Why there are no decision regions, if there are none.
    let regionsNote: String?

    /// All of them.
    var all: [Figure] {
        comparison + differences + rates + heatMap + momenta.flatMap(\.all) + samples
    }

    /// Draws up the figures of `results`.
    init(_ results: SweepResults) {
        comparison = ComparisonFigures.make(results)
        differences = [ForestFigure.make(results)].compactMap(\.self)
        rates = [EffectiveRateFigure.make(results)].compactMap(\.self)
        heatMap = [HeatMapFigure.make(results)].compactMap(\.self)
        momenta = Self.momenta(results)
        samples = [SamplesFigure.make(results.dataset)].compactMap(\.self)
        regionsNote =
            results.dataset.width == 2
            ? nil
            : "Decision regions need samples with two features; these have "
                + "\(results.dataset.width), so there are none."
    }

    private static func momenta(_ results: SweepResults) -> [MomentumFigures] {
        let grid = DecisionGrid(over: results.dataset)
        let coarse = DecisionGrid(over: results.dataset, step: 0.04, sideLimit: 100)
        return results.shownMomenta.enumerated().compactMap { number, momentum in
            let trained = results.trained(withMomentum: momentum)
            let first = results.settings.first { $0.setting.momentum == momentum }
            guard let setting = trained.map({ results.settings[$0.index] }) ?? first else {
                return nil
            }
            guard let trained, let grid, let coarse else {
                return MomentumFigures(
                    curves: CurvesFigure.make(setting, number: number, results: results),
                    regions: nil,
                    agreement: nil
                )
            }
            return MomentumFigures(
                curves: CurvesFigure.make(setting, number: number, results: results),
                regions: RegionsFigure.make(trained, number: number, grid: grid, results: results),
                agreement: AgreementFigure.make(
                    trained,
                    number: number,
                    grid: coarse,
                    results: results
                )
            )
        }
    }
}
