import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// `hidden`: networks whose input and output follow from the data.
@Suite struct HiddenKeyTests {
    private static let table = "dataset: {csv: {path: a.csv, label: k}}\n"

    private func layers(_ text: String, _ overrides: [SpecOverride] = []) throws -> [AxisValue] {
        try SpecReader.read(Self.table + text, fileName: "a.yaml", overrides: overrides)
            .fitted(datasetWidth: 13, classCount: 4).axes[.layers]
    }

    private static func flag(_ key: SpecKey, _ text: String) -> SpecOverride {
        SpecOverride(key: key, text: text, source: "--\(key.flag)")
    }

    @Test(
        arguments: [
            ("", [[13, 50, 4]]),
            ("network: {hidden: [32]}", [[13, 32, 4]]),
            ("network: {hidden: 32}", [[13, 32, 4]]),
            ("network: {hidden: [32, 8]}", [[13, 32, 8, 4]]),
            ("network: {hidden: []}", [[13, 4]]),
            ("network: {hidden: none}", [[13, 4]]),
            ("network: {hidden: [[32]]}", [[13, 32, 4]]),
            ("sweep: {hidden: [[], [32], [32, 8]]}", [[13, 4], [13, 32, 4], [13, 32, 8, 4]]),
            ("sweep: {hidden: [32, 8]}", [[13, 32, 8, 4]]),
            ("sweep: {hidden: 'none/32/32,8'}", [[13, 4], [13, 32, 4], [13, 32, 8, 4]]),
            ("network: {layers: [13, 7, 4]}", [[13, 7, 4]]),
        ] as [(String, [AxisValue])]
    )
    func `layers follow from the data`(text: String, expected: [AxisValue]) throws {
        #expect(try layers(text) == expected)
    }

    @Test func `a flag takes the place of the file's network, however that is written`() throws {
        let hidden = Self.flag(.hidden, "8/8-8")
        let layers = Self.flag(.axis(.layers), "13,9,4")
        let both: [AxisValue] = [[13, 8, 4], [13, 8, 8, 4]]
        #expect(try self.layers("network: {layers: [13, 7, 4]}", [hidden]) == both)
        #expect(try self.layers("network: {hidden: [7]}", [hidden]) == both)
        #expect(try self.layers("network: {hidden: [7]}", [layers]) == [[13, 9, 4]])
    }

    @Test func `the layers of a spiral are known at once`() throws {
        let text = "dataset: {spiral: {classes: 5}}\nnetwork: {hidden: [8]}"
        #expect(try SpecReader.read(text, fileName: "a.yaml").spec.axes[.layers] == [[2, 8, 5]])
        let classes = Self.flag(.classes, "4")
        #expect(
            try SpecReader.read(.notebook, overrides: [classes]).spec.axes[.layers] == [[2, 50, 4]]
        )
    }

    @Test func `what is stored are layers, which are read back`() throws {
        let fitted = try SpecReader.read(Self.table + "network: {hidden: [8]}", fileName: "a.yaml")
            .fitted(datasetWidth: 13, classCount: 4)
        let text = SpecWriter.text(of: fitted)
        #expect(text.contains("\n  layers: [[13, 8, 4]]\n"))
        let read = try SpecReader.read(text, fileName: "sweep.yaml")
        #expect(read.spec == fitted)
        #expect(try read.fitted(datasetWidth: 13, classCount: 4) == fitted)
    }

    @Test func `only a network that the defaults chose is an assumption`() throws {
        func assumptions(_ text: String) throws -> Set<SpecAssumption> {
            let text = "version: 2\nsplit: none\n" + Self.table + text
            return try SpecReader.read(text, fileName: "a.yaml").assumptions
        }
        #expect(try assumptions("") == [.network])
        #expect(try assumptions("network: {hidden: [50]}").isEmpty)
        #expect(try assumptions("sweep: {layers: [[13, 50, 4]]}").isEmpty)
    }

    @Test(arguments: [
        (
            "network: {layers: [13, 7, 4],\n  hidden: [7]}",
            "a.yaml:3: network.hidden: does not go with network.layers (a.yaml:2); keep one of the"
        ),
        (
            "network: {hidden: [7]}\nsweep: {layers: [[13, 7, 4]]}",
            "a.yaml:2: network.hidden: does not go with sweep.layers (a.yaml:3); keep one of the"
        ),
        (
            "network: {hidden: [7]}\nsweep: {hidden: [[7]]}",
            "a.yaml:2: network.hidden: is given as sweep.hidden too; keep one of the two"
        ),
        ("network: {hidden: [0]}", "a.yaml:2: network.hidden: 0 is not allowed; a whole number"),
        ("network: {hidden: [99999]}", "a.yaml:2: network.hidden: 99999 is not allowed; a whole"),
        ("network: {hidden: many}", "a.yaml:2: network.hidden: many is not allowed; a whole num"),
        (
            "network: {hidden: -1}",
            "a.yaml:2: network.hidden: -1 is not allowed; the units of up to"
        ),
        (
            "network: {hidden: '8,,8'}",
            "a.yaml:2: network.hidden: 8,,8 is not allowed; the units of"
        ),
        (
            "network: {hidden: ''}",
            "a.yaml:2: network.hidden: '' is not allowed; the units of up to"
        ),
        (
            "sweep: {hidden: '8/-8'}",
            "a.yaml:2: sweep.hidden: -8 is not allowed; the units of up to"
        ),
        ("network: {hidden: {a: 1}}", "a.yaml:2: network.hidden: {a: 1} is not allowed; the units"),
        ("network: {hidden: }", "a.yaml:2: network.hidden: an empty value is not allowed; the uni"),
        ("sweep: {hidden: [[1], 2]}", "a.yaml:2: sweep.hidden: 2 is not allowed; the units of up"),
        ("sweep: {hidden: [[1], [1]]}", "a.yaml:2: sweep.hidden: [1] stands twice; each value may"),
        (
            "network: {hidden: [[1], [2]]}",
            "a.yaml:2: network.hidden: [[1], [2]] is not allowed; one value; several belong under s"
        ),
        (
            "network: {hidden: [60000, 60000]}",
            "a.yaml:2: network.hidden: [13, 60000, 60000, 4] is not allowed; its 3601140004 weights"
        ),
    ])
    func `wrong networks are refused`(text: String, message: String) {
        let refusal = #expect(throws: SpecError.self) { try layers(text) }
        let description = refusal?.description ?? "nothing"
        #expect(description.hasPrefix(message), "said: \(description)")
    }

    @Test(arguments: [(65_537, 2, "65537 features"), (3, 65_537, "65537 classes")])
    func `data that no network fits are refused`(width: Int, classes: Int, words: String) throws {
        for text in ["", "network: {layers: [3, 4, 2]}"] {
            let resolved = try SpecReader.read(Self.table + text, fileName: "a.yaml")
            let refusal = #expect(throws: SpecError.self) {
                try resolved.fitted(datasetWidth: width, classCount: classes)
            }
            #expect(refusal?.description.contains("which has \(words); a layer has 1 to") == true)
        }
    }

    @Test func `both flags at once are refused`() {
        let flags = [Self.flag(.axis(.layers), "13,9,4"), Self.flag(.hidden, "9")]
        let refusal = #expect(throws: SpecError.self) { try layers("", flags) }
        let message =
            "--hidden: sweep.hidden: does not go with sweep.layers (--layers); keep one of the two"
        #expect(refusal?.description == message)
    }
}
