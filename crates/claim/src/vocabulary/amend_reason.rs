//! Why a recorder corrects an own statement.

closed! {
    /// Why a recorder corrects an own statement.
    AmendReason is "amendment" {
        /// The words were taken down wrongly.
        Transcription = "transcription",
        /// The place in the bytes was wrong.
        Offset = "offset",
        /// A translation was added or mended.
        Translation = "translation",
        /// The words were laid to the wrong party.
        Reattribution = "reattribution",
        /// Two records are one.
        Merge = "merge",
        /// One record is two.
        Split = "split",
        /// What the recorder inferred is taken back.
        InferenceWithdrawn = "inference_withdrawn",
        /// The record is taken back whole; nothing replaces it.
        Withdrawal = "withdrawal",
    }
}
