//! How two claims, or two incidents, stand to each other.

closed! {
    /// How two claims, or two incidents, stand to each other.
    Relation is "relation" {
        /// Both cannot be so.
        Contradicts = "contradicts",
        /// Both can hardly be so.
        InTension = "in_tension",
        /// Their numbers exclude each other.
        NumberConflict = "number_conflict",
        /// Their sets exclude each other.
        SetConflict = "set_conflict",
        /// Supports it from an independent origin.
        Corroborates = "corroborates",
        /// Comes from the same origin, so counts once.
        RepeatsOrigin = "repeats_origin",
        /// Gives the reason of the other.
        Explains = "explains",
        /// Gives another cause for the same.
        RivalCause = "rival_cause",
        /// Came about through the other.
        CausedBy = "caused_by",
        /// Answers the other, or a question.
        Answers = "answers",
        /// Speaks to the other, or a question, and does not answer it.
        Evades = "evades",
        /// Keeps the promise, or carries out the order.
        Fulfils = "fulfils",
        /// Breaks the promise, or disobeys the order.
        Breaks = "breaks",
        /// Says the same in another language.
        TranslationOf = "translation_of",
        /// Is about the very same event.
        SameEvent = "same_event",
        /// Is about a part of the event of the other.
        PartOfEvent = "part_of_event",
        /// May belong together; how is not clear.
        RelatedUnclear = "related_unclear",
    }
}
