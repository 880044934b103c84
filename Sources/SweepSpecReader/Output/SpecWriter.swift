internal import Quoting
public import SweepModel
internal import TrainingModel

/// Writes a spec in canonical form: equal specs give equal bytes, and reading them gives the spec.
public enum SpecWriter {
    /// The spec as YAML with every value written out.
    public static func text(of spec: SweepSpec) -> String {
        var text = ""
        var open: [Substring] = []
        for line in lines(of: spec) {
            let path = line.path.split(separator: ".")
            let shared = zip(open, path).prefix { $0 == $1 }.count
            for (depth, word) in path.enumerated().dropFirst(shared) {
                let indentation = String(repeating: "  ", count: depth)
                let value = depth == path.count - 1 ? " \(line.text)" : ""
                text += "\(indentation)\(word):\(value)\n"
            }
            open = path.dropLast()
        }
        return text
    }

    /// How `later` differs from `earlier`, value by value.
    ///
    /// - Returns: Lines such as `- training.epochs: 100` and `+ training.epochs: 50`; empty for
    ///   equal specs.
    public static func difference(from earlier: SweepSpec, to later: SweepSpec) -> [String] {
        let old = lines(of: earlier)
        let new = lines(of: later)
        var difference: [String] = []
        for line in old where !new.contains(line) {
            difference.append("- \(line.path): \(line.text)")
            if let changed = new.first(where: { $0.path == line.path }) {
                difference.append("+ \(changed.path): \(changed.text)")
            }
        }
        for line in new where !old.contains(where: { $0.path == line.path }) {
            difference.append("+ \(line.path): \(line.text)")
        }
        return difference
    }

    /// The values in the order of the file.
    private static func lines(of spec: SweepSpec) -> [SpecLine] {
        var values: [(SpecKey, String)] = [(.version, "2"), (.name, YAMLScalar.quoted(spec.name))]
        values += dataset(spec.dataset)
        values += split(spec)
        values += [(.epochs, "\(spec.epochs)"), (.shuffle, "\(spec.shuffle)")]
        values += choice(spec.choice)
        if !spec.metrics.isEmpty { values.append((.metrics, list(spec.metrics.map(\.name)))) }
        values += axes(spec.axes)
        values.append((.seeds, seeds(spec.seeds)))
        return values.map { SpecLine(path: $0.0.path, text: $0.1) }
    }

    /// The values of each axis; those in which optimizers differ are written with the optimizers.
    ///
    /// What is the default with each optimizer is left out, unless the first edition wrote it.
    private static func axes(_ axes: SweepAxes) -> [(SpecKey, String)] {
        let products = axes.products
        let isCommon = { (axis: Axis) in products.allSatisfy { $0[axis] == products[0][axis] } }
        return Axis.all.compactMap { axis in
            if axis == .optimizer {
                guard axes.optimizers != [.sgd] else { return nil }
                let items = products.map { product in
                    optimizer(product, own: Axis.all.filter { !isCommon($0) })
                }
                return (.axis(axis), list(items))
            }
            let isWritten = axis.isAlwaysWritten || !products.allSatisfy { $0.hasDefault(axis) }
            guard isWritten, isCommon(axis) else { return nil }
            return (.axis(axis), list(products[0][axis].map(text)))
        }
    }

    /// An optimizer with its values of the axes `own`.
    private static func optimizer(_ product: AxisProduct, own: [Axis]) -> String {
        let name = YAMLScalar.quoted(product.optimizer.rawValue)
        let values = own.filter { axis in
            axis != .optimizer && (axis.isAlwaysWritten || !product.hasDefault(axis))
        }.map { "\($0.name): \(list(product[$0].map(text)))" }
        return values.isEmpty ? name : "{\(name): {\(values.joined(separator: ", "))}}"
    }

    private static func text(_ value: AxisValue) -> String {
        switch value {
        case .number(let value): number(value)
        case .boolean(let isOn): "\(isOn)"
        case .layers(let units): list(units.map(String.init))
        case .word(let word): YAMLScalar.quoted(word)
        }
    }

    private static func dataset(_ source: DatasetSource) -> [(SpecKey, String)] {
        switch source {
        case .spiral(let spiral):
            [
                (.classes, "\(spiral.classes)"),
                (.points, "\(spiral.points)"),
                (.noise, number(spiral.noise)),
                (.dataSeed, "\(spiral.seed)"),
            ]
        case .csv(let table):
            [
                (.csv, YAMLScalar.quoted(table.path)),
                (.label, YAMLScalar.quoted(table.label)),
                (.standardize, "\(table.standardize)"),
            ] + form(table.form)
        case .idx(let files):
            [
                (.images, YAMLScalar.quoted(files.images)),
                (.labels, YAMLScalar.quoted(files.labels)),
            ]
        }
    }

    /// What is not as RFC 4180 has it, and the columns that are chosen.
    private static func form(_ form: TableForm) -> [(SpecKey, String)] {
        let usual = TableForm()
        var values: [(SpecKey, String)] = []
        if form.separator != usual.separator {
            values.append((.separator, YAMLScalar.quoted(form.separator.rawValue)))
        }
        if form.decimal != usual.decimal {
            values.append((.decimal, YAMLScalar.quoted(form.decimal.rawValue)))
        }
        if form.hasHeader != usual.hasHeader { values.append((.header, "\(form.hasHeader)")) }
        if let names = form.features {
            values.append((.features, list(names.map(YAMLScalar.quoted))))
        }
        if !form.excluded.isEmpty {
            values.append((.exclude, list(form.excluded.map(YAMLScalar.quoted))))
        }
        return values
    }

    /// The split; without one nothing where that is what a spec without the key means.
    private static func split(_ spec: SweepSpec) -> [(SpecKey, String)] {
        switch spec.split {
        case .none: spec.dataset.isInFiles ? [(.split, "none")] : []
        case .shares(let shares, let draw): Self.shares(shares) + self.draw(draw)
        case .last(let shares): [(.splitLast, "true")] + Self.shares(shares)
        case .folds(let count, let draw): [(.folds, "\(count)")] + self.draw(draw)
        case .column(let name): [(.splitColumn, YAMLScalar.quoted(name))]
        }
    }

    private static func shares(_ shares: HeldOutShares) -> [(SpecKey, String)] {
        [(.validation, number(shares.validation)), (.test, number(shares.test))]
    }

    private static func draw(_ draw: SplitDraw) -> [(SpecKey, String)] {
        let group = draw.group.map { [(SpecKey.group, YAMLScalar.quoted($0))] } ?? []
        return [(.splitSeed, "\(draw.seed)")] + group
    }

    /// Which epoch is taken; nothing for the last one.
    private static func choice(_ choice: EpochChoice) -> [(SpecKey, String)] {
        switch choice {
        case .final: []
        case .best: [(.select, "best")]
        case .stop(let rule):
            [(.patience, "\(rule.patience)"), (.minDelta, number(rule.minimumDelta))]
        }
    }

    private static func seeds(_ plan: SeedPlan) -> String {
        switch plan {
        case .notebook(let seed): "{notebook: \(seed)}"
        case .paired(let seeds):
            seeds == SeedList(0..<UInt64(seeds.count))
                ? "\(seeds.count)" : list(seeds.map(String.init))
        }
    }

    private static func list(_ elements: [String]) -> String {
        "[\(elements.joined(separator: ", "))]"
    }

    /// The shortest digits that give the same Double again, without a fraction of zero.
    private static func number(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// One value of a spec in canonical form.
struct SpecLine: Hashable {
    /// The path of the key, for example `training.epochs`.
    let path: String

    /// The value in YAML.
    let text: String
}
