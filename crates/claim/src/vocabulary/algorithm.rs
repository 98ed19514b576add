//! Signature algorithms of statement keys.

closed! {
    /// Signature algorithms of statement keys.
    Algorithm is "algorithm" {
        /// Ed25519 (RFC 8032), COSE algorithm −19 (RFC 9864).
        Ed25519 = "ed25519",
    }
}
