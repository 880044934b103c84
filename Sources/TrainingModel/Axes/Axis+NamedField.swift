extension Axis.Field where Value == String {
    /// A property that takes one of some named choices.
    static func named<Choice: RawRepresentable & Sendable>(
        read: @escaping @Sendable (Setting) -> Choice,
        write: @escaping @Sendable (inout Setting, Choice) -> Void
    ) -> Axis.Field<String> where Choice.RawValue == String {
        Axis.Field(
            read: { read($0).rawValue },
            write: { setting, name in
                guard let choice = Choice(rawValue: name) else {
                    preconditionFailure("\(Choice.self) has no case \(name)")
                }
                write(&setting, choice)
            }
        )
    }
}
