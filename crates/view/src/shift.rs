//! How one claim of a speaker moved from an earlier one: by scope, certainty, bounds and harm, never by wording alone.

mod value;

use std::collections::BTreeSet;

use bayan_claim::facet::{Catalogue, FacetName};
use bayan_claim::text::Word;
use bayan_claim::vocabulary::{Answer, Certainty, MarkerKind, Polarity};
use serde::Serialize;

pub(crate) use self::value::Interval;
use self::value::by_value;
use crate::fact::{ClaimFact, HarmFact, Worth};
use crate::reach::{Containment, ScopeOrder};

/// A way in which a position moved. More than one may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// The same again.
    Repeats,
    /// The same in other words.
    Rewords,
    /// More of the same.
    Elaborates,
    /// A number where there was none, or a narrower one inside the old bounds.
    Quantifies,
    /// A higher number.
    Raises,
    /// A lower number.
    Lowers,
    /// The same over less.
    Narrows,
    /// The same over more.
    Widens,
    /// Less sure.
    Weakens,
    /// Surer.
    Strengthens,
    /// What was denied for more is affirmed for a part.
    Concedes,
    /// What was denied is affirmed for as much, or the other way round.
    Reverses,
    /// The speaker takes it back.
    Retracts,
    /// The speaker corrects it.
    Corrects,
    /// The same over something else.
    ShiftsScope,
    /// The same way about something else.
    ShiftsSubject,
    /// Another is blamed.
    ShiftsBlame,
    /// A time where there was none, or another.
    Dates,
}

impl Shift {
    /// Every way, in the order of the list.
    pub const ALL: &'static [Self] = &[
        Self::Repeats,
        Self::Rewords,
        Self::Elaborates,
        Self::Quantifies,
        Self::Raises,
        Self::Lowers,
        Self::Narrows,
        Self::Widens,
        Self::Weakens,
        Self::Strengthens,
        Self::Concedes,
        Self::Reverses,
        Self::Retracts,
        Self::Corrects,
        Self::ShiftsScope,
        Self::ShiftsSubject,
        Self::ShiftsBlame,
        Self::Dates,
    ];

    /// The name, as in `docs/vocabulary.md`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Repeats => "repeats",
            Self::Rewords => "rewords",
            Self::Elaborates => "elaborates",
            Self::Quantifies => "quantifies",
            Self::Raises => "raises",
            Self::Lowers => "lowers",
            Self::Narrows => "narrows",
            Self::Widens => "widens",
            Self::Weakens => "weakens",
            Self::Strengthens => "strengthens",
            Self::Concedes => "concedes",
            Self::Reverses => "reverses",
            Self::Retracts => "retracts",
            Self::Corrects => "corrects",
            Self::ShiftsScope => "shifts_scope",
            Self::ShiftsSubject => "shifts_subject",
            Self::ShiftsBlame => "shifts_blame",
            Self::Dates => "dates",
        }
    }
}

/// By which rule a shift was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The later claim names the earlier one as what it takes back or corrects.
    Target,
    /// What they say of harm, or which way they are held.
    Side,
    /// How far they reach.
    Scope,
    /// A first moment up to which it speaks, a limit of form, or an "only".
    Limit,
    /// How sure they are, or how strong the answer is.
    Certainty,
    /// The bounds of two numbers of one measure.
    Bounds,
    /// The members of two sets.
    Members,
    /// Two times.
    Time,
    /// What they refer to.
    Reference,
    /// Facets of one topic on which harm is denied, in two utterances of which the later does not deny the earlier's again.
    Subject,
    /// Their words.
    Wording,
}

impl Rule {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Side => "side",
            Self::Scope => "scope",
            Self::Limit => "limit",
            Self::Certainty => "certainty",
            Self::Bounds => "bounds",
            Self::Members => "members",
            Self::Time => "time",
            Self::Reference => "reference",
            Self::Subject => "subject",
            Self::Wording => "wording",
        }
    }
}

/// Which side a claim takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It happened, it is so.
    Affirms,
    /// It did not happen, it is not so.
    Denies,
    /// Nothing was found that says so: a denial of evidence, and not of the thing.
    FoundNothing,
    /// Not known, not said, declined.
    Open,
}

