//! What a unit of data counts in.

closed! {
    /// What a unit of data counts in.
    ByteBase is "byte base" {
        /// Powers of 1000.
        Decimal = "decimal",
        /// Powers of 1024.
        Binary = "binary",
        /// The text does not say.
        Unsaid = "unsaid",
    }
}
