//! Who may append statements.

closed! {
    /// Who may append statements.
    Appending is "append rule" {
        /// Every key that was granted and not revoked.
        GrantedKeys = "granted_keys",
        /// The operator's keys alone.
        OperatorOnly = "operator_only",
    }
}
