//! How words passed from one mouth to the next.

closed! {
    /// How words passed from one mouth to the next.
    HopKind is "hop" {
        /// Carries the words to readers.
        Publishes = "publishes",
        /// Speaks for itself.
        OwnVoice = "own_voice",
        /// Gives the words as words.
        Quotes = "quotes",
        /// Gives the content in other words.
        Paraphrases = "paraphrases",
        /// Points to a document.
        CitesDocument = "cites_document",
        /// Speaks on behalf of the next.
        RelaysFor = "relays_for",
        /// Speaks about the next, who does not speak.
        HearsayAbout = "hearsay_about",
        /// Carries what another published.
        Republishes = "republishes",
        /// Repeats what was published or said earlier.
        RecallsEarlier = "recalls_earlier",
        /// Knows it from the next.
        InformedBy = "informed_by",
        /// Turns it into another language.
        Translates = "translates",
        /// Notes that the next has not spoken.
        ObservesSilence = "observes_silence",
        /// Names no source (a passive).
        Unattributed = "unattributed",
    }
}
