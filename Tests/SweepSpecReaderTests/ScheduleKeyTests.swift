import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// How schedules are written, as text and as mappings, and what is refused.
@Suite struct ScheduleKeyTests {
    private static let cosine = Schedule(
        .cosine(to: 0, over: nil),
        warmup: Schedule.Warmup(epochs: 5, start: 0.1)
    )

    /// What stands behind `schedule:`, and what it means.
    static let forms: [(text: String, schedule: Schedule)] = [
        ("constant", .constant),
        ("{constant: {}}", .constant),
        ("{constant: }", .constant),
        ("cosine", Schedule(.cosine(to: 0, over: nil))),
        ("{cosine: {}}", Schedule(.cosine(to: 0, over: nil))),
        ("cosine(to=0)+warmup(5)", cosine),
        ("'cosine + warmup(5, from=0.1)'", cosine),
        ("{cosine: {to: 0}, warmup: 5}", cosine),
        ("{cosine: {to: 0}, warmup: 5, warmup_from: 0.1}", cosine),
        ("{warmup: 5, cosine: {}}", cosine),
        (
            "{cosine: {to: 0.1, over: 50}, warmup: 3, warmup_from: 0}",
            Schedule(
                .cosine(to: 0.1, over: 50),
                warmup: Schedule.Warmup(epochs: 3, start: 0)
            )
        ),
        ("\"cosine(over=50,to=0.1)\"", Schedule(.cosine(to: 0.1, over: 50))),
        ("\"step(30,0.1)\"", Schedule(.step(every: 30, factor: 0.1))),
        ("step(30)", Schedule(.step(every: 30, factor: 0.1))),
        ("{step: {every: 30}}", Schedule(.step(every: 30, factor: 0.1))),
        ("{step: {every: 30, factor: 0.5}}", Schedule(.step(every: 30, factor: 0.5))),
        ("exponential(0.95)", Schedule(.exponential(factor: 0.95))),
        ("{exponential: {factor: 0.95}}", Schedule(.exponential(factor: 0.95))),
        ("one_cycle(0)", Schedule(.oneCycle(baseMomentum: 0))),
        ("{one_cycle: {base_momentum: 0}}", Schedule(.oneCycle(baseMomentum: 0))),
        ("{warmup: 2}", Schedule(.constant, warmup: Schedule.Warmup(epochs: 2))),
        ("warmup(2)", Schedule(.constant, warmup: Schedule.Warmup(epochs: 2))),
        ("constant+warmup(2)", Schedule(.constant, warmup: Schedule.Warmup(epochs: 2))),
    ]

    @Test(arguments: forms)
    func `a schedule is a word, a text or a mapping`(text: String, schedule: Schedule) throws {
        let axes = try read("training:\n  momentum: 0.9\n  schedule: \(text)").axes
        #expect(axes[.schedule] == [.word(schedule.description)])
        #expect(axes.settings.map(\.schedule) == [schedule])
    }

    @Test(arguments: forms)
    func `what the reader takes as text means the same in stores and messages`(
        text: String,
        schedule: Schedule
    ) {
        #expect(Schedule(schedule.description) == schedule)
    }

    @Test func `one cycle falls to PyTorch's base where none is given`() throws {
        let expected = AxisValue.word("one_cycle(0.85)")
        for text in ["one_cycle", "{one_cycle: {}}", "one_cycle()"] {
            let axes = try read("training: {momentum: 0.9, schedule: \(text)}").axes
            #expect(axes[.schedule] == [expected])
        }
    }

    @Test func `several schedules are a list of texts and mappings, or a text`() throws {
        let list = "sweep: {schedule: [constant, {step: {every: 3}}, \"cosine(0.5)+warmup(1)\"]}"
        let expected: [AxisValue] = ["constant", "step(3,0.1)", "cosine(to=0.5)+warmup(1)"]
        #expect(try read(list).axes[.schedule] == expected)
        let flag = SpecOverride(
            key: .axis(.schedule),
            text: "constant,step(3,0.1),cosine(to=0.5)+warmup(1)",
            source: "--schedule"
        )
        #expect(try SpecReader.read(.spiral, overrides: [flag]).spec.axes[.schedule] == expected)
    }

