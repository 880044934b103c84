import NeuralNet
import SweepTesting
import Testing
import TrainingModel

/// Feeds damaged files to the readers: each gives a dataset or an error, and never crashes.
///
/// A seed stands for 200 files; a crash names its test, and each seed replays alone.
@Suite struct DatasetFuzzTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a damaged CSV file is read or refused`(seed: UInt64) {
        let text =
            "\u{FEFF}x,\"the \"\"y\"\"\",kind\r\n1,2.5e3,\"a\nb\"\r\n-3,40,b\r\n,,\n0.1,.5,c\n"
        damage(Array(text.utf8), seed: seed) { bytes in
            _ = try Dataset(csv: bytes, file: "data.csv", label: "kind", standardize: true)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a damaged IDX file is read or refused`(seed: UInt64) {
        damage(IDXDatasetTests.images, seed: seed) { bytes in
            _ = try Dataset(
                idxImages: bytes,
                imagesFile: "images",
                labels: IDXDatasetTests.labels,
                labelsFile: "labels"
            )
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a damaged encoding is refused or is the encoding of what it gives`(seed: UInt64) {
        damage(DatasetEncodingTests.small.encoded(), seed: seed) { bytes in
            let dataset = try Dataset(encoded: bytes)
            #expect(dataset.encoded() == bytes)
        }
    }

    /// Reads 200 damaged copies, and expects errors of ``DatasetError`` and successes only.
    private func damage(
        _ bytes: [UInt8],
        seed: UInt64,
        read: (_ bytes: [UInt8]) throws -> Void
    ) {
        var generator = SplitMix64(seed: seed)
        var refusals = 0
        for _ in 0..<200 {
            do {
                try read(generator.damage(bytes))
            } catch {
                refusals += 1
                #expect(error is DatasetError)
            }
        }
        #expect(refusals > 0)
    }
}
