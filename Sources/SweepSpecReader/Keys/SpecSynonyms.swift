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

    /// The word among `known` that `word` means as the value of an axis, or `nil`.
    ///
    /// - Parameters:
    ///   - word: What was written, such as `swish`.
    ///   - known: What the axis takes.
    /// - Returns: For example `silu`.
    static func word(meantBy word: String, among known: [String]) -> String? {
        let plain = word.lowercased().filter { !"_- .".contains($0) }
        return known.first { $0.filter { $0 != "_" } == plain }
            ?? words.first { known.contains($0.word) && $0.others.contains(plain) }?.word
    }

    /// The last words of keys, each with what other tools call it.
    package static let keys: [(key: String, words: Set<String>)] = [
        ("learning_rate", ["lr", "lrs", "eta", "alpha", "step_size", "learning_rates"]),
        ("weight_decay", ["wd", "l2", "decay", "lambda"]),
        ("optimizer", ["optim", "optimiser", "optimizers", "solver"]),
        ("beta2", ["beta_2", "rho", "beta_two"]),
        ("epsilon", ["eps"]),
        ("activation", ["activations", "act", "nonlinearity"]),
        ("init", ["initialization", "initializer", "initialisation", "weight_init"]),
        ("schedule", ["scheduler", "lr_schedule", "lr_scheduler", "schedules", "warmup"]),
        ("class_weight", ["class_weights"]),
        (
            "clip_norm",
            ["clip", "grad_clip", "gradient_clip", "max_norm", "clipnorm", "max_grad_norm"]
        ),
        ("dropout", ["dropout_rate", "p_dropout", "drop"]),
        ("warmup", ["warmup_epochs", "warm_up"]),
        ("every", ["period"]),
        ("factor", ["gamma"]),
        ("to", ["eta_min"]),
        ("over", ["t_max", "tmax"]),
        ("batch", ["bs", "batch_size", "batchsize", "minibatch", "mini_batch"]),
        ("momentum", ["mu", "beta", "beta1", "beta_1", "momenta", "mom"]),
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

    /// Values of axes, each with what other tools call it, in small letters only.
    package static let words: [(word: String, others: Set<String>)] = [
        ("relu", ["rectifier", "rectifiedlinear"]),
        ("leaky_relu", ["lrelu", "leaky"]),
        ("tanh", ["hyperbolictangent"]),
        ("sigmoid", ["logistic"]),
        ("silu", ["swish"]),
        ("gelu", ["gelunew", "geluexact"]),
        ("identity", ["linear", "none", "id"]),
        ("sgd", ["sgdmomentum", "gd", "nag", "momentum"]),
        ("adamw", ["adamweightdecay"]),
        ("pytorch", ["default", "torch", "lecununiform"]),
        ("xavier_uniform", ["xavier", "glorot", "glorotuniform", "xaviernormal"]),
        ("kaiming_uniform", ["kaiming", "he", "heuniform", "kaimingnormal"]),
        ("constant", ["none", "fixed", "constantlr"]),
        ("step", ["steplr", "multistep", "steps"]),
        ("exponential", ["exp", "exponentiallr", "exponentialdecay"]),
        ("cosine", ["cos", "cosineannealing", "cosineannealinglr", "cosinedecay"]),
        ("one_cycle", ["onecyclelr", "1cycle", "cyclic"]),
        ("none", ["off", "false", "uniform", "no"]),
        ("balanced", ["auto", "on", "true", "yes"]),
    ]
}
