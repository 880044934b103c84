internal import NeuralNet
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
        let plane = Plane(results)
        return results.shown.pictured.enumerated().map { number, index in
            let trained = results.trained(index)
            let setting = results.settings[index]
            let curves = CurvesFigure.make(setting, number: number, results: results)
            guard let trained, let plane else {
                return MomentumFigures(curves: curves, regions: nil, agreement: nil)
            }
            return MomentumFigures(
                curves: curves,
                regions: RegionsFigure.make(
                    trained,
                    number: number,
                    grid: plane.fine,
                    samples: plane.samples,
                    results: results
                ),
                agreement: AgreementFigure.make(
                    trained,
                    number: number,
                    grid: plane.coarse,
                    samples: plane.samples,
                    results: results
                )
            )
        }
    }

    /// What the figures of decisions share, for samples with two features.
    private struct Plane {
        /// The grid for one network a figure.
        let fine: DecisionGrid

        /// The grid for several.
        let coarse: DecisionGrid

        /// The samples that lie over the regions.
        let samples: SampleLayer

        /// Lays the grids, or returns `nil` unless there are two features.
        init?(_ results: SweepResults) {
            // The best setting of each momentum may have layers of its own; the widest count.
            let layers = results.trained.map { results.settings[$0.index].setting.layers }
            let widest = layers.max {
                NetworkShape(layers: $0).parameterCount < NetworkShape(layers: $1).parameterCount
            }
            func sideLimit(_ limit: Int) -> Int {
                let count = 2 * results.shown.pictured.count
                guard let widest else { return limit }
                return DecisionGrid.sideLimit(limit, layers: widest, figureCount: count)
            }
            guard
                let fine = DecisionGrid(over: results.dataset, sideLimit: sideLimit(250)),
                let coarse = DecisionGrid(
                    over: results.dataset,
                    step: 0.04,
                    sideLimit: sideLimit(100)
                )
            else { return nil }
            self.fine = fine
            self.coarse = coarse
            samples = .overRegions(results.dataset)
        }
    }
}

/// The pictures of one momentum.
struct MomentumFigures {
    /// The notebook's loss and accuracy over the epochs.
    let curves: Figure

    /// The notebook's classes in the plane, if the samples are flat and a run finished.
    let regions: Figure?

    /// How far the seeds agree, if there are several.
    let agreement: Figure?

    /// Those that there are, in the order of the page.
    var all: [Figure] { [curves, regions, agreement].compactMap(\.self) }
}
