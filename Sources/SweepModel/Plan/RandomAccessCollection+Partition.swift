extension RandomAccessCollection {
    /// The first index from which on all elements fulfil `condition`, or the end.
    ///
    /// - Precondition: No element that fulfils it stands before one that does not.
    /// - Complexity: O(log count).
    package func partitionIndex(where condition: (Element) -> Bool) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if condition(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
