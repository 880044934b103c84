import NeuralNet
import SweepPrediction
import Testing
import TrainingModel

/// What stands before and after a network.
struct PreprocessingTests {
    @Test func `JSON gives back every bit`() throws {
        let read = try Preprocessing(json: SavedModels.preprocessing.json)
        #expect(read == SavedModels.preprocessing)
        let bits = { (feature: Preprocessing.Feature) in
            [feature.scaling?.mean.bitPattern, feature.scaling?.deviation.bitPattern]
        }
        #expect(read.features.map(bits) == SavedModels.preprocessing.features.map(bits))
    }

    @Test func `JSON gives back numbers of every size`() throws {
        var generator = SplitMix64(seed: 1)
        func number() -> Double {
            let number = Double(bitPattern: generator.next())
            return Float(number).isFinite && number != 0 ? number : 0.1
        }
        let features = (0..<2_000).map { index in
            let scaling = FeatureScaling(
                mean: number(),
                deviation: abs(number()),
                isConstant: false
            )
            return Preprocessing.Feature(name: "\(index)", scaling: scaling)
        }
        let written = Preprocessing(features: features, classNames: ["a", "b"], labelName: "y")
        #expect(try Preprocessing(json: written.json) == written)
    }

    @Test(arguments: [false, true])
    func `the numbers are those that training has seen`(standardize: Bool) throws {
        let table = try SampleTable.spiral(
            classes: 3,
            points: 20,
            noise: 0.2,
            seed: 1,
            standardize: standardize,
            split: .folds(count: 3, SplitDraw())
        )
        for fold in 0..<3 {
            let preprocessing = Preprocessing(table, fold: fold, labelName: "class")
            let dataset = try #require(table.dataset(.validation, fold: fold))
            let features = table.parts.indices(of: .validation, fold: fold).flatMap { sample in
                (0..<2).map { feature in
                    preprocessing.features[feature].value(
                        table.value(ofFeature: feature, sample: sample)
                    )
                }
            }
            #expect(features.map(\.bitPattern) == dataset.features.map(\.bitPattern))
            #expect(preprocessing.isStandardized == standardize)
        }
        let common = Preprocessing(table, fold: nil, labelName: "class")
        #expect(!common.isStandardized && common.features.map(\.name) == ["x", "y"])
    }

    private static let feature = #"{"name": "x", "mean": 1, "deviation": 2}"#

    private static func text(
        version: String = "1",
        classes: String = #"["a", "b"]"#,
        features: String = feature,
        label: String = "y"
    ) -> String {
        #"{"version": \#(version), "label": "\#(label)", "classes": \#(classes), "#
            + #""features": [\#(features)]}"#
    }

    @Test(arguments: [
        ("", "cannot be read"),
        ("{}", "cannot be read: \"version\" is missing"),
        (text(version: "2"), "has version 2"),
        (text(classes: #"["a"]"#), "1 classes"),
        (text(features: ""), "0 features"),
        (
            text(classes: #"["a", "\u001b]0;x\u0007"]"#),
            "the class \"\\u{1B}]0;x\\u{7}\" with U+001B, which is not allowed"
        ),
        (text(classes: #"["a", "\uffff"]"#), "with U+FFFF, which is not allowed"),
        (text(classes: #"["a", ""]"#), "has a class without a name"),
        (text(classes: #"["a", "b", "a"]"#), "names the class \"a\" twice"),
        (text(features: #"{"name": "\u001b"}"#), "the feature \"\\u{1B}\" with U+001B"),
        (text(features: #"{"name": "y"}"#), "both a feature and the label \"y\""),
        (text(label: "\\u0085"), "the label \"\\u{85}\" with U+0085"),
        (text(label: ""), "has a label without a name"),
        (text(features: #"{"name": "x", "mean": 1e39, "deviation": 1}"#), "mean 1e+39"),
        (text(features: #"{"name": "x", "mean": 1, "deviation": 1e39}"#), "deviation 1e+39"),
        (text(features: feature + "," + feature), "\"x\" twice"),
        (text(features: #"{"name": "x", "mean": 1}"#), "mean 1.0 and the deviation missing"),
        (text(features: #"{"name": "x", "deviation": 1}"#), "mean missing"),
        (text(features: #"{"name": "x", "mean": 1, "deviation": 0}"#), "deviation 0.0"),
        (text(features: #"{"name": "x", "mean": 1, "deviation": -1}"#), "deviation -1.0"),
        (text(features: #"{"name": "x", "mean": "1", "deviation": 1}"#), "features.Index 0.mean"),
        (text(features: #"{"name": 1}"#), "cannot be read"),
        (text(label: #"y", "separator": "::"#), "the separator \"::\" and the decimal mark \".\""),
        (text(label: #"y", "header": "no"#), "header"),
    ])
    func `what nobody wrote is refused`(text: String, reason: String) {
        #expect {
            try Preprocessing(json: text)
        } throws: { error in
            (error as? PredictionError)?.message.contains(reason) == true
        }
    }

    @Test func `members that a later version may add are ignored`() throws {
        let text = Self.text().replacing("\"label\"", with: "\"later\": [1], \"label\"")
        #expect(try Preprocessing(json: text).features.map(\.name) == ["x"])
    }
}
