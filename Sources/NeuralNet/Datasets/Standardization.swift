/// Makes the columns of a matrix comparable: mean 0 and standard deviation 1.
enum Standardization {
    /// Replaces each x of a column by (x − mean) / σ, in place.
    ///
    /// σ² is the mean squared deviation (population, not sample). A column whose numbers are all
    /// equal becomes 0; its computed σ may be a rounding error, so equality decides, not σ.
    ///
    /// - Parameters:
    ///   - matrix: Finite numbers within the range of Float, row-major, shape [rows, width].
    ///   - width: The number of columns.
    static func standardize(_ matrix: inout [Double], width: Int) {
        let count = Double(matrix.count / width)
        for column in 0..<width {
            let indices = stride(from: column, to: matrix.count, by: width)
            let first = matrix[column]
            let isConstant = indices.allSatisfy { matrix[$0] == first }
            let mean = indices.reduce(0) { $0 + matrix[$1] } / count
            let squares = indices.reduce(0) { sum, index in
                sum + (matrix[index] - mean) * (matrix[index] - mean)
            }
            let deviation = (squares / count).squareRoot()
            for index in indices {
                matrix[index] = isConstant ? 0 : (matrix[index] - mean) / deviation
            }
        }
    }
}
