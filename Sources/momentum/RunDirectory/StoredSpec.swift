internal import Digest
internal import Foundation
internal import SweepModel
internal import SweepSpecReader
internal import SweepStore

/// The spec as a store keeps it, beside which `sweep.yaml` can be edited.
enum StoredSpec {
    /// The spec that the store of `directory` was made with.
    ///
    /// - Throws: ``Failure`` if it is not what was stored, or no spec.
    static func read(
        _ description: StoreDescription,
        in directory: RunDirectory
    ) throws
        -> SweepSpec
    {
        guard Digest(sha256: description.spec) == description.specHash else {
            throw damage(in: directory, "its spec is not the one whose digest it holds")
        }
        do {
            return try SpecReader.read(description.spec, fileName: directory.store.path).spec
        } catch let error as SpecError {
            throw damage(in: directory, "its spec cannot be read: \(error)")
        }
    }

    /// The runs as the store of `directory` numbers them.
    ///
    /// - Throws: ``Failure`` if its spec is not what was stored, or no spec, and
    ///   ``SweepStore/StoreError`` if it has another number of runs.
    static func plan(
        of description: StoreDescription,
        in directory: RunDirectory
    ) throws
        -> SweepPlan
    {
        try description.plan(
            of: try read(description, in: directory),
            path: directory.store.path
        )
    }

    private static func damage(in directory: RunDirectory, _ what: String) -> Failure {
        Failure(
            .failure,
            "\(directory.store.path) is damaged: \(what); restore it from a copy"
        )
    }
}
