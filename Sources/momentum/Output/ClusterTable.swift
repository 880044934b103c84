internal import Foundation
internal import MomentumBench

/// The result of `momentum bench cluster` as lines of text.
struct ClusterTable {
    private let result: ClusterBenchmarkResult

    /// Makes the table of `result`.
    init(_ result: ClusterBenchmarkResult) { self.result = result }

    /// The lines, the heading first.
    var lines: [String] {
        let rows = [["", "momentum", "bare libzmq", "ratio"]] + rows + stormRows
        let widths = (0..<4).map { column in rows.map { $0[column].count }.reduce(0, max) }
        return rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }
            return cells.joined(separator: "  ")
        }
    }

    private var rows: [[String]] {
        let (empty, full, presence) = (result.empty, result.full, result.presence)
        return [
            row("empty packs per second", empty.packsPerSecond, empty.rawPacksPerSecond),
            row(
                "processor time per empty pack, µs",
                empty.microsecondsPerPack,
                empty.rawMicrosecondsPerPack,
                digits: 1
            ),
            row(
                "durable epoch records per second",
                full.epochRecordsPerSecond,
                full.rawPacksPerSecond * full.epochRecordsPerSecond / full.packsPerSecond
            ),
            row(
                "peak memory for \(empty.runs) runs, MiB",
                empty.peakMemoryMebibytes,
                empty.rawPeakMemoryMebibytes
            ),
            ["cost of the last packs / the first", text(empty.growth, 2), "", ""],
            row(
                "load of \(presence.workers) idle workers, % of a core",
                presence.idleLoad * 100,
                presence.rawIdleLoad * 100,
                digits: 1
            ),
            row(
                "kill -9 until \(presence.workers) workers have joined, s",
                presence.rejoinSeconds,
                presence.rawReconnectSeconds,
                digits: 1
            ),
            row(
                "kill -9 until all have new packs, s",
                presence.dispatchSeconds,
                presence.rawReconnectSeconds,
                digits: 1
            ),
        ]
    }

    /// A bare ROUTER has no store to come back from, so that nothing stands beside these.
    private var stormRows: [[String]] {
        guard let storm = result.storm else { return [] }
        let title = "kill -9 with \(storm.leases) leases of \(storm.workers) workers"
        return [
            ["\(title) until one has joined, s", text(storm.listenSeconds, 1), "", ""],
            ["\(title) until all have joined, s", text(storm.rejoinSeconds, 1), "", ""],
            ["\(title) until all have new packs, s", text(storm.dispatchSeconds, 1), "", ""],
            ["processor time until then, s", text(storm.processorSeconds, 1), "", ""],
            ["peak memory until then, MiB", text(storm.peakMemoryMebibytes, 0), "", ""],
        ]
    }

    private func row(_ name: String, _ own: Double, _ raw: Double, digits: Int = 0) -> [String] {
        [name, text(own, digits), text(raw, digits), text(own / raw, 2)]
    }

    private func text(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
