internal import SweepStatistics
package import TrainingModel

/// What the best constant guess comes to on the samples of one fold.
package struct Guess: Sendable {
    /// The scale of scores, which knows G and f.
    package let scale: LossScale

    /// What the training part's class shares cost on the part by which settings are ranked: there
    /// G is what such a guess costs only where the shares are the same.
    package let judgedLoss: Double

    /// The samples of each class in the training part.
    private let trainingCounts: [Int]

    /// The samples of the part by which settings are ranked.
    package let sampleCount: Int

    /// How many of them are independent of each other: the number of groups if there are groups.
    package let independentCount: Int

    /// How many of them are of the class that is largest among them.
    package let largestClassCount: Int

    /// The class that is largest among them; of equal ones, the first.
    package let largestClass: Int

    /// Whether no other class is as large.
    package let hasOneLargestClass: Bool

    /// Computes what a guess comes to.
    ///
    /// G is the stored one, or the entropy of the class shares of the training part. A sweep whose
    /// training part has one class only is refused today, but an old run directory may hold one:
    /// the entropy of one sample among them of another class takes the place of 0.
    ///
    /// - Parameters:
    ///   - labels: The class of each sample.
    ///   - classCount: The number of classes.
    ///   - parts: Which samples are trained on and held out.
    ///   - fold: The fold that is held out.
    ///   - objective: What settings are ranked by.
    ///   - independentCount: How many of the samples by which settings are ranked are independent
    ///     of each other; `nil` is all.
    ///   - stored: What is stored with the plan, if anything is.
    package init(
        labels: [Int32],
        classCount: Int,
        parts: SampleParts,
        fold: Int,
        objective: Objective,
        independentCount: Int?,
        stored: LossScale?
    ) {
        func counts(of part: SamplePart) -> [Int] {
            parts.classCounts(of: part, fold: fold, labels: labels, classCount: classCount)
        }
        let training = counts(of: .training)
        let judged = objective.isHeldOut ? counts(of: .validation) : training
        let total = max(training.reduce(0, +), 1)
        let computed = [training, [total, 1]].lazy.compactMap { counts in
            LossScale(
                guess: ConstantGuess.entropy(ofClassCounts: counts),
                isHeldOut: objective.isHeldOut
            )
        }
        guard let scale = stored ?? computed.first else {
            preconditionFailure("two classes have an entropy above 0")
        }
        self.scale = scale
        trainingCounts = training
        judgedLoss =
            (objective.isHeldOut
                ? ConstantGuess.crossEntropy(ofClassCounts: training, on: judged) : nil)
            ?? scale.guess
        sampleCount = judged.reduce(0, +)
        self.independentCount = independentCount ?? judged.reduce(0, +)
        let largest = judged.max() ?? 0
        largestClassCount = largest
        largestClass = judged.firstIndex(of: largest) ?? 0
        hasOneLargestClass = judged.count { $0 == largest } == 1
    }

    /// What the training part's class shares cost on samples with `counts` of each class.
    func loss(onClassCounts counts: [Int]) -> Double {
        ConstantGuess.crossEntropy(ofClassCounts: trainingCounts, on: counts) ?? scale.guess
    }
}
