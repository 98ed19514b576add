//! The names of what the projections tell apart: in JSON, and behind the prefix of their list in the interface words.

use bayan_view::clock::{Addressed, Filer};
use bayan_view::headline::Gain;
use bayan_view::promise::{Outcome, Timing};
use bayan_view::question::Answered;
use bayan_view::regime::{Start, State};
use bayan_view::responsibility::Heard;
use bayan_view::silence::{BoundedBy, Later, Stands};

/// What became of a promise: the list `state`.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Kept => "kept",
        Outcome::Broken => "broken",
        Outcome::Contested => "contested",
        Outcome::Withdrawn => "withdrawn",
        Outcome::Ended => "ended",
    }
}

/// Every outcome, in the order in which they are counted.
pub const OUTCOMES: [Outcome; 6] = [
    Outcome::Open,
    Outcome::Kept,
    Outcome::Broken,
    Outcome::Contested,
    Outcome::Withdrawn,
    Outcome::Ended,
];

/// How a promise lies to its time: the list `timing`.
pub const fn timing(timing: Timing) -> &'static str {
    match timing {
        Timing::NotDue => "not_due",
        Timing::Due => "due",
        Timing::Overdue => "overdue",
        Timing::CannotTell => "cannot_tell",
        Timing::Late => "late",
    }
}

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

/// What a headline has beyond a sentence: the list `gain`.
pub const fn gain(gain: Gain) -> &'static str {
    match gain {
        Gain::DoubtDropped => "doubt_dropped",
        Gain::ScopeWidened => "scope_widened",
        Gain::DegreeRaised => "degree_raised",
        Gain::DegreeLowered => "degree_lowered",
        Gain::Opposed => "opposed",
    }
}

/// Where a deadline stands: the list `deadline`.
pub const fn deadline(state: State) -> &'static str {
    match state {
        State::NoFigure => "no_figure",
        State::Met => "met",
        State::After => "after",
        State::FiledUntold => "filed_untold",
        State::ToldToUnsaid => "told_to_unsaid",
        State::ToldPerhaps => "told_perhaps",
        State::ToldByAnother => "told_by_another",
        State::Running => "running",
        State::Passed => "passed",
        State::Untold => "untold",
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
