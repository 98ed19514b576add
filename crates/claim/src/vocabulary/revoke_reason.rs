//! Why a key is revoked.

closed! {
    /// Why a key is revoked.
    RevokeReason is "revocation reason" {
        /// Another key took its place.
        Superseded = "superseded",
        /// Its holder left.
        LeftOffice = "left_office",
        /// It can no longer be used by its holder.
        Lost = "lost",
        /// Others may have used it.
        Compromised = "compromised",
        /// It should not have been granted.
        GrantedInError = "granted_in_error",
    }
}
