import Testing
import TrainingModel

/// The texts by which specs, flags, messages and tables name schedules.
@Suite struct ScheduleTextTests {
    @Test(arguments: [
        ("constant", "constant"), ("constant()", "constant"), ("step(30,0.1)", "step(30,0.1)"),
        ("step(30)", "step(30,0.1)"), ("step(every=30,factor=0.1)", "step(30,0.1)"),
        ("step(factor=0.5,every=3)", "step(3,0.5)"), ("step(30, 0.1)", "step(30,0.1)"),
        ("step( 30,  factor=0.1)", "step(30,0.1)"), ("step(1,1)", "step(1,1)"),
        ("exponential(0.9)", "exponential(0.9)"), ("exponential(9e-1)", "exponential(0.9)"),
        ("exponential(factor=5e-324)", "exponential(5e-324)"), ("cosine", "cosine(to=0)"),
        ("cosine()", "cosine(to=0)"), ("cosine(0.1)", "cosine(to=0.1)"),
        ("cosine(to=-0)", "cosine(to=0)"), ("cosine(0,50)", "cosine(to=0,over=50)"),
        ("cosine(over=50)", "cosine(to=0,over=50)"), ("one_cycle", "one_cycle(0.85)"),
        ("one_cycle(0)", "one_cycle(0)"), ("one_cycle(base_momentum=0.5)", "one_cycle(0.5)"),
        ("warmup(5)", "constant+warmup(5)"), ("constant+warmup(5)", "constant+warmup(5)"),
        ("cosine(to=0)+warmup(5,from=0.1)", "cosine(to=0)+warmup(5)"),
        ("step(3,0.5)+warmup(epochs=2,from=0)", "step(3,0.5)+warmup(2,from=0)"),
        ("exponential(0.9)+warmup(2,1)", "exponential(0.9)+warmup(2,from=1)"),
        ("step(9223372036854775807,0.1)", "step(9223372036854775807,0.1)"),
    ])
    func `a text is read and written in one form`(text: String, canonical: String) throws {
        let schedule = try #require(Schedule(text))
        #expect(schedule.description == canonical)
        #expect(Schedule(canonical) == schedule)
        #expect(Schedule(canonical)?.description == canonical)
    }

    @Test(arguments: [
        "", " ", "+", "Constant", "constant(1)", "constant ", " constant", "none", "linear",
        "step", "step()", "step(0,0.1)", "step(-1,0.1)", "step(1.5,0.1)", "step(30,0)",
        "step(30,1.1)", "step(30,-0.1)", "step(30,nan)", "step(30,inf)", "step(30,0.1,2)",
        "step(30,)", "step(,0.1)", "step(30;0.1)", "step(30,0.1", "step 30,0.1)", "step(30,0.1))",
        "step((30,0.1)", "step(30,0.1)x", "step(every=30,every=3)", "step(factor=0.1,30)",
        "step(each=30)", "step(every=3=3)", "step(every=)", "step(=30)", "step(30,0.1 )",
        "step(99999999999999999999,0.1)", "exponential", "exponential()", "exponential(0)",
        "exponential(2)", "exponential(1e+0)", "exponential(1e999)", "cosine(to=2)",
        "cosine(to=-0.1)", "cosine(over=0)", "cosine(0,1.5)", "cosine(0,1,2)", "one_cycle(1)",
        "one_cycle(0.99999999)", "one_cycle(-0.1)", "one_cycle(0.5)+warmup(2)", "onecycle(0.5)",
        "warmup", "warmup()", "warmup(0)", "warmup(2,2)", "warmup(2,-1)", "warmup(1.5)",
        "+warmup(5)", "cosine()+", "cosine()+warmup", "warmup(5)+cosine()", "warmup(5)+warmup(5)",
        "step(3)+cosine()+warmup(2)", "cosine()+warmup(2)+", "cosine() + warmup(2)",
    ])
    func `what is no schedule is refused`(text: String) {
        #expect(Schedule(text) == nil)
        #expect(!Axis.schedule.allows(.word(text)))
    }

    /// The axis takes the one form only, so that equal schedules are equal words.
    @Test func `words are canonical`() throws {
        guard case .word(_, let words) = Axis.schedule.kind else {
            Issue.record("schedules are words")
            return
        }
        #expect(words.canonical("step(every=30)") == "step(30,0.1)")
        #expect(words.canonical("step(30,0.1)") == "step(30,0.1)")
        #expect(words.canonical("stepp(30)") == nil)
        #expect(Axis.schedule.allows("step(30,0.1)"))
        #expect(!Axis.schedule.allows("step(every=30)"))
        #expect(!Axis.schedule.allows(0.1))
    }
}