    /// What stands behind `schedule:`, and the start of the message that refuses it.
    static let refusals: [(text: String, message: String)] = [
        ("cosin", ": cosin is not allowed; constant, step(EVERY,FACTOR), exponential(FACTOR), co"),
        ("Cosine(to=0)", ": Cosine(to=0) is not allowed; constant, "),
        ("''", ": '' is not allowed; constant"),
        ("{cosine: {to: 2}}", ".cosine.to: 2 is not allowed; a number from 0 to 1"),
        ("cosine(to=2)", ".cosine.to: 2 is not allowed; a number from 0 to 1"),
        ("cosine(2)", ".cosine.to: 2 is not allowed; a number from 0 to 1"),
        ("{cosine: {over: 0}}", ".cosine.over: 0 is not allowed; a whole number from 1 to"),
        ("{cosine: {t_max: 9}}", ".cosine.t_max: is not a known key; did you mean training.sche"),
        ("cosine(too=0)", ".cosine.too: is not a known key; did you mean training.schedule.cos"),
        ("cosine(to=0", ".cosine: cosine(to=0 is not allowed; constant, step"),
        ("'cosine(0,1,2)'", ".cosine: cosine(0,1,2) is not allowed; cosine takes at most 2"),
        ("'cosine(to=0,to=0)'", ".cosine.to: stands twice; a key may stand once"),
        ("constant(1)", ".constant: constant(1) is not allowed; constant takes nothing"),
        ("{constant: {to: 0}}", ".constant: {to: 0} is not allowed; {}, since constant takes no"),
        ("{step: {factor: 0.1}}", ".step: needs `every`, as in {every: 30, factor: 0.1}"),
        ("step", ".step: needs `every`, as in {every: 30"),
        ("{step: {every: 0}}", ".step.every: 0 is not allowed; a whole number from 1 to 1000000"),
        ("{step: {every: 1.5}}", ".step.every: 1.5 is not allowed; a whole number from 1"),
        ("{step: {every: 3, factor: 2}}", ".step.factor: 2 is not allowed; a number above 0, at"),
        ("{step: {every: 3, factor: 0}}", ".step.factor: 0 is not allowed; a number above 0, at"),
        ("{step: {every: 3, gamma: 1}}", ".step.gamma: is not a known key; did you mean traini"),
        ("{step: 30}", ".step: 30 is not allowed; {every: 30, factor: 0.1}"),
        ("{exponential: {}}", ".exponential: needs `factor`, as in {factor: 0.95}"),
        ("{exponential: {factor: -1}}", ".exponential.factor: -1 is not allowed; a number above"),
        ("{one_cycle: {base_momentum: 1}}", ".one_cycle.base_momentum: 1 is not allowed; a num"),
        ("{one_cycle: {}, warmup: 5}", ".warmup: does not go with one_cycle, which begins with a"),
        ("one_cycle+warmup(5)", ".warmup: does not go with one_cycle, which begins with a rise"),
        ("{step: {every: 3}, cosine: {}}", ".cosine: does not go with step; a schedule is one"),
        ("{warmup: 0}", ".warmup: 0 is not allowed; a whole number from 1 to 1000000"),
        ("cosine+warmup(0)", ".warmup: 0 is not allowed; a whole number from 1 to 1000000"),
        ("cosine+warmup()", ": cosine+warmup() is not allowed; warmup(EPOCHS), as in cosine(to"),
        ("cosine+warmup", ": cosine+warmup is not allowed; warmup(EPOCHS), as in cosine(to=0)+"),
        ("'cosine+warmup(from=0)'", ": cosine+warmup(from=0) is not allowed; warmup(EPOCHS)"),
        ("warmup(5)+cosine", ": warmup(5)+cosine is not allowed; constant"),
        ("{warmup_from: 0.2}", ".warmup_from: needs the epochs of the warm-up beside it, as in"),
        ("{warmup: 5, warmup_from: 2}", ".warmup_from: 2 is not allowed; a number from 0 to 1"),
        ("{warm_up: 5}", ".warm_up: is not a known key; did you mean training.schedule.warmup?"),
        ("{}", ": {} is not allowed; constant, step"),
        ("[cosine, step(3)]", ": [cosine, step(3)] is not allowed; one value; several belong"),
        ("{step: {every: &a [1]}}", ".step.every: [1] is not allowed; a whole number from 1"),
    ]

