//! What an amount of money is for.

closed! {
    /// What an amount of money is for.
    PricedFor is "price basis" {
        /// Each sale.
        PerSale = "per_sale",
        /// Everything together.
        InAll = "in_all",
        /// The text does not say.
        Unsaid = "unsaid",
    }
}
