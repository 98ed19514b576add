//! The nine answers to a yes-or-no question, none of which means another.

closed! {
    /// The nine answers to a yes-or-no question, none of which means another.
    Answer is "answer" {
        /// It is so.
        Yes = "yes",
        /// It is not so.
        No = "no",
        /// It is so in part.
        Partly = "partly",
        /// It was tried; whether it succeeded is not in this answer.
        Attempted = "attempted",
        /// The source says that it does not know.
        UnknownToSource = "unknown_to_source",
        /// The source looked and found none: not a "no".
        NoEvidenceFound = "no_evidence_found",
        /// The source spoke and left this out.
        NotSaid = "not_said",
        /// The source was asked and would not say.
        Declined = "declined",
        /// The source says that it knows and does not share it.
        Withheld = "withheld",
    }
}