    @Test(arguments: refusals)
    func `a wrong schedule is refused with the part that is wrong`(text: String, message: String) {
        let file = "training:\n  momentum: 0.9\n\n  schedule: \(text)"
        let error = #expect(throws: SpecError.self) { try read(file) }
        let start = "a.yaml:4: training.schedule" + message
        #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    }

    @Test func `a flag's schedule is refused by its part`() {
        let flag = SpecOverride(
            key: .axis(.schedule),
            text: "cosine,step(0)",
            source: "--schedule"
        )
        let error = #expect(throws: SpecError.self) {
            try SpecReader.read(.spiral, overrides: [flag])
        }
        let start = "--schedule: sweep.schedule.step.every: 0 is not allowed; a whole"
        #expect(error?.description.hasPrefix(start) == true)
    }

    @Test func `a schedule that is written in two ways stands twice`() {
        let text = "sweep: {schedule: [step(3), {step: {every: 3, factor: 0.1}}]}"
        let error = #expect(throws: SpecError.self) { try read(text) }
        #expect(error?.message == "step(3,0.1) stands twice; each value may stand once")
    }

    @Test func `a warm-up that leaves no epoch is refused`() throws {
        let text = """
            training: {epochs: 5}
            sweep:
              schedule:
                - cosine
                - {cosine: {}, warmup: 5}
            """
        let error = #expect(throws: SpecError.self) { try read(text) }
        let expected = """
            a.yaml:5: sweep.schedule: cosine(to=0)+warmup(5) is not allowed with 5 epochs \
            (training.epochs, a.yaml:1); a warm-up has fewer epochs than the training, here at \
            most 4
            """
        #expect(error?.description == expected)
        _ = try read(text.replacing("epochs: 5", with: "epochs: 6"))
        let single = #expect(throws: SpecError.self) {
            try read("training: {epochs: 1, schedule: warmup(1)}")
        }
        #expect(single?.message.hasSuffix("so a single epoch has none") == true)
    }

    @Test func `a cycle that begins below its base is refused with the momentum`() throws {
        let text = """
            training:
              schedule: one_cycle
            sweep:
              momentum: [0.9, 0.5]
              optimizer: [adam, sgd]
            """
        let error = #expect(throws: SpecError.self) { try read(text) }
        let expected = """
            a.yaml:2: training.schedule: one_cycle(0.85) is not allowed with momentum 0.5; a \
            cycle goes from the momentum down to its base, so it takes a momentum of at least \
            0.85 (with optimizer adam)
            """
        #expect(error?.description == expected)
        // Adam's momentum is 0.9 where none is given, that of SGD is 0.
        let other = "{training: {schedule: one_cycle}, sweep: {optimizer: [adam, sgd]}}"
        let sgd = #expect(throws: SpecError.self) { try read(other) }
        #expect(sgd?.message.contains("with momentum 0.0; a cycle") == true)
        #expect(sgd?.message.hasSuffix("(with optimizer sgd)") == true)
        _ = try read("training: {schedule: one_cycle, optimizer: adam}")
    }

    private func read(_ text: String) throws -> SweepSpec {
        try SpecReader.read(text, fileName: "a.yaml").spec
    }
}
