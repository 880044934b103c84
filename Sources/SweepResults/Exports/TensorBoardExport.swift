package import Foundation
internal import SweepModel
internal import TrainingModel

/// TensorBoard's event files: one folder and one file for each run, and three for each setting.
///
/// TensorBoard draws no bands, so mean and interval of a setting are runs of their own, named
/// `setting-3/mean`, `setting-3/lower` and `setting-3/upper`; their curves stand in the charts of
/// the runs. A setting without an interval has none.
///
/// A file is a list of TFRecords: length, its check, a protobuf `Event`, its check.
///
/// - Source: tensorflow/tensorboard, `event.proto`, `summary.proto` and
///   `plugins/hparams/plugin_data.proto` (field numbers); tensorflow, "TFRecord" (the frame).
package struct TensorBoardExport: RunExporter {
    /// TensorBoard's number for a status.
    private static func number(of status: ExportedStatus) -> Int {
        switch status {
        case .finished: 1
        case .failed: 2
        case .running: 3
        }
    }

    private let sweep: ExportedSweep
    private let folder: URL
    private let check = CyclicRedundancyCheck()

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - sweep: What is known before the first run.
    ///   - folder: Where the runs' folders are made.
    package init(_ sweep: ExportedSweep, folder: URL) {
        self.sweep = sweep
        self.folder = folder
    }

    /// Writes the file of one run.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ record: RunRecord) throws {
        let result = record.result
        let run = result.run
        let name = "run-\(run.place)"
        let replicate = RunColumn.replicate(of: sweep.plan).map {
            ($0.name, $0.value(record).real ?? 0)
        }
        try write(
            result.curve.metrics.map { ($0, result.curve[$0]) },
            epochCount: result.recordedEpochCount,
            selection: sweep.selection(of: record),
            session: (
                { Self.appendStart(name, run.setting, replicate, to: &$0) },
                ExportedStatus(result.outcome)
            ),
            to: FolderMaker.makeWithinReport(folder, name)
        )
    }

    /// Writes the files of mean and interval of a setting.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func endSetting(_ setting: ExportedSetting) throws {
        guard setting.hasBands else { return }
        let results = setting.results
        let name = "setting-\(results.index)"
        let directory = try FolderMaker.makeWithinReport(folder, name)
        let status = ExportedStatus(results.counts)
        for bound in BandBound.allCases {
            try write(
                setting.curves.filter { $0.bound == bound }.map { ($0.metric, $0.values[...]) },
                epochCount: setting.epochCount,
                // The page of hyper-parameters lists a setting once: its mean.
                session: bound == .mean
                    ? ({ Self.appendStart(name, results.setting, [], to: &$0) }, status)
                    : nil,
                to: FolderMaker.makeWithinReport(directory, bound.rawValue)
            )
        }
    }

    /// Nothing is left to write.
    package func finish() {}

    /// Writes a file of curves.
    ///
    /// - Parameters:
    ///   - curves: The values of each metric; those that are not finite are left out.
    ///   - epochCount: The epochs that there are.
    ///   - selection: The numbers of the epoch that is taken, if there is one.
    ///   - session: What begins the entry in the page of hyper-parameters, and how it ends.
    ///   - directory: The folder of the file.
    /// - Throws: ``ReportError`` if the disk refuses.
    private func write(
        _ curves: [(metric: Metric, values: ArraySlice<Float>)],
        epochCount: Int,
        selection: EpochSelection? = nil,
        session: (start: (inout ProtobufWriter) -> Void, status: ExportedStatus)?,
        to directory: URL
    ) throws {
        var bytes: [UInt8] = []
        appendEvent(epoch: 0, at: -1, to: &bytes) { $0.string(3, "brain.Event:2") }
        if let session {
            appendEvent(epoch: 0, at: -1, to: &bytes) { $0.message(5, session.start) }
        }
        for epoch in 0..<epochCount {
            let selected = selection.flatMap { $0.epoch == epoch ? $0.values : nil }
            let measured = curves.map { ($0.metric.name, $0.values[$0.values.startIndex + epoch]) }
            let values = (measured + (selected ?? [])).filter(\.1.isFinite)
            guard !values.isEmpty else { continue }
            appendEvent(epoch: epoch, at: epoch, to: &bytes) { event in
                event.message(5) { summary in
                    for (name, value) in values {
                        summary.message(1) { entry in
                            entry.string(1, name)
                            entry.float(2, value)
                        }
                    }
                }
            }
        }
        if let session {
            appendEvent(epoch: epochCount, at: epochCount - 1, to: &bytes) { event in
                event.message(5) { Self.appendEnd(session.status, to: &$0) }
            }
        }
        try BufferedFile.write(
            bytes,
            to: directory.appending(path: "events.out.tfevents.0.momentum-sweep")
        )
    }

    /// Appends a record of step `epoch`, with the time at which epoch `last` ended.
    private func appendEvent(
        epoch: Int,
        at last: Int,
        to bytes: inout [UInt8],
        _ body: (inout ProtobufWriter) -> Void
    ) {
        let event = ProtobufWriter.message { event in
            event.double(1, Double(sweep.milliseconds(afterEpoch: last)) / 1000)
            event.integer(2, epoch)
            body(&event)
        }
        let length = LittleEndian.bytes(of: UInt64(event.count))
        bytes += length
        bytes += LittleEndian.bytes(of: check.masked(length))
        bytes += event
        bytes += LittleEndian.bytes(of: check.masked(event))
    }

    private static func appendStart(
        _ name: String,
        _ setting: Setting,
        _ replicate: [(name: String, value: Double)],
        to summary: inout ProtobufWriter
    ) {
        appendPlugin("_hparams_/session_start_info", to: &summary) { plugin in
            plugin.message(3) { start in
                for axis in setting.optimizer.axes {
                    appendParameter(axis.name, to: &start) { append(setting, axis, to: &$0) }
                }
                for (name, value) in replicate {
                    appendParameter(name, to: &start) { $0.double(2, value) }
                }
                start.string(4, name)
            }
        }
    }

    private static func appendEnd(_ status: ExportedStatus, to summary: inout ProtobufWriter) {
        appendPlugin("_hparams_/session_end_info", to: &summary) { plugin in
            plugin.message(4) { end in end.integer(1, number(of: status)) }
        }
    }

    private static func appendParameter(
        _ name: String,
        to start: inout ProtobufWriter,
        _ body: (inout ProtobufWriter) -> Void
    ) {
        start.message(1) { entry in
            entry.string(1, name)
            entry.message(2, body)
        }
    }

    /// A number or a switch as such, a word and a list of layers as text.
    private static func append(_ setting: Setting, _ axis: Axis, to value: inout ProtobufWriter) {
        switch setting[axis] {
        case .number(let number): value.double(2, number)
        case .layers, .word: value.string(3, axis.text(of: setting))
        case .boolean(let isOn): value.integer(4, isOn ? 1 : 0)
        }
    }

    /// A value without a number that carries the plugin's message.
    private static func appendPlugin(
        _ tag: String,
        to summary: inout ProtobufWriter,
        _ body: (inout ProtobufWriter) -> Void
    ) {
        summary.message(1) { entry in
            entry.string(1, tag)
            entry.message(8) { tensor in
                tensor.integer(1, 1)
                tensor.message(2) { shape in shape.message(2) { _ in } }
            }
            entry.message(9) { metadata in
                metadata.message(1) { plugin in
                    plugin.string(1, "hparams")
                    plugin.message(2, body)
                }
            }
        }
    }
}
