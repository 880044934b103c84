/// The start of an element of an SVG.
package struct SVGTag {
    /// The element's name, for example `path`.
    package let name: String

    /// The attributes in order, their entities replaced.
    package var attributes: [(name: String, value: String)]

    /// Describes an element.
    package init(name: String, attributes: [(name: String, value: String)] = []) {
        self.name = name
        self.attributes = attributes
    }

    /// The value of the attribute `name`.
    package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}
