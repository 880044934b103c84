/// The start of an element of an SVG.
struct SVGTag {
    /// The element's name, for example `path`.
    let name: String

    /// The attributes in order, their entities replaced.
    var attributes: [(name: String, value: String)] = []

    /// The value of the attribute `name`.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}
