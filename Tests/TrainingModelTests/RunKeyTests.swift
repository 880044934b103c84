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
            shuffle: shuffle,
            epochs: 100
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

    /// Computed from the bytes that the documentation of the key names, by another program.
    @Test func `an axis is in the key where it differs from its default with the optimizer`() {
        func changed(_ optimizer: Optimizer, _ change: (inout Setting) -> Void = { _ in }) -> String
        {
            var setting = Setting.standard(with: optimizer)
            change(&setting)
            return "\(key(setting))"
        }
        let keys = [
            changed(.sgd) { $0.labelSmoothing = 0.1 },
            changed(.adam),
            changed(.adamw) {
                $0.momentum = 0.8
                $0.weightDecay = 0
                $0.beta2 = 0.99
                $0.epsilon = 1e-6
            },
            changed(.rmsprop),
            changed(.rmsprop) { $0.beta2 = 0.999 },
            changed(.sgd) {
                $0.activation = .gelu
                $0.initialization = .xavierUniform
            },
            changed(.sgd) {
                $0.classWeight = .balanced
                $0.clipNorm = 0.5
                $0.dropout = 0.2
            },
        ]
        let golden = [
            "3297c64b7b16913fcee1bdb5eef36a1d7a2df19f080a19074774dd68b1bcad86",
            "62fe64a22fa0eecf82393ea4cae5f0c240968b2ed508abe4db70b8fe03602fe9",
            "8171ad7459bdc2538572e2b50990aaaccd70b9234372db2777305314b7b2f9e9",
            "82c30ff1479c3e6b1326b197dbc873bc916e55a242fbd8cda0a8c346c6dca633",
            "e55ebf5fe9e9000625f37a066c1605993ce218940599e4158d6cdcb359d520ba",
            "9552373cba9c0f123137cb0443613a543fe667a46615596f279e8ec0056959d7",
            "94310f91163bc804847f5b4f4466f940b393bfe4ee5ce5d1b2129630817cc22d",
        ]
        #expect(keys == golden)
    }

    /// By another program, too; that of the one with a horizon changes with the epochs.
    @Test func `the number of epochs is in the key where the schedule depends on it`() throws {
        func key(_ schedule: String, momentum: Double = 0, epochs: Int = 100) throws -> String {
            var setting = Setting(momentum: momentum)
            setting.schedule = try #require(Schedule(schedule))
            let key = RunKey(
                of: RunConfiguration(setting, seed: 1),
                core: "core-1",
                samples: Self.samples,
                shuffle: false,
                epochs: epochs
            )
            return "\(key)"
        }
        let step = "3a6bd16db63251e285368c177a91e31fe098b8622764b25fb2d3e8b9fc062fb1"
        let over = "40c10bc9e9c0a7cdad184928400bd24a1ab4914df3727dd3a6934c86baf8f7dc"
        let cosine = "9fe0c17b90c0eaa9638ba1673786a56f351cbf5f78bda692dd6e4aceb3ccb573"
        let cycle = "99bcb1cfffd72dec131f82cdf2f313799aa4e008310b35069b4f50b26158e074"
        #expect(try key("step(30,0.1)") == step)
        #expect(try key("step(every=30)", epochs: 7) == step)
        #expect(try key("cosine(to=0,over=50)") == over)
        #expect(try key("cosine(to=0,over=50)", epochs: 7) == over)
        #expect(try key("cosine(to=0)+warmup(5)") == cosine)
        #expect(try key("cosine(to=0)+warmup(5)", epochs: 101) != cosine)
        #expect(try key("one_cycle(0.85)", momentum: 0.9) == cycle)
        #expect(try key("one_cycle(0.85)", momentum: 0.9, epochs: 99) != cycle)
    }

    @Test func `every fact of a run is in its key`() {
        var keys: Set<RunKey> = [key(.standard), key(.standard, seed: 2)]
        keys.insert(key(.standard, shuffle: true))
        keys.insert(
            RunKey(
                of: RunConfiguration(.standard, seed: 1, generatorOffset: 1),
                core: "core-1",
                samples: Self.samples,
                shuffle: false,
                epochs: 100
            )
        )
        keys.insert(
            RunKey(
                of: RunConfiguration(.standard, seed: 1),
                core: "core-2",
                samples: Self.samples,
                shuffle: false,
                epochs: 100
            )
        )
        let values: [Axis: AxisValue] = [
            .batch: 7, .layers: [2, 3], .nesterov: true, .optimizer: "adam", .activation: "gelu",
            .initialization: "xavier_uniform", .schedule: "step(3,0.5)", .classWeight: "balanced",
        ]
        for axis in Axis.all {
            var setting = Setting.standard
            setting[axis] = values[axis] ?? 0.25
            keys.insert(key(setting))
        }
        #expect(keys.count == 5 + Axis.all.count)
    }

    /// Two folds, one with the indices in other parts, and standardizing are five different keys
    /// with the one without any; none of them is ever to change either.
    @Test func `split and standardizing are in the key where there are any`() {
        let fold = RunKey.splitDigest(training: [0, 1], validation: [2])
        let other = RunKey.splitDigest(training: [0], validation: [1, 2])
        func key(_ split: Digest?, _ standardize: Bool) -> RunKey {
            RunKey(
                of: RunConfiguration(.standard, seed: 1),
                core: "core-1",
                samples: Self.samples,
                shuffle: false,
                epochs: 100,
                split: split,
                standardize: standardize
            )
        }
        let keys = [
            key(nil, false), key(nil, true), key(fold, false), key(other, false), key(fold, true),
        ]
        #expect(keys[0] == self.key(.standard))
        #expect(Set(keys).count == 5)
        #expect("\(fold)" == "4c152be4bb1a4f4049fa2d31786dff3124d7979e753f49bcf2429461443173ab")
        #expect("\(keys[1])" == "2a5c15a54c26a4e9e6e1b89768a28db134f1d3121464e02eff299ed76b1efe09")
        #expect("\(keys[2])" == "c36c57dcd2451a2578801e08dc0498dbdbadddf7ad0e97cf658d6cc37f3f3be9")
        #expect("\(keys[4])" == "ef976e69b4bc043f5d5c3fb561591d5089b78b494b74f60df54d6ccecc6d3604")
    }

    /// Computed from the bytes that the documentation of the key names, by another program.
    @Test func `the choice of an epoch is in the key where it is not the last one`() {
        func key(_ choice: EpochChoice) -> String {
            let key = RunKey(
                of: RunConfiguration(.standard, seed: 1),
                core: "core-1",
                samples: Self.samples,
                shuffle: false,
                epochs: 100,
                choice: choice
            )
            return "\(key)"
        }
        let stop = key(.stop(EarlyStopping(patience: 20)))
        let fall = key(.stop(EarlyStopping(patience: 20, minimumDelta: 0.001)))
        #expect(key(.final) == "\(self.key(.standard))")
        #expect(key(.best) == "0e158f6394c078d8c790f2b35b57ab74b166dc1e096d62ff849cdb8ebeb77cbf")
        #expect(stop == "008fa58d5282429de5bb3dc1979b1129cbf3c27d5bbfbbd2943a4c940e7120f0")
        #expect(fall == "e29a98316ccf06ae3fa272dbd55967a9be81d3893e7c94a69b9fd69a4cc9ef32")
    }

    @Test func `Doubles are other samples than Floats, and each kind counts`() {
        func digest(_ isDouble: [Bool], _ singles: [Float], _ doubles: [Double]) -> Digest {
            RunKey.samplesDigest(
                classNames: ["a", "b"],
                isDouble: isDouble,
                singles: singles,
                doubles: doubles,
                labels: [0, 1]
            )
        }
        let singles = digest([false, false], [0, 1, -0.0, .infinity], [])
        #expect(singles == Self.samples)
        let mixed = digest([true, false], [1, 2], [3, 4])
        #expect(Set([singles, mixed, digest([false, true], [1, 2], [3, 4])]).count == 3)
        #expect("\(mixed)" == "aa9a77b4a2ac01ececa6b7e3a59587ce09659be8b976a911e8baef93ca295f26")
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
