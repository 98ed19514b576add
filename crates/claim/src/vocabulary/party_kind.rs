//! What kind of speaker, publisher, recorder or signer a party is.

closed! {
    /// What kind of speaker, publisher, recorder or signer a party is.
    PartyKind is "party kind" {
        /// A natural person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
        /// A unit of an organisation.
        Unit = "unit",
        /// An office that persons hold in turn.
        Office = "office",
        /// A group without organisation: users, residents.
        Collective = "collective",
        /// An account or handle whose holder is not settled.
        Account = "account",
        /// Somebody unnamed.
        Anonymous = "anonymous",
        /// A document that is made to speak.
        Document = "document",
        /// An outlet.
        Publisher = "publisher",
        /// A program.
        Machine = "machine",
    }
}
