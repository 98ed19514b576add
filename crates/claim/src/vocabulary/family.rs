//! The families that a facet's name begins with.

closed! {
    /// The families that a facet's name begins with.
    Family is "facet family" {
        /// What happened, how often, by what method, and when it was noticed.
        Incident = "incident",
        /// Who did it, and where it came from.
        Attribution = "attribution",
        /// What was aimed at, and what it is and holds.
        Target = "target",
        /// What was seen, leaked or lost to others.
        Confidentiality = "confidentiality",
        /// What was altered or destroyed.
        Integrity = "integrity",
        /// What did not work, how badly, for whom and how long.
        Availability = "availability",
        /// The state of the data itself: safety, backups.
        Data = "data",
        /// What there is to show for it.
        Evidence = "evidence",
        /// What was done about it.
        Response = "response",
        /// What is promised.
        Commitment = "commitment",
        /// Who is blamed, for what.
        Responsibility = "responsibility",
        /// Offers, sales and prices of what was taken.
        Market = "market",
        /// How this goes with other incidents and claims.
        Relation = "relation",
        /// How others reacted, or did not.
        Reaction = "reaction",
        /// Law, background and opinion around it.
        Context = "context",
        /// The telling itself: when, where, prompted by what, translated how.
        Telling = "telling",
    }
}
