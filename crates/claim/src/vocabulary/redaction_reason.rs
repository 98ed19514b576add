//! Why a body or artifact is no longer served. Redactions hold no free text, because they can never be redacted.

closed! {
    /// Why a body or artifact is no longer served. Redactions hold no free text, because they can never be redacted.
    RedactionReason is "redaction reason" {
        /// It holds personal data.
        PersonalData = "personal_data",
        /// A person whom it concerns asked.
        DataSubjectRequest = "data_subject_request",
        /// A court ordered it.
        CourtOrder = "court_order",
        /// The law of the place forbids it.
        LegalClaim = "legal_claim",
        /// It endangers somebody.
        Safety = "safety",
        /// It holds what was taken in the incident.
        LeakedContent = "leaked_content",
        /// Its rights holder objects.
        Copyright = "copyright",
        /// It should not have been recorded.
        RecordedInError = "recorded_in_error",
    }
}
