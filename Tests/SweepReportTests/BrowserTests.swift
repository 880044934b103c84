import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepTesting
import Testing
import TrainingModel

/// The page in a real browser: what moves, what can be read, and that nobody is asked for anything.
@Suite(.requires(.browser), .timeLimit(.minutes(5)))
struct BrowserTests {
    @Test func `hovering tells values, keys hide curves, headings sort, no request leaves`() throws
    {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]), epochs: 4)
        let told = try Browser.told(by: "reader", about: sweep)
        try #require(told.count == 25, "\(told)")
        let results = SyntheticResults(plan: sweep.plan)
        let seeds = sweep.plan.seeds.count
        let losses = (0..<seeds).map { seed in
            Double(
                results.result(sweep.plan.run(atPlace: 2 * seeds + seed)).curve[.loss].first ?? 0
            )
        }
        let mean = losses.reduce(0, +) / Double(losses.count)
        let lines = told[0].components(separatedBy: "; ")
        #expect(lines.count == 4)
        #expect(lines[0] == "epoch 0")
        let last = lines[3].components(separatedBy: ": ")
        #expect(last[0] == "μ 0.9")
        let value = try #require(Double(last[1]))
        #expect(abs(value - mean) < 0.001 * mean)
        #expect(told[1] == "no tip", "the tip shows outside of the plot")
        #expect(told[2] == "true", "the tip stays when the pointer leaves")
        #expect(told[3...4] == ["epoch 1", "true"], "the keyboard does not walk")
        #expect(told[5] == "true", "the layout is not where gnuplot draws")
        #expect(told[6...7] == ["0", "true"], "the key cannot be reached by keyboard")
        #expect(told[8...10] == ["none", "false", "2"], "not curve and band alone are hidden")
        #expect(told[11] == "false", "a hidden curve tells values")
        #expect(told[12...14] == ["inline", "true", "0"])
        #expect(told[15...16] == ["0 0.5 0.9 a guess", "ascending"])
        #expect(told[17...18] == ["0.9 0.5 0 a guess", "descending"])
        #expect(
            told[19...20] == ["0.9 0.5 0 a guess", ""],
            "higher momenta have lower losses here"
        )
        #expect(told[21] == "0", "the page asked for something")
        #expect(
            told[22].wholeMatch(of: #/μ 0\.5: [\d.]+ % less \([\d.]+ to [\d.]+ % less\)/#) != nil
        )
        #expect(told[23].wholeMatch(of: #/momentum 0\.9: 0\.\d+ \(0\.\d+ to 0\.\d+\)/#) != nil)
        #expect(told[24].hasPrefix("class 0: "))
    }

    /// Each name that a stranger may choose tries to become markup or a script.
    @Test(arguments: 0..<(HostileText.attacks.count + 5) / 6)
    func `no name runs a script, and all can be read in the page`(part: Int) throws {
        // A key of more lines than a picture has room for is left out.
        let attacks = Array(HostileText.attacks.dropFirst(6 * part).prefix(6))
        let points = attacks.indices.flatMap { [Float($0 % 8), Float($0 / 8)] }
        let dataset = Dataset(
            features: points,
            labels: attacks.indices.map { Int32($0) },
            width: 2,
            classNames: attacks
        )
        let sweep = try ReportCase(
            SweepAxes([.momentum: [0, 0.5], .layers: [[2, 3, attacks.count]]]),
            seeds: .paired(SeedList(0..<UInt64(attacks.count))),
            epochs: 2,
            dataset: dataset,
            name: attacks.joined(separator: " ")
        )
        var results = SyntheticResults(plan: sweep.plan) { run in
            run.place < attacks.count
                ? .finished : .failed(reason: attacks[run.place % attacks.count])
        }
        results.recordedAnomalies = attacks.map {
            Anomaly(kind: .protocolViolation, attempt: nil, detail: $0)
        }
        _ = try sweep.builder(results).write(to: sweep.folder)
        let page = try sweep.text("report.html")
        let visit = try Browser.visit(page, adding: try Self.search(for: attacks), in: sweep.folder)
        #expect(visit.title == ["false", "\(attacks.count)", "", "true", "0", "0"])
        let figures = sweep.folder.appending(path: "figures").path
        for file in try FileManager.default.contentsOfDirectory(atPath: figures)
        where file.hasSuffix(".gp") {
            let text = try sweep.text("figures/\(file)")
            #expect(!text.contains("owned"), "a name stands in \(file)")
        }
        try expectPlainDrawings(in: figures)
        #expect(!FileManager.default.fileExists(atPath: figures + "/owned"))
    }

    /// A script that tells whether a name became the title, which of `classes` the picture of the
    /// data lacks, whether the regions have pixels, and how many elements and handlers are foreign.
    private static func search(for classes: [String]) throws -> String {
        let names = String(decoding: try JSONEncoder().encode(classes), as: UTF8.self)
            .replacing("<", with: "\\u003C")
        return """
            const svg = document.querySelector("#figure-data svg");
            const keys = [...svg.querySelectorAll(".key text")]
              .map(key => key.textContent.trim().replace("\u{2060}", ""));
            const short = name =>
              [...name].length <= 28 ? name : [...name].slice(0, 28).join("") + "…";
            const lost = \(names).map(name => `class ${short(name)}`.trim()).flatMap(
              (title, index) => keys[index] === title ? [] : [title, keys[index]])
              .map(encodeURIComponent);
            const picture = document.querySelector("#figure-regions-0 svg image");
            const image = new Image();
            image.src = picture.getAttribute("xlink:href");
            const page = document.title;
            image.decode().then(() => {
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [image.width, image.height];
              const context = canvas.getContext("2d");
              context.drawImage(image, 0, 0);
              const pixels = context.getImageData(0, 0, image.width, image.height).data;
              const shown = pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
              const foreign = document.querySelectorAll(
                "img, iframe, object, a[href^=javascript], [style], svg script, " +
                "main script:not([type='application/json'])");
              const handlers = [...document.querySelectorAll("*")].filter(
                element => element.getAttributeNames().some(name => name.startsWith("on")));
              document.title = ["owned" === page, keys.length, lost, shown > 1000,
                foreign.length, handlers.length].join("|");
            });
            """
    }

    /// gnuplot's own files are XML, with its two scripts and no handler but its own.
    private func expectPlainDrawings(in figures: String) throws {
        let parse = """
            import glob, sys, xml.dom.minidom
            for file in glob.glob(sys.argv[1] + "/*.svg"):
                elements = xml.dom.minidom.parse(file).getElementsByTagName("*")
                handlers = [v for e in elements for n, v in e.attributes.items()
                            if n.startswith("on") and "gnuplot_svg" not in v]
                scripts = [e for e in elements if e.tagName == "script"]
                print(len(handlers), len(scripts))
            """
        let outcome = try ExternalTool.python.run(["-c", parse, figures])
        #expect(outcome.status == 0, "\(outcome.messages)")
        // gnuplot's own two scripts.
        #expect(Set(outcome.output.split(separator: "\n")) == ["0 2"])
    }

    @Test func `the page's policy forbids what it does not need`() throws {
        let sweep = try ReportCase(SweepAxes([.momentum: [0, 0.5]]))
        _ = try sweep.builder().write(to: sweep.folder)
        let page = try sweep.text("report.html")
        let digest = "'sha256-[A-Za-z0-9+/]{43}='"
        let head = try Regex(
            "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "script-src \(digest); style-src \(digest); img-src data:; base-uri 'none'; "
                + "form-action 'none'\">"
        )
        #expect(page.contains(head))
        for addition in [
            "<p style=\"color: red\">x</p>", "<script>document.title = 'owned'</script>",
            "<img src=\"data.png\">", "<p onclick=\"x()\">x</p>",
        ] {
            #expect(throws: Browser.Complaint.self) {
                let spoiled = page.replacing("</main>", with: "\(addition)</main>")
                _ = try Browser.visit(spoiled, adding: nil, in: sweep.folder)
            }
        }
    }

    @Test(arguments: ["light", "dark"])
    func `every text stands out from its ground, and every colour from the paper`(
        scheme: String
    ) throws {
        let axes = SweepAxes([.momentum: [0, 0.3, 0.5, 0.7, 0.9], .learningRate: [0.1, 0.5]])
        let told = try Browser.told(
            by: "contrast",
            about: try ReportCase(axes, seeds: .paired([0, 1])),
            scheme: scheme
        )
        #expect(told[0] == scheme)
        #expect(try #require(Int(told[1])) > 300)
        #expect(told.dropFirst(2) == [])
    }

    /// Two learning rates whose effective rates meet, and ten curves with a key of several rows.
    @Test(arguments: [
        SweepAxes([.momentum: [0, 0.3, 0.5, 0.7, 0.9], .learningRate: [0.1, 0.5]]),
        SweepAxes([.momentum: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]]),
        SweepAxes([.momentum: [0.9, 0.900_01], .learningRate: [0.000_123_4, 100]]),
    ])
    func `no text of a figure touches another one or leaves the picture`(axes: SweepAxes) throws {
        let told = try Browser.told(
            by: "overlap",
            about: try ReportCase(axes, seeds: .paired([0, 1]), epochs: 12)
        )
        #expect(try #require(Int(told[0])) > 100)
        #expect(told.dropFirst() == [])
    }

    @Test func `without scripts all is there to read, also on a phone`() throws {
        let told = try Browser.told(
            by: "unscripted",
            about: try ReportCase(SweepAxes([.momentum: [0, 0.5, 0.9]]))
        )
        #expect(told[0] == "0", "a script has run")
        #expect(told[1] == "0", "the page is wider than the phone")
        #expect(told.dropFirst(2) == Array(repeating: "true", count: 7)[...])
    }
}
