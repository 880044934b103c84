package import Foundation
package import SweepModel
internal import TrainingModel

/// TensorBoard's event files: one folder and one file for each run.
///
/// A file is a list of TFRecords: length, its check, a protobuf `Event`, its check. The wall time
/// of an event is its epoch in seconds, so equal results give equal files.
///
/// - Source: tensorflow/tensorboard, `event.proto`, `summary.proto` and
///   `plugins/hparams/plugin_data.proto` (field numbers); tensorflow, "TFRecord" (the frame).
package struct TensorBoardExport {
    private let plan: SweepPlan
    private let folder: URL
    private let check = CyclicRedundancyCheck()

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - folder: Where the runs' folders are made.
    package init(plan: SweepPlan, folder: URL) {
        self.plan = plan
        self.folder = folder
    }

    /// Writes the file of one run.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ result: RunResult) throws {
        let directory = folder.appending(path: "run-\(result.run.place)")
        try FolderMaker.make(directory)
        var bytes: [UInt8] = []
        appendEvent(epoch: 0, to: &bytes) { $0.string(3, "brain.Event:2") }
        appendEvent(epoch: 0, to: &bytes) { event in
            event.message(5) { Self.appendStart(of: result.run, to: &$0) }
        }
        for epoch in 0..<result.recordedEpochCount {
            appendEvent(epoch: epoch, to: &bytes) { event in
                event.message(5) { Self.appendMetrics(of: result.curve, epoch: epoch, to: &$0) }
            }
        }
        appendEvent(epoch: result.recordedEpochCount, to: &bytes) { event in
            event.message(5) { Self.appendEnd(of: result, to: &$0) }
        }
        try BufferedFile.write(
            bytes,
            to: directory.appending(path: "events.out.tfevents.0.momentum-sweep")
        )
    }

    private func appendEvent(
        epoch: Int,
        to bytes: inout [UInt8],
        _ body: (inout ProtobufWriter) -> Void
    ) {
        let event = ProtobufWriter.message { event in
            event.double(1, Double(epoch))
            event.integer(2, epoch)
            body(&event)
        }
        let length = LittleEndian.bytes(of: UInt64(event.count))
        bytes += length
        bytes += LittleEndian.bytes(of: check.masked(length))
        bytes += event
        bytes += LittleEndian.bytes(of: check.masked(event))
    }

    private static func appendMetrics(
        of curve: Curve,
        epoch: Int,
        to summary: inout ProtobufWriter
    ) {
        for metric in curve.metrics {
            let column = curve[metric]
            let value = column[column.startIndex + epoch]
            guard value.isFinite else { continue }
            summary.message(1) { entry in
                entry.string(1, metric.name)
                entry.float(2, value)
            }
        }
    }

    private static func appendStart(of run: Run, to summary: inout ProtobufWriter) {
        appendPlugin("_hparams_/session_start_info", to: &summary) { plugin in
            plugin.message(3) { start in
                for axis in Axis.all {
                    appendParameter(axis.name, to: &start) { value in
                        append(run.setting, axis, to: &value)
                    }
                }
                appendParameter("seed", to: &start) { $0.double(2, Double(run.seed)) }
                start.string(4, "run-\(run.place)")
            }
        }
    }

    private static func appendEnd(of result: RunResult, to summary: inout ProtobufWriter) {
        // TensorBoard's statuses: 1 success, 2 failure, 3 running.
        let status =
            switch result.outcome {
            case .finished, .diverged: 1
            case .failed: 2
            case nil: 3
            }
        appendPlugin("_hparams_/session_end_info", to: &summary) { plugin in
            plugin.message(4) { end in end.integer(1, status) }
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

    /// A number or a switch as such, a list of layers as text.
    private static func append(_ setting: Setting, _ axis: Axis, to value: inout ProtobufWriter) {
        switch setting[axis] {
        case .number(let number): value.double(2, number)
        case .layers: value.string(3, axis.text(of: setting))
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
