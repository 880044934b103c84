/// A layout of files that other tools read; raw values are the command line's words.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// TensorBoard's event files, with the hyper-parameters for its HPARAMS page.
    case tensorboard

    /// MLflow's file store; current MLflow asks for `MLFLOW_ALLOW_FILE_STORE=true` to read one.
    case mlflow
}
