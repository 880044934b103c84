internal import NeuralNet
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The figures of a report, by the section of the page in which they stand.
struct FigureSet {
    /// The loss along the compared axis.
    let axis: [Figure]

    /// The loss of each optimizer's best setting.
    let optimizers: [Figure]

    /// Curves of the settings along the drawn axis.
    let comparison: [Figure]

    /// Curves of what else was recorded.
    let moreCurves: [Figure]

    /// The best learning rate for each momentum.
    let rates: [Figure]

    /// Learning rate and momentum over the epochs.
    let schedules: [Figure]

    /// The loss over two axes, and against the effective learning rate.
    let maps: [Figure]

    /// Paired differences from the baseline.
    let differences: [Figure]

    /// The pictures of each shown setting.
    let settings: [SettingFigures]

    /// What the variance comes from.
    let importance: [Figure]

    /// What the chosen model confuses, and whether its probabilities can be believed.
    let model: [Figure]

    /// The samples.
    let samples: [Figure]

    /// All of them.
    var all: [Figure] {
        axis + optimizers + comparison + moreCurves + rates + schedules + maps + differences
            + settings.flatMap(\.all)
            + importance + model + samples
    }

    /// How many settings have pictures where no set is known.
    private static let settingLimit = 10

    /// Draws up the figures of `results`.
    init(_ results: SweepResults) {
        axis = [AxisFigure.make(results)].compactMap(\.self)
        optimizers = [AxisFigure.optimizers(results)].compactMap(\.self)
        comparison = ComparisonFigures.main(results)
        moreCurves = ComparisonFigures.more(results)
        rates = BestResponseFigures.make(results)
        schedules = ScheduleFigures.make(results)
        maps = [HeatMapFigure.make(results), EffectiveRateFigure.make(results)]
            .compactMap(\.self)
        differences = [ForestFigure.make(results)].compactMap(\.self)
        settings = Self.settings(results)
        importance = [ImportanceFigure.make(results)].compactMap(\.self)
        model = [ConfusionFigure.make(results), ReliabilityFigure.make(results)]
            .compactMap(\.self)
        samples = [SamplesFigure.make(results)].compactMap(\.self)
    }

    /// The settings with pictures of their own: those of the set that have any, the best first;
    /// where no set is known, those that did best with each value of the drawn axis.
    static func pictured(_ results: SweepResults) -> [Int] {
        let pictured = results.shown.pictured
        let ofSet = results.setByRank.filter(pictured.contains)
        if !ofSet.isEmpty { return Array(ofSet.prefix(ShownSettings.setLimit)) }
        let ranking = results.answer?.ranking ?? []
        let ranked = ranking.filter(pictured.contains)
        let rest = pictured.filter { !ranked.contains($0) }
        return Array((ranked + rest).prefix(settingLimit))
    }

    private static func settings(_ results: SweepResults) -> [SettingFigures] {
        let indices = pictured(results)
        let plane = Plane(results, figureCount: 2 * indices.count)
        return indices.enumerated().map { number, index in
            let setting = results.settings[index]
            let curves = CurvesFigure.make(setting, number: number, results: results)
            guard let trained = results.trained(index), let plane else {
                return SettingFigures(index: index, curves: curves, regions: nil, agreement: nil)
            }
            let fold = trained.best.run.fold
            let samples = SampleLayer.overRegions(
                PartedSamples(results.samples, fold: fold),
                fold: results.samples.parts.foldCount > 1 ? fold : nil
            )
            return SettingFigures(
                index: index,
                curves: curves,
                regions: RegionsFigure.make(
                    trained,
                    number: number,
                    grid: plane.fine,
                    samples: samples,
                    results: results
                ),
                agreement: AgreementFigure.make(
                    trained,
                    number: number,
                    grid: plane.coarse,
                    samples: samples,
                    results: results
                )
            )
        }
    }

    /// The grids for figures of decisions, for samples with two features.
    private struct Plane {
        /// The grid for one network a figure.
        let fine: DecisionGrid

        /// The grid for several.
        let coarse: DecisionGrid

        /// Lays the grids, or returns `nil` unless there are two features.
        init?(_ results: SweepResults, figureCount: Int) {
            guard results.dataset.width == 2 else { return nil }
            // Settings may have layers of their own; the widest count.
            let layers = results.trained.map { results.settings[$0.index].setting.layers }
            let widest = layers.max {
                NetworkShape(layers: $0).parameterCount < NetworkShape(layers: $1).parameterCount
            }
            let dataset = PartedSamples(results.samples, fold: 0).dataset
            func sideLimit(_ limit: Int) -> Int {
                guard let widest else { return limit }
                return DecisionGrid.sideLimit(limit, layers: widest, figureCount: figureCount)
            }
            guard
                let fine = DecisionGrid(over: dataset, sideLimit: sideLimit(250)),
                let coarse = DecisionGrid(
                    over: dataset,
                    step: 0.04,
                    sideLimit: sideLimit(100)
                )
            else { return nil }
            self.fine = fine
            self.coarse = coarse
        }
    }
}

/// The pictures of one setting.
struct SettingFigures {
    /// The place in the plan's settings.
    let index: Int

    /// Loss and accuracy over the epochs, if any is known.
    let curves: Figure?

    /// The classes in the plane, if the samples are flat and a run finished.
    let regions: Figure?

    /// How far the runs agree, if there are several.
    let agreement: Figure?

    /// Those that there are, in the order of the page.
    var all: [Figure] { [curves, regions, agreement].compactMap(\.self) }
}
