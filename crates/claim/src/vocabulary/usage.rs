//! What a key may be used for.

closed! {
    /// What a key may be used for.
    Usage is "key usage" {
        /// Record what others said.
        Record = "record",
        /// Speak in the first person.
        Speak = "speak",
        /// Grant and revoke keys, redact, change the policy.
        Operate = "operate",
    }
}
