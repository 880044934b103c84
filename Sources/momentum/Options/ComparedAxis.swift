internal import Quoting
internal import SweepSpecReader
internal import TrainingModel

/// An axis on the command line, such as `learning_rate` or `learning-rate`.
enum ComparedAxis {
    /// Why a text is no axis.
    struct Refusal: Error, CustomStringConvertible {
        /// What is allowed.
        let description: String
    }

    /// Reads an axis.
    ///
    /// - Throws: ``Refusal`` with the axis that was probably meant, or all of them.
    static func read(_ argument: String) throws -> Axis {
        let name = underscored(SpecSynonyms.flag(meantBy: argument) ?? argument)
        let names = Axis.all.map(\.name)
        guard let axis = Axis.all.first(where: { $0.name == underscored(argument) }) else {
            let nearest = NearestText.nearest(to: name, among: names)
            throw Refusal(
                description: nearest.map { "did you mean \($0)?" }
                    ?? "allowed are \(names.joined(separator: ", "))"
            )
        }
        return axis
    }

    private static func underscored(_ text: String) -> String {
        String(text.map { $0 == "-" ? "_" : $0 })
    }
}