/// The side that a claim takes: by harm where its facet has a rule, else by polarity. Who says that there is none denies.
pub fn side(claim: &ClaimFact) -> Side {
    if claim.worth == Worth::Answer(Answer::NoEvidenceFound) {
        return Side::FoundNothing;
    }
    match claim.harm {
        Some(HarmFact::Affirmed) => Side::Affirms,
        Some(HarmFact::Denied) => Side::Denies,
        Some(HarmFact::Open) => Side::Open,
        None => by_polarity(claim),
    }
}

fn by_polarity(claim: &ClaimFact) -> Side {
    match (claim.polarity, claim.none) {
        (Polarity::Affirm, false) | (Polarity::Deny, true) => Side::Affirms,
        (Polarity::Deny, false) | (Polarity::Affirm, true) => Side::Denies,
        (Polarity::Neutral, _) => Side::Open,
    }
}

/// The sides that two claims on one facet take to each other. A value that is denied leaves the harm open, and still
/// opposes who affirms that value, and says more than who takes no side.
pub(crate) fn sides(a: &ClaimFact, b: &ClaimFact) -> (Side, Side) {
    let by_value = !are_two_values(a, b) && (denies_value(a) || denies_value(b));
    let side = |claim: &ClaimFact| match side(claim) {
        Side::Open if by_value && !claim.worth.is_answer() => by_polarity(claim),
        side => side,
    };
    (side(a), side(b))
}

/// Whether harm on one of two facets says something of harm on the other.
pub fn is_comparable(catalogue: &Catalogue, a: &FacetName, b: &FacetName) -> bool {
    catalogue.implies(a, b) || catalogue.implies(b, a)
}

/// The topics of a facet.
pub(crate) fn topics_of<'a>(
    catalogue: &'a Catalogue,
    facet: &FacetName,
) -> impl Iterator<Item = &'a str> + Clone {
    let spec = catalogue.find(facet).ok();
    spec.into_iter().flat_map(|spec| &spec.topics).map(Word::as_str)
}

fn share_topic(catalogue: &Catalogue, a: &FacetName, b: &FacetName) -> bool {
    let mut topics = topics_of(catalogue, a);
    topics.any(|topic| topics_of(catalogue, b).any(|other| topic == other))
}

/// Whether it is a value, and no answer, that is denied.
pub(crate) fn denies_value(claim: &ClaimFact) -> bool {
    claim.polarity == Polarity::Deny && !claim.worth.is_answer()
}

/// Whether two claims give a value each, and not the same.
fn are_two_values(a: &ClaimFact, b: &ClaimFact) -> bool {
    !a.worth.is_answer() && !b.worth.is_answer() && a.worth != b.worth
}

/// Whether one of two claims denies a value, and the other gives another: that it is not one says nothing of the other.
pub(crate) fn denies_another(a: &ClaimFact, b: &ClaimFact) -> bool {
    (denies_value(a) || denies_value(b)) && are_two_values(a, b)
}

/// How the later claim of one speaker moved from the earlier, each way with its rule. Nothing for claims that do not
/// compare. Whether one takes back or corrects the other stands in its target, and what else either utterance says in what
/// stands around them: neither is asked here.
pub fn shifts(
    catalogue: &Catalogue,
    containment: &Containment,
    earlier: &ClaimFact,
    later: &ClaimFact,
) -> BTreeSet<(Shift, Rule)> {
    let mut found = BTreeSet::new();
    let order = containment.compare(&later.reach, &earlier.reach);
    if earlier.facet != later.facet {
        across_facets(catalogue, order, earlier, later, &mut found);
        return found;
    }
    if denies_another(earlier, later) {
        found.insert((Shift::Elaborates, Rule::Side));
        return found;
    }
    if has_changed_sides(order, earlier, later, &mut found) {
        return found;
    }
    let is_nested = matches!(order, ScopeOrder::Inside | ScopeOrder::Around);
    if is_nested && are_two_values(earlier, later) {
        // The value of a part is no other value of the whole.
        found.insert((Shift::Elaborates, Rule::Scope));
        return found;
    }
    by_scope(order, earlier, later, &mut found);
    by_certainty(earlier, later, &mut found);
    by_value(containment, earlier, later, &mut found);
    by_end(earlier, later, &mut found);
    if found.is_empty() {
        let same_words = earlier.wording.is_some() && earlier.wording == later.wording;
        found.insert(if same_words {
            (Shift::Repeats, Rule::Wording)
        } else {
            (Shift::Rewords, Rule::Wording)
        });
    }
    found
}

