//! The types that a facet can declare for its value.

closed! {
    /// The types that a facet can declare for its value.
    ValueType is "value type" {
        /// One of the nine answers.
        Answer = "answer",
        /// A number of something.
        Quantity = "quantity",
        /// An amount of data.
        Bytes = "bytes",
        /// An amount of money.
        Money = "money",
        /// Several members.
        Set = "set",
        /// A time.
        Time = "time",
        /// A span of time.
        Duration = "duration",
        /// How often.
        Rate = "rate",
        /// A party, thing, incident or claim.
        Ref = "ref",
        /// Words.
        Text = "text",
    }
}
