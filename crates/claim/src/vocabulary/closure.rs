//! Whether a set names all its members.

closed! {
    /// Whether a set names all its members.
    Closure is "closure" {
        /// There may be more.
        Open = "open",
        /// These and no others.
        Closed = "closed",
        /// All but these.
        AllExcept = "all_except",
    }
}
