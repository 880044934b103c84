import NeuralNet
import NeuralNetRuntime
import SweepPrediction
import Testing
import TrainingModel

/// What a saved network says of rows.
struct PredictorTests {
    private static let names = ["width", "height, in \"cm\"", " depth"]

    private func blocks(_ rows: [String], hasLabels: Bool = true) throws -> [FeatureTable.Block] {
        let header = "width,\"height, in \"\"cm\"\"\", depth" + (hasLabels ? ",kind" : "") + "\n"
        var pieces = [Array((header + rows.map { $0 + "\n" }.joined()).utf8)]
        var table = try FeatureTable(
            file: "new.csv",
            preprocessing: SavedModels.preprocessing,
            nextPiece: { pieces.popLast() ?? [] }
        )
        var blocks: [FeatureTable.Block] = []
        while let block = try table.next() { blocks.append(block) }
        return blocks
    }

    @Test(arguments: InstructionSetName.supported)
    func `predictions are the softmax of the kernels' logits`(set: InstructionSetName) throws {
        let model = SavedModels.small
        let block = try #require(try blocks(["0.1,2,3,-1", "7,-8,9,-1", "1,1,1,other"]).first)
        var predictor = Predictor(model, by: set)
        let predictions = predictor.predict(block)
        let logits = InstructionSetName.baseline.logits(
            of: model.shape,
            activation: model.activation,
            parameters: [model.parameters],
            features: block.features
        )[0]
        var loss = 0.0
        for (row, prediction) in predictions.enumerated() {
            let own = Array(logits[2 * row..<2 * row + 2])
            #expect(prediction.logits == own)
            #expect(prediction.classIndex == (own[1] > own[0] ? 1 : 0))
            #expect(prediction.probabilities == Softmax.probabilities(of: own))
            if row < 2 { loss += Softmax.crossEntropy(of: own, label: 0) }
        }
        let correctCount = predictions.prefix(2).count { $0.classIndex == 0 }
        let tally = predictor.tally
        #expect(tally.rowCount == 3 && tally.labelledCount == 2)
        #expect(tally.correctCount == correctCount && tally.loss == loss / 2)
        #expect(tally.accuracy == Double(correctCount) / 2)
        #expect(tally.unknown.count == 1 && tally.unknown.firstLine == 4)
        let lines = PredictionWords.lines(of: tally, of: "new.csv", label: "kind") { "about \($0)" }
        #expect(
            lines == [
                "momentum: new.csv: the row in line 4 has in the column \"kind\" the name of no "
                    + "class; accuracy and loss leave them out",
                "momentum: new.csv: accuracy \(correctCount * 50).0 % (\(correctCount) of 2 "
                    + "rows), loss about \(loss / 2)",
            ]
        )
    }

    @Test func `a row that the network cannot compute has no prediction and is told`() throws {
        let model = SavedModel(
            layers: [3, 2],
            activation: .relu,
            parameters: [1e30, 0, 0, 0, 0, 1, 0, 0],
            preprocessing: SavedModels.preprocessing
        )
        var predictor = Predictor(model)
        let block = try #require(try blocks(["1e38,0,0", "0.1,0,0"], hasLabels: false).first)
        let predictions = predictor.predict(block)
        #expect(predictions.map(\.classIndex) == [nil, 0])
        #expect(predictions[0].probabilities.isEmpty)
        #expect(predictor.tally.accuracy == nil && predictor.tally.loss == nil)
        let lines = PredictionWords.lines(of: predictor.tally, of: "new.csv", label: "kind") {
            "about \($0)"
        }
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("momentum: new.csv: the row in line 2 has no prediction"))
        var csv = PredictionText(classNames: ["a", "b"], isJSON: false)
        #expect(csv.rows(predictions) == ",,\na,0.5,0.5\n")
        var json = PredictionText(classNames: ["a", "b"], isJSON: true)
        #expect(json.rows(predictions).hasPrefix(#"{"class": null, "probabilities": null}, {"#))
    }

    @Test(arguments: [
        ("-1", "-1"), ("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("a,b", "\"a,b\""),
    ])
    func `a class is a cell as in all other tables`(name: String, cell: String) {
        let prediction = Prediction(logits: [2, 1] as [Float])
        var text = PredictionText(classNames: [name, "other"], isJSON: false)
        #expect(text.rows([prediction]).hasPrefix(cell + ","))
    }

    @Test func `tables and objects hold every digit`() {
        let prediction = Prediction(logits: [1, 2] as [Float])
        var csv = PredictionText(classNames: ["=a", "b,c"], isJSON: false)
        let numbers = Softmax.probabilities(of: [1, 2] as [Float])
        #expect(csv.head == "class,probability =a,\"probability b,c\"\n")
        #expect(csv.rows([prediction]) == "\"b,c\",\(numbers[0]),\(numbers[1])\n")
        #expect(Double("\(numbers[0])") == numbers[0])
        #expect(csv.end(PredictionTally()).isEmpty)
        var json = PredictionText(classNames: ["=a", "b,c"], isJSON: true)
        let row = #"{"class": "b,c", "probabilities": [\#(numbers[0]), \#(numbers[1])]}"#
        let text = json.head + json.rows([prediction]) + json.rows([prediction])
        #expect(
            text + json.end(PredictionTally())
                == #"{"classes": ["=a", "b,c"], "predictions": ["# + row + ", " + row
                + #"], "rows": 0, "labelled": 0, "correct": 0, "accuracy": null, "loss": null}"#
                + "\n"
        )
    }
}
