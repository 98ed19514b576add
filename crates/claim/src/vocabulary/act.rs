//! The speech act, as the reporting verb gives it.

closed! {
    /// The speech act, as the reporting verb gives it.
    Act is "speech act" {
        /// Says that it is so.
        Asserts = "asserts",
        /// Says so of what others said before.
        Confirms = "confirms",
        /// Says that it is not so.
        Denies = "denies",
        /// Says so against its own interest.
        Admits = "admits",
        /// Says so of another, unproven.
        Alleges = "alleges",
        /// Says so, and the verb keeps a distance.
        Claims = "claims",
        /// Tells what happened.
        Reports = "reports",
        /// Gives a reason.
        Explains = "explains",
        /// Concludes.
        Infers = "infers",
        /// Says what will be.
        Forecasts = "forecasts",
        /// Undertakes to do or not to do.
        Promises = "promises",
        /// Tells those under it to act.
        Orders = "orders",
        /// Asks others to act.
        Requests = "requests",
        /// Presses others to act.
        Urges = "urges",
        /// Makes known what it does.
        Announces = "announces",
        /// Says that there is no need to worry.
        Reassures = "reassures",
        /// Says sorry.
        Apologises = "apologises",
        /// Gives an opinion.
        Opines = "opines",
        /// Limits what it vouches for.
        Disclaims = "disclaims",
        /// Repeats what was said earlier.
        Recalls = "recalls",
        /// Points to what others say.
        Cites = "cites",
        /// Tells of a third party what that party has not said itself.
        Hearsay = "hearsay",
        /// Refuses to say.
        Declines = "declines",
        /// Notes that another has not spoken.
        ObservesSilence = "observes_silence",
        /// Says that it is not known.
        StatesUnclear = "states_unclear",
        /// Puts it so in a headline, subheading or caption.
        Frames = "frames",
        /// Takes back an own claim; says nothing about the inverse.
        Retracts = "retracts",
        /// Replaces an own claim.
        Corrects = "corrects",
    }
}
