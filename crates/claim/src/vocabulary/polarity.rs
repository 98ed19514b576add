//! Which way a source holds a claim.

closed! {
    /// Which way a source holds a claim.
    Polarity is "polarity" {
        /// It is so.
        Affirm = "affirm",
        /// It is not so.
        Deny = "deny",
        /// Neither is said.
        Neutral = "neutral",
    }
}
