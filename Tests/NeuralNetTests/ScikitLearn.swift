import SweepTesting

/// The data files that scikit-learn ships.
enum ScikitLearn {
    /// The content of one of scikit-learn's data files, unpacked.
    ///
    /// - Parameter name: The file's name, for example `iris.csv`.
    /// - Returns: The bytes of the file.
    /// - Throws: ``TestFailure`` when Python ends with an error.
    static func file(_ name: String) throws -> [UInt8] {
        let script = """
            import gzip, pathlib, sklearn, sys
            path = pathlib.Path(sklearn.__file__).parent / "datasets" / "data" / sys.argv[1]
            content = path.read_bytes()
            sys.stdout.buffer.write(gzip.decompress(content) if path.suffix == ".gz" else content)
            """
        return Array(try ExternalTool.python.perform(["-c", script, name]))
    }
}
