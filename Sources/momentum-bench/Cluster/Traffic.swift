/// Messages and their bytes in both directions, as a peer of the coordinator counts them.
struct Traffic {
    var sentCount = 0
    var sentBytes = 0
    var receivedCount = 0
    var receivedBytes = 0

    static func + (left: Traffic, right: Traffic) -> Traffic {
        Traffic(
            sentCount: left.sentCount + right.sentCount,
            sentBytes: left.sentBytes + right.sentBytes,
            receivedCount: left.receivedCount + right.receivedCount,
            receivedBytes: left.receivedBytes + right.receivedBytes
        )
    }
}
