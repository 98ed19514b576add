//! What kind of thing is declared.

closed! {
    /// What kind of thing is declared.
    ThingKind is "thing kind" {
        /// A system or platform.
        System = "system",
        /// A service that people use.
        Service = "service",
        /// A kind of data.
        DataKind = "data_kind",
        /// A place.
        Place = "place",
        /// A form or manner, as in "no access in the form of …".
        Form = "form",
        /// A leaf of a facet family.
        Facet = "facet",
    }
}
