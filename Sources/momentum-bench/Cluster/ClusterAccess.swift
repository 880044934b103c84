internal import ZeroMQ

/// How to reach a measured process.
struct ClusterAccess {
    let endpoint: Endpoint
    let security: SocketSecurity
}
