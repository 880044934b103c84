public import TrainingModel

extension SampleTable {
    /// The samples of a part, ready to train: standardized with the training part of the fold, and
    /// rounded to Float.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - fold: The fold that is held out, from 0; 0 where there are none.
    /// - Returns: The samples in the order of the file, or `nil` if the part has none.
    /// - Complexity: O(``count`` · ``width``); the features of a table without split and
    ///   standardizing are not copied.
    public func dataset(_ part: SamplePart, fold: Int) -> Dataset? {
        let indices = parts.indices(of: part, fold: fold)
        guard !indices.isEmpty else { return nil }
        if !isStandardized, indices.count == count {
            return dataset(features: singles, labels: labels)
        }
        let scalings = isStandardized ? scalings(fold: fold) : []
        let singleWidth = kinds.count { $0 == .single }
        let doubleWidth = width - singleWidth
        var features: [Float] = []
        features.reserveCapacity(indices.count * width)
        for index in indices {
            if !isStandardized {
                features += singles[index * width..<(index + 1) * width]
                continue
            }
            var single = index * singleWidth
            var double = index * doubleWidth
            for scaling in scalings {
                if let scaling {
                    features.append(scaling.standardized(doubles[double]))
                    double += 1
                } else {
                    features.append(singles[single])
                    single += 1
                }
            }
        }
        return dataset(features: features, labels: indices.map { labels[$0] })
    }

    /// All features as they were read, row-major, whatever their kind.
    ///
    /// - Complexity: O(``count`` · ``width``).
    package var rows: [Double] {
        if !isStandardized { return singles.map(Double.init) }
        var single = singles.makeIterator()
        var double = doubles.makeIterator()
        return (0..<count).flatMap { _ in
            kinds.map { kind in
                kind == .double ? double.next() ?? 0 : Double(single.next() ?? 0)
            }
        }
    }

    private func dataset(features: [Float], labels: [Int32]) -> Dataset {
        Dataset(features: features, labels: labels, width: width, classNames: classNames)
    }

    /// A table of samples that are ready to train.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - featureNames: The name of each feature, or `nil` to number them from 1.
    ///   - split: How samples are held out; it names no column.
    /// - Throws: ``SplitError`` when the samples do not allow the split.
    public init(
        _ dataset: Dataset,
        featureNames: [String]? = nil,
        split: SplitRule = .none
    ) throws(SplitError) {
        let input = SplitInput(
            count: dataset.count,
            labels: dataset.labels,
            classNames: dataset.classNames
        )
        self.init(dataset, featureNames: featureNames, parts: try SampleParts(split, of: input))
    }

    /// A table of samples that are ready to train.
    init(_ dataset: Dataset, featureNames: [String]?, parts: SampleParts) {
        self.init(
            featureNames: featureNames ?? (1...dataset.width).map { "feature \($0)" },
            kinds: [FeatureKind](repeating: .single, count: dataset.width),
            singles: dataset.features,
            doubles: [],
            labels: dataset.labels,
            classNames: dataset.classNames,
            parts: parts
        )
    }
}
