//! Words of doubt, bound and scope that a claim carries.

closed! {
    /// Words of doubt, bound and scope that a claim carries.
    MarkerKind is "marker" {
        /// First findings only.
        Preliminary = "preliminary",
        /// So far, until this moment, yet.
        AsOfNow = "as_of_now",
        /// Apparently.
        Apparent = "apparent",
        /// Nothing beyond this.
        Only = "only",
        /// No evidence of, as against evidence of no.
        NoEvidenceOf = "no_evidence_of",
        /// Only in this form or manner.
        FormLimited = "form_limited",
        /// Up to, at most.
        UpperBound = "upper_bound",
        /// More than, at least.
        LowerBound = "lower_bound",
        /// About.
        Approx = "approx",
        /// Alleged, so-called, purported.
        Alleged = "alleged",
        /// A mood that keeps a distance.
        Conditional = "conditional",
        /// It seems.
        Seems = "seems",
        /// It is not clear whether the two belong together.
        UnclearRelation = "unclear_relation",
        /// Some days, soon, as soon as possible.
        VagueDuration = "vague_duration",
        /// Such as, including, among others.
        OpenSet = "open_set",
        /// Except.
        Exception = "exception",
        /// One of several, among few.
        Among = "among",
        /// According to.
        PerSource = "per_source",
        /// Tried to.
        Attempt = "attempt",
        /// Words that look mistranslated by a machine.
        MtSuspect = "mt_suspect",
        /// Any other, described by a note.
        Other = "other",
    }
}