/// Harm on two facets: a denial of what the later one affirms, or the same denial of something else.
fn across_facets(
    catalogue: &Catalogue,
    order: ScopeOrder,
    earlier: &ClaimFact,
    later: &ClaimFact,
    found: &mut BTreeSet<(Shift, Rule)>,
) {
    let (from, to) = (side(earlier), side(later));
    let implies = |a: &ClaimFact, b: &ClaimFact| catalogue.implies(&a.facet, &b.facet);
    if earlier.harm.is_none() || later.harm.is_none() {
        return;
    }
    match (from, to) {
        (Side::Denies, Side::Affirms) if implies(later, earlier) => opposed(order, found),
        (Side::Affirms, Side::Denies) if implies(earlier, later) => opposed_back(order, found),
        (Side::Denies, Side::Denies) if share_topic(catalogue, &earlier.facet, &later.facet) => {
            found.insert((Shift::ShiftsSubject, Rule::Subject));
        }
        _ => {}
    }
}

/// Denied, then affirmed: for as much a reversal, for a part a concession. What is affirmed of more may all lie beyond
/// what was denied.
fn opposed(affirmed_to_denied: ScopeOrder, found: &mut BTreeSet<(Shift, Rule)>) {
    found.insert(match affirmed_to_denied {
        ScopeOrder::Same => (Shift::Reverses, Rule::Side),
        ScopeOrder::Inside => (Shift::Concedes, Rule::Side),
        ScopeOrder::Around | ScopeOrder::Overlapping | ScopeOrder::Incomparable => {
            (Shift::ShiftsScope, Rule::Scope)
        }
    });
}

/// Affirmed, then denied: for as much a reversal, for a part a narrower affirmation.
fn opposed_back(denied_to_affirmed: ScopeOrder, found: &mut BTreeSet<(Shift, Rule)>) {
    found.insert(match denied_to_affirmed {
        ScopeOrder::Same | ScopeOrder::Around => (Shift::Reverses, Rule::Side),
        ScopeOrder::Inside => (Shift::Narrows, Rule::Scope),
        ScopeOrder::Overlapping | ScopeOrder::Incomparable => (Shift::ShiftsScope, Rule::Scope),
    });
}

/// Changes of side; true where they say all that is to say.
fn has_changed_sides(
    order: ScopeOrder,
    earlier: &ClaimFact,
    later: &ClaimFact,
    found: &mut BTreeSet<(Shift, Rule)>,
) -> bool {
    match sides(earlier, later) {
        (a, b) if a != b && order == ScopeOrder::Incomparable => {
            found.insert((Shift::ShiftsScope, Rule::Scope));
        }
        (Side::Denies, Side::Affirms) => opposed(order, found),
        (Side::Affirms, Side::Denies) => opposed_back(order, found),
        // Who found nothing has denied no thing, and gives way where something was found after all.
        (Side::FoundNothing, Side::Affirms) => {
            found.insert(match order {
                ScopeOrder::Same | ScopeOrder::Inside => (Shift::Concedes, Rule::Side),
                _ => (Shift::ShiftsScope, Rule::Scope),
            });
        }
        (Side::Denies | Side::Affirms, Side::FoundNothing | Side::Open)
        | (Side::FoundNothing, Side::Open) => {
            found.insert((Shift::Weakens, Rule::Side));
            by_scope(order, earlier, later, found);
        }
        (Side::FoundNothing, Side::Denies) | (Side::Open, Side::FoundNothing) => {
            found.insert((Shift::Strengthens, Rule::Side));
            by_scope(order, earlier, later, found);
        }
        (Side::Open, Side::Affirms | Side::Denies) => {
            let numbered = matches!(later.worth, Worth::Number(_)) && !denies_value(later);
            let dated = matches!(later.worth, Worth::Time(_)) && !denies_value(later);
            found.insert(match (numbered, dated) {
                (true, _) => (Shift::Quantifies, Rule::Bounds),
                (_, true) => (Shift::Dates, Rule::Time),
                _ => (Shift::Strengthens, Rule::Side),
            });
        }
        (a, b) => {
            debug_assert_eq!(a, b, "every pair of different sides is named above");
            return false;
        }
    }
    true
}

