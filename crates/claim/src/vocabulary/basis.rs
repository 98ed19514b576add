//! What a source says its claim rests on.

closed! {
    /// What a source says its claim rests on.
    Basis is "basis" {
        /// The source saw it.
        Witnessed = "witnessed",
        /// A document is named.
        Document = "document",
        /// Experts told the source.
        Experts = "experts",
        /// First findings.
        Preliminary = "preliminary",
        /// The source concludes it.
        Inferred = "inferred",
        /// Others say so.
        Hearsay = "hearsay",
        /// The source looked and found nothing.
        NoneFound = "none_found",
        /// The text shows that no basis is given.
        NoneGiven = "none_given",
    }
}
