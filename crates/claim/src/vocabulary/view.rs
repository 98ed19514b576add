//! What an opinion says of its target.

closed! {
    /// What an opinion says of its target.
    View is "opinion" {
        /// Agrees.
        Endorse = "endorse",
        /// Disagrees.
        Dispute = "dispute",
        /// Says that it is not theirs, or no longer held.
        Repudiate = "repudiate",
    }
}
