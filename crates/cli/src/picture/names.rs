//! The names of what the projections tell apart: in JSON, and behind the prefix of their list in the interface words.

use bayan_view::clock::{Addressed, Filer};
use bayan_view::promise::Outcome;
use bayan_view::question::Answered;
use bayan_view::regime::Start;
use bayan_view::responsibility::Heard;
use bayan_view::silence::{BoundedBy, Later, Stands};

/// Every outcome, in the order in which they are counted.
pub const OUTCOMES: [Outcome; 6] = [
    Outcome::Open,
    Outcome::Kept,
    Outcome::Broken,
    Outcome::Contested,
    Outcome::Withdrawn,
    Outcome::Ended,
];

/// Whether a question was answered: the list `answered`.
pub const fn answered(answered: Answered) -> &'static str {
    match answered {
        Answered::No => "no",
        Answered::Yes => "yes",
        Answered::CannotTell => "cannot_tell",
        Answered::Disputed => "disputed",
    }
}

/// Whether a silence stands: the list `stands`.
pub const fn stands(stands: Stands) -> &'static str {
    match stands {
        Stands::Silent => "silent",
        Stands::CannotTell => "cannot_tell",
        Stands::Spoke => "spoke",
    }
}

/// What the latest moment of an observation rests on: the list `bounded`.
pub const fn bounded_by(by: BoundedBy) -> &'static str {
    match by {
        BoundedBy::Told => "told",
        BoundedBy::Publication => "publication",
        BoundedBy::Capture => "capture",
        BoundedBy::Entry => "entry",
    }
}

/// How a claim lies to a moment: the list `later`.
pub const fn later(later: Later) -> &'static str {
    match later {
        Later::After => "after",
        Later::CannotTell => "cannot_tell",
    }
}

/// Whether somebody who is blamed was heard: the list `heard`.
pub const fn heard(heard: Heard) -> &'static str {
    match heard {
        Heard::OnIt => "on_it",
        Heard::ForIt => "for_it",
        Heard::Declined => "declined",
        Heard::Elsewhere => "elsewhere",
        Heard::ReportedSilent => "reported_silent",
        Heard::NothingRecorded => "nothing_recorded",
    }
}

/// Whose filing it is: the list `filer`.
pub const fn filer(filer: Filer) -> &'static str {
    match filer {
        Filer::Own => "own",
        Filer::Untold => "untold",
        Filer::Perhaps => "perhaps",
        Filer::Other => "other",
    }
}

/// Whether a filing was told to whom was asked for: the list `addressed`.
pub const fn addressed(addressed: Addressed) -> &'static str {
    match addressed {
        Addressed::Named => "named",
        Addressed::Untold => "untold",
    }
}

/// What starts a clock: the list `start`. That of a filing is followed by the stage whose filing it is.
pub const fn start(start: &Start) -> &'static str {
    match start {
        Start::Awareness => "awareness",
        Start::Noticing => "noticing",
        Start::ReasonableBelief => "reasonable_belief",
        Start::Failure => "failure",
        Start::Classification => "classification",
        Start::MaterialityDetermination => "materiality_determination",
        Start::RansomPayment => "ransom_payment",
        Start::Filing(_) => "filing",
    }
}
