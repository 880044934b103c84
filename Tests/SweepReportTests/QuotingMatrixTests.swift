import Foundation
import Quoting
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing

/// Every special with every joining neighbour, read back by the language's own reader.
@Suite(.timeLimit(.minutes(5)))
struct QuotingMatrixTests {
    private let texts = HostileText.all

    /// Runs Python on the quoted texts, and gives back what it read.
    private func python(_ reading: String, _ input: String) throws -> [String] {
        let program = """
            import json, sys
            text = sys.stdin.buffer.read().decode()
            \(reading)
            sys.stdout.buffer.write(json.dumps(texts).encode())
            """
        let outcome = try ExternalTool.python.run(["-c", program], input: Data(input.utf8))
        try #require(outcome.status == 0, "\(outcome.messages)")
        return try JSONDecoder().decode([String].self, from: Data(outcome.output.utf8))
    }

    private func expectSame(_ read: [String], as expected: [String]) {
        #expect(read.count == expected.count)
        let faults = zip(read, expected).filter { Array($0.utf8) != Array($1.utf8) }
        #expect(faults.map { "\($1.debugDescription) came as \($0.debugDescription)" } == [])
    }

    @Test func `Python reads its literals back`() throws {
        let list = texts.map(PythonLiteral.quoted).joined(separator: ",\n")
        let reading = "import ast; texts = ast.literal_eval('[' + text + ']')"
        expectSame(try python(reading, list), as: texts)
    }

    @Test func `Python reads JSON back`() throws {
        let list = JSONValue.array(texts.map(JSONValue.string)).text
        expectSame(try python("texts = json.loads(text)", list), as: texts)
    }

    @Test func `Python reads cells back, formulas with an apostrophe`() throws {
        let rows = texts.map { "x,\(CSVField.text($0)),y\r\n" }.joined()
        let read = try python(
            "import csv, io; texts = [row[1] for row in csv.reader(io.StringIO(text, newline=''))]",
            rows
        )
        let defused = texts.map { text in
            let isDefused = "=+-@\t\r'".utf8.contains(text.utf8.first ?? 0)
            let isNumber = text.utf8.allSatisfy("+-.eE0123456789".utf8.contains)
            return isDefused && !(isNumber && Double(text) != nil) ? "'\(text)" : text
        }
        expectSame(read, as: defused)
    }

    @Test(.requires(.python("yaml")))
    func `PyYAML reads scalars back`() throws {
        let list = texts.map { "- \(YAMLScalar.quoted($0))\n" }.joined()
        expectSame(try python("import yaml; texts = yaml.safe_load(text)", list), as: texts)
    }

    @Test func `a shell reads its words back`() throws {
        let words = texts.map(ShellWord.quoted).joined(separator: " ")
        let program = "printf '%s\\001' \(words)"
        let outcome = try ExternalTool("sh").run(["-c", program])
        expectSame(outcome.output.split(separator: "\u{1}").map(String.init), as: texts)
    }

    @Test(.requires(.gnuplot))
    func `gnuplot reads literals and data back, and runs nothing`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let data = scratch.path("texts.tsv")
        let printed = scratch.path("printed")
        let rows = texts.enumerated().map { "\($0)\t\(GnuplotField.quoted($1))\n" }.joined()
        try Data(rows.utf8).write(to: URL(filePath: data))
        var script: GnuplotScript = """
            set encoding utf8
            set datafile separator tab
            set datafile missing 'NaN'
            set print \(printed)
            array texts[\(texts.count)]
            stats \(data) using (texts[int($1) + 1] = stringcolumn(2), 0) nooutput
            do for [i=1:\(texts.count)] { print texts[i]."\\001" }

            """
        for text in texts { script += "print \(text).\"\\001\"\n" }
        let file = scratch.url.appending(path: "script.gp")
        try Data(script.commands.utf8).write(to: file)
        let outcome = try ExternalTool.gnuplot.run(["-d", file.path])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let text = try String(contentsOfFile: printed, encoding: .utf8)
        let read = text.components(separatedBy: "\u{1}\n").dropLast()
        expectSame(Array(read.prefix(texts.count)), as: texts)
        expectSame(Array(read.dropFirst(texts.count)), as: texts)
        #expect(try scratch.names() == ["printed", "script.gp", "texts.tsv"])
    }

    @Test(.requires(.browser))
    func `a browser reads elements and attributes back`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let rows = texts.map { "<p title=\"\($0)\" lang='\($0)'>\($0)</p>\n" as HTML }
        let page: HTML = """
            <!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy"
            content="default-src 'none'; script-src 'none'"><meta charset="utf-8">
            <title>t</title></head><body>\(rows)</body></html>
            """
        let expected = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
            .replacing("<", with: "\\u003C")
        let script = """
            const texts = \(expected);
            const rows = [...document.querySelectorAll("p")];
            const faults = rows.filter((row, index) => row.textContent !== texts[index]
              || row.title !== texts[index] || row.lang !== texts[index]);
            document.title = `${rows.length}|${faults.length}|${faults[0]?.outerHTML ?? ""}|` +
              document.querySelectorAll("body *").length;
            """
        let visit = try Browser.visit(page.markup, adding: script, in: scratch.url)
        // The script's own element is the one that is no row.
        #expect(visit.title == ["\(texts.count)", "0", "", "\(texts.count + 1)"])
    }

    @Test(.requires(.browser))
    func `a browser reads embedded JSON back, and nothing ends its element`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let enders = [
            "</script><b>", "<!--<script>", "-->", "]]>", "\u{2028}\u{2029}", "&lt;/script&gt;",
            "</script\u{301}>", "<\u{301}/script>",
        ]
        let all = texts + enders
        let document = HTML(embedding: .array(all.map(JSONValue.string)))
        #expect(!document.markup.contains(#/[<>&]/#))
        let page: HTML = """
            <!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy"
            content="default-src 'none'; script-src 'none'"><meta charset="utf-8">
            <title>t</title></head><body><script type="application/json">\(document)</script>
            </body></html>
            """
        let expected = String(decoding: try JSONEncoder().encode(all), as: UTF8.self)
            .replacing("<", with: "\\u003C")
        let script = """
            const texts = \(expected);
            const read = JSON.parse(document.querySelector("script").textContent);
            const faults = texts.filter((text, index) => read[index] !== text);
            document.title = [read.length, faults.map(encodeURIComponent),
              document.querySelectorAll("body *").length].join("|");
            """
        let visit = try Browser.visit(page.markup, adding: script, in: scratch.url)
        #expect(visit.title == ["\(all.count)", "", "2"])
    }

    @Test(.requires(.python("mlflow")))
    func `MLflow reads the names of experiments back`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let names = HostileText.attacks
        for (index, name) in names.enumerated() {
            let sweep = try ReportCase(SweepAxes(), seeds: .paired([0]), epochs: 1, name: name)
            _ = try sweep.builder().export(
                .mlflow,
                to: scratch.url.appending(path: "\(index)"),
                trained: ReportCase.period
            )
        }
        let reading = """
            import os, yaml
            os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
            from mlflow.tracking import MlflowClient
            texts = []
            for index in range(\(names.count)):
                client = MlflowClient(tracking_uri=f"file://\(scratch.path())/{index}/mlruns")
                experiments = [e for e in client.search_experiments() if e.experiment_id != "0"]
                runs = client.search_runs([e.experiment_id for e in experiments])
                texts += [e.name for e in experiments] if len(runs) == 1 else ["no run"]
            """
        expectSame(try python(reading, ""), as: names)
    }
}
