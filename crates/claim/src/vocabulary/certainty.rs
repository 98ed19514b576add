//! How sure a source says it is.

closed! {
    /// How sure a source says it is.
    Certainty is "certainty" {
        /// Stated without doubt.
        Certain = "certain",
        /// Stated as likely.
        Probable = "probable",
        /// Stated as possible or alleged.
        Possible = "possible",
        /// No degree can be read.
        Unstated = "unstated",
    }
}
