/// How a pack stands; raw values are stored.
enum PackState: String {
    /// It waits or is trained.
    case open

    /// One of its attempts won.
    case finished

    /// It was cut in two.
    case split

    /// All of its runs failed.
    case failed
}
