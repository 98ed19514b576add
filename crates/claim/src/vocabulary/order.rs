//! How a time lies to its anchor.

closed! {
    /// How a time lies to its anchor.
    Order is "time order" {
        /// Earlier than the anchor.
        Before = "before",
        /// Later than the anchor.
        After = "after",
        /// Within the anchor.
        During = "during",
        /// Near the anchor, either side.
        Around = "around",
        /// From some time up to the anchor.
        Until = "until",
        /// From the anchor on.
        Since = "since",
    }
}