fn by_scope(
    order: ScopeOrder,
    earlier: &ClaimFact,
    later: &ClaimFact,
    found: &mut BTreeSet<(Shift, Rule)>,
) {
    match order {
        ScopeOrder::Same => {}
        ScopeOrder::Inside => {
            found.insert((Shift::Narrows, Rule::Scope));
        }
        ScopeOrder::Around => {
            found.insert((Shift::Widens, Rule::Scope));
        }
        ScopeOrder::Overlapping | ScopeOrder::Incomparable => {
            found.insert((Shift::ShiftsScope, Rule::Scope));
        }
    }
    // A later moment renews; only a first one narrows.
    let limits = |claim: &ClaimFact| {
        let has_moment = claim.as_of.is_some() || claim.is_marked(MarkerKind::AsOfNow);
        [has_moment, claim.is_marked(MarkerKind::FormLimited), claim.is_marked(MarkerKind::Only)]
    };
    for (was, is) in limits(earlier).into_iter().zip(limits(later)) {
        if !was && is {
            found.insert((Shift::Narrows, Rule::Limit));
        } else if was && !is {
            found.insert((Shift::Widens, Rule::Limit));
        }
    }
}

/// How sure a certainty is; unstated compares with none.
fn rank(certainty: Certainty) -> Option<u8> {
    match certainty {
        Certainty::Certain => Some(3),
        Certainty::Probable => Some(2),
        Certainty::Possible => Some(1),
        Certainty::Unstated => None,
    }
}

fn by_certainty(earlier: &ClaimFact, later: &ClaimFact, found: &mut BTreeSet<(Shift, Rule)>) {
    let ranks = rank(earlier.certainty).zip(rank(later.certainty));
    let partly = |claim: &ClaimFact| claim.worth == Worth::Answer(Answer::Partly);
    let yes = |claim: &ClaimFact| claim.worth == Worth::Answer(Answer::Yes);
    if ranks.is_some_and(|(was, is)| is < was) {
        found.insert((Shift::Weakens, Rule::Certainty));
    } else if ranks.is_some_and(|(was, is)| is > was) {
        found.insert((Shift::Strengthens, Rule::Certainty));
    }
    // Who does not know says more than who does not say.
    let is_unknown = |claim: &ClaimFact| claim.worth == Worth::Answer(Answer::UnknownToSource);
    let is_unsaid = |claim: &ClaimFact| {
        let unsaid = [Answer::NotSaid, Answer::Declined, Answer::Withheld];
        matches!(claim.worth, Worth::Answer(answer) if unsaid.contains(&answer))
    };
    if is_unknown(earlier) && is_unsaid(later) {
        found.insert((Shift::Weakens, Rule::Certainty));
    } else if is_unsaid(earlier) && is_unknown(later) {
        found.insert((Shift::Strengthens, Rule::Certainty));
    }
    if yes(earlier) && partly(later) {
        found.insert((Shift::Narrows, Rule::Side));
    } else if partly(earlier) && yes(later) {
        found.insert((Shift::Widens, Rule::Side));
    }
}

/// When a promise, an order or a state falls due or ends: a time where there was none, or another. One that is due at no
/// time any more is a weaker one; that an end is not named again takes nothing back.
fn by_end(earlier: &ClaimFact, later: &ClaimFact, found: &mut BTreeSet<(Shift, Rule)>) {
    let due = |claim: &ClaimFact| (claim.due, claim.due_from.clone());
    let until = |claim: &ClaimFact| (claim.until, claim.until_from.clone());
    let is_dated = (later.due.is_some() && due(earlier) != due(later))
        || (later.until.is_some() && until(earlier) != until(later));
    if is_dated {
        found.insert((Shift::Dates, Rule::Time));
    }
    if earlier.due.is_some() && later.due.is_none() {
        found.insert((Shift::Weakens, Rule::Time));
    }
}
