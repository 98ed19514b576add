//! Whether a person or a machine translated, transcribed or rendered.

closed! {
    /// Whether a person or a machine translated, transcribed or rendered.
    Maker is "maker" {
        /// A person.
        Human = "human",
        /// A machine.
        Machine = "machine",
        /// The source does not say.
        Unsaid = "unsaid",
    }
}
