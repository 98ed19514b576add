//! What a text leaves open about an extent.

closed! {
    /// What a text leaves open about an extent.
    Unsure is "doubt about an extent" {
        /// Whether these are all that is meant.
        Members = "members",
        /// Whether what is left out was counted in.
        Exception = "exception",
        /// Whether the claim is limited at all.
        Limit = "limit",
    }
}
