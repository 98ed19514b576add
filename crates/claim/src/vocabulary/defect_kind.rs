//! What is wrong with captured bytes.

closed! {
    /// What is wrong with captured bytes.
    DefectKind is "defect" {
        /// Printed more than once.
        Duplicate = "duplicate",
        /// Does not belong where it stands.
        Stray = "stray",
        /// Cannot be read as it stands.
        Garbled = "garbled",
        /// Ends too early.
        Truncated = "truncated",
        /// Surrounds the text and is no part of it.
        Furniture = "furniture",
    }
}
