import Digest
import Testing
import TrainingModel

/// What identifies a run: keys are stored and compared between sweeps, so they never change.
@Suite struct RunKeyTests {
    private static let samples = RunKey.samplesDigest(
        classNames: ["a", "b"],
        width: 2,
        features: [0, 1, -0.0, .infinity],
        labels: [0, 1]
    )

    private func key(_ setting: Setting, seed: UInt64 = 1, shuffle: Bool = false) -> RunKey {
        RunKey(
            of: RunConfiguration(setting, seed: seed),
            core: "core-1",
            samples: Self.samples,
            shuffle: shuffle
        )
    }

    /// A key that changes would make stored results of older builds be trained again.
    @Test func `golden keys stay as they are`() {
        let other = Setting(
            momentum: 0.9,
            learningRate: 0.05,
            batch: 32,
            layers: [2, 8, 3],
            nesterov: true,
            weightDecay: 1e-4
        )
        let keys = [
            "\(Self.samples)", "\(key(.standard))", "\(key(other, seed: 7, shuffle: true))",
        ]
        let golden = [
            "26df277cd51304a8e260e7e76c87c14399ce0e91ec869a84ebf09b33b33d8785",
            "2635f953147ff39fde515400bdc43e88bde45d3bb17ee7725ca394f7176430dc",
            "cbf5fd8978ee2ee94adce11bcc77fcd12e6c292b9a4b704278b6fe44bf6b1efb",
        ]
        #expect(keys == golden)
    }

    @Test func `every fact of a run is in its key`() {
        var keys: Set<RunKey> = [key(.standard), key(.standard, seed: 2)]
        keys.insert(key(.standard, shuffle: true))
        keys.insert(
            RunKey(
                of: RunConfiguration(.standard, seed: 1, generatorOffset: 1),
                core: "core-1",
                samples: Self.samples,
                shuffle: false
            )
        )
        keys.insert(
            RunKey(
                of: RunConfiguration(.standard, seed: 1),
                core: "core-2",
                samples: Self.samples,
                shuffle: false
            )
        )
        let values: [Axis: AxisValue] = [.batch: 7, .layers: [2, 3], .nesterov: true]
        for axis in Axis.all {
            var setting = Setting.standard
            setting[axis] = values[axis] ?? 0.25
            keys.insert(key(setting))
        }
        #expect(keys.count == 5 + Axis.all.count)
    }

    @Test func `samples with other bits are other samples`() {
        let plain = RunKey.samplesDigest(
            classNames: ["a", "b"],
            width: 2,
            features: [0, 1, 0, .infinity],
            labels: [0, 1]
        )
        #expect(plain != Self.samples)
    }
}
