/// What people who come from other tools call the keys of a spec.
public enum SpecSynonyms {
    /// The last word of the key that `word` means, for example `learning_rate` for `lr`, or `nil`.
    static func key(meantBy word: some StringProtocol) -> String? {
        let plain = word.lowercased().map { $0 == "-" ? "_" : $0 }
        return keys.first { $0.words.contains(String(plain)) }?.key
    }

    /// The flag that `word` means, without dashes, or `nil` if no other tool calls one so.
    ///
    /// - Parameter word: What was typed as a flag, without dashes.
    /// - Returns: For example `learning-rate` for `lr`.
    public static func flag(meantBy word: String) -> String? {
        guard let key = key(meantBy: word) else { return nil }
        let meant = SpecKey.overridable.filter { SpecPaths.lastWord(of: $0.path) == key }
        return meant.first?.flag
    }

    /// The last words of keys, each with what other tools call it.
    package static let keys: [(key: String, words: Set<String>)] = [
        ("learning_rate", ["lr", "lrs", "eta", "alpha", "step_size", "learning_rates"]),
        ("weight_decay", ["wd", "l2", "decay", "lambda"]),
        ("batch", ["bs", "batch_size", "batchsize", "minibatch", "mini_batch"]),
        ("momentum", ["mu", "beta", "momenta", "mom"]),
        ("label_smoothing", ["smoothing", "ls"]),
        ("seeds", ["seed", "random_state", "random_seed", "repeats"]),
        ("epochs", ["n_epochs", "num_epochs", "max_epochs", "max_iter", "iterations"]),
        (
            "hidden",
            ["hidden_layers", "hidden_layer_sizes", "hidden_sizes", "hidden_units", "units"]
        ),
        ("validation", ["val", "valid", "dev", "validation_split", "validation_fraction"]),
        ("test", ["test_size", "test_split"]),
        ("folds", ["cv", "kfold", "k_fold", "n_splits", "splits"]),
        ("group", ["groups"]),
        ("label", ["target", "class", "target_column", "label_column"]),
        ("path", ["file", "filename", "data"]),
        ("standardize", ["scale", "normalize", "standardise", "standard_scaler"]),
        ("separator", ["sep", "delimiter"]),
        ("features", ["columns", "usecols", "inputs"]),
        ("exclude", ["drop", "ignore", "skip"]),
        ("metrics", ["metric"]),
        (
            "patience",
            [
                "early_stopping", "early_stop", "earlystopping", "early_stopping_rounds",
                "n_iter_no_change",
            ]
        ),
        ("min_delta", ["tol", "tolerance"]),
        ("select", ["restore_best_weights", "save_best_only", "keep_best"]),
    ]
}
