//! Two sides of a conflict beside each other, and what only one of them names.

use std::collections::BTreeSet;
use std::ops::Bound;

use bayan_claim::value::Decimal;
use bayan_claim::vocabulary::Closure;
use bayan_view::case::ClaimId;
use bayan_view::conflict::Conflict;
use bayan_view::fact::{Member, Members, Number, RefFact, Worth};
use unicode_width::UnicodeWidthStr as _;

use crate::picture::Scene;
use crate::picture::telling::Teller;
use crate::reading::layout::Page;
use crate::ui::Speech;

/// Between two sides.
pub(super) const GAP: &str = " │ ";

/// What each side of two has alone, and what both have.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) left: BTreeSet<Member>,
    pub(super) both: BTreeSet<Member>,
    pub(super) right: BTreeSet<Member>,
}

impl Parted {
    fn between(left: &BTreeSet<Member>, right: &BTreeSet<Member>) -> Self {
        Self {
            both: left.intersection(right).cloned().collect(),
            left: left.difference(right).cloned().collect(),
            right: right.difference(left).cloned().collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty() && self.both.is_empty() && self.right.is_empty()
    }
}

/// What the sets of two sides name, and apart from it what they leave out: to leave a member out is not to name it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sets {
    pub(super) named: Parted,
    pub(super) left_out: Parted,
}

impl Sets {
    /// Of a conflict; none where one side has no set.
    pub(super) fn of(scene: &Scene, conflict: &Conflict) -> Option<Self> {
        let sets = |ids: &[ClaimId]| -> Vec<&Members> {
            let worths = ids.iter().map(|id| &scene.case.claim(*id).fact.worth);
            worths
                .filter_map(|worth| match worth {
                    Worth::Members(set) => Some(set),
                    _ => None,
                })
                .collect()
        };
        let (left, right) = (sets(&conflict.left), sets(&conflict.right));
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let parted = |leaves_out: bool| {
            let members = |sets: &[&Members]| -> BTreeSet<Member> {
                let of =
                    sets.iter().filter(|set| (set.closure == Closure::AllExcept) == leaves_out);
                of.flat_map(|set| &set.members).cloned().collect()
            };
            Parted::between(&members(&left), &members(&right))
        };
        Some(Self { named: parted(false), left_out: parted(true) })
    }
}

/// The different numbers of one side.
pub(super) fn numbers<'a>(scene: &'a Scene, ids: &[ClaimId]) -> Vec<&'a Number> {
    let mut found: Vec<&Number> = Vec::new();
    for id in ids {
        if let Worth::Number(number) = &scene.case.claim(*id).fact.worth
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
    found
}

/// A member as it is typed: the id of what was declared, or its letters.
pub(super) fn member_id(member: &Member) -> String {
    match member {
        Member::Is(RefFact::Entity(entity)) => entity.to_string(),
        Member::Is(RefFact::Incident(incident)) => incident.to_string(),
        Member::Is(RefFact::Claim(claim)) => claim.to_string(),
        Member::Words(words) => words.clone(),
    }
}

/// What the two sides have each for themselves: the members of sets, the bounds of numbers.
pub(super) fn compare(page: &mut Page<'_>, teller: Teller<'_>, conflict: &Conflict) {
    if let Some(Sets { named, left_out }) = Sets::of(teller.scene, conflict) {
        members(page, teller, &named, ["only-one-side", "only-other-side", "both-sides"]);
        let keys =
            ["only-one-side-leaves-out", "only-other-side-leaves-out", "both-sides-leave-out"];
        members(page, teller, &left_out, keys);
    }
    let bounds = |ids: &[ClaimId]| {
        let numbers = numbers(teller.scene, ids);
        let words = numbers.iter().map(|number| bounds_words(teller.words.speech(), number));
        teller.words.speech().list(&words.collect::<Vec<_>>())
    };
    let (left, right) = (bounds(&conflict.left), bounds(&conflict.right));
    if !left.is_empty() && !right.is_empty() {
        page.line(format!("  {}: {left}", teller.text("bounds-one-side")));
        page.line(format!("  {}: {right}", teller.text("bounds-other-side")));
    }
}

/// Members under the labels of these keys: of the one side, of the other, of both.
fn members(page: &mut Page<'_>, teller: Teller<'_>, parted: &Parted, keys: [&str; 3]) {
    let one = |member: &Member| match member {
        Member::Is(_) => teller.words.named(&member_id(member)),
        Member::Words(words) => teller.words.printed(words),
    };
    for (key, members) in keys.into_iter().zip([&parted.left, &parted.right, &parted.both]) {
        if !members.is_empty() {
            let names = members.iter().map(one).collect::<Vec<_>>();
            let line = format!("{}: {}", teller.text(key), teller.words.speech().list(&names));
            for line in teller.words.ui.wrapped(&line, 2) {
                page.line(line);
            }
        }
    }
}

/// The bounds of a number in words.
fn bounds_words(speech: &Speech, number: &Number) -> String {
    use Bound::{Excluded, Included, Unbounded};
    let with = |key: &str, n: &Decimal| {
        let n = speech.decimal(n);
        speech.with(key, &[("number", (&n).into())])
    };
    let low = match &number.low {
        Included(n) => Some(("amount-at-least", n)),
        Excluded(n) => Some(("amount-above", n)),
        Unbounded => None,
    };
    let high = match &number.high {
        Included(n) => Some(("amount-at-most", n)),
        Excluded(n) => Some(("amount-below", n)),
        Unbounded => None,
    };
    match (low, high) {
        (Some((_, low)), Some((_, high))) if low == high => speech.decimal(low),
        // A rough figure has no bounds.
        (None, None) => match &number.named {
            Some(about) => with("amount-about", about),
            None => speech.text("amount-unstated").into_owned(),
        },
        (low, high) => {
            let ends: Vec<String> =
                [low, high].into_iter().flatten().map(|(key, n)| with(key, n)).collect();
            speech.list(&ends)
        }
    }
}

/// Two columns of `room` columns each.
pub(super) fn beside(left: &[String], right: &[String], room: usize) -> Vec<String> {
    let rows = left.len().max(right.len());
    let empty = String::new();
    (0..rows)
        .map(|row| {
            let left = left.get(row).unwrap_or(&empty);
            let right = right.get(row).unwrap_or(&empty);
            let pad = " ".repeat(room.saturating_sub(visible(left)));
            format!("{left}{pad}{GAP}{right}").trim_end().to_owned()
        })
        .collect()
}

/// How many columns a painted line takes: what stands between ESC and `m` (ECMA-48 §8.3.117) takes none.
fn visible(line: &str) -> usize {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().width();
    let painted = parts.map(|part| part.split_once('m').map_or(0, |(_, text)| text.width()));
    first + painted.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_aligned_whatever_the_script_and_colour() {
        let left = ["تا این لحظه".to_owned(), "\u{1b}[1mbold\u{1b}[0m".to_owned()];
        let right = ["डेटा".to_owned(), "x".to_owned(), "last".to_owned()];
        let lines = beside(&left, &right, 20);
        assert_eq!(lines.len(), 3);
        for line in &lines {
            let (left, _) = line.split_once(GAP.trim_end()).unwrap();
            assert_eq!(visible(left), 20, "{line:?}");
        }
        assert!(lines[2].ends_with("last"));
    }

    #[test]
    fn what_is_longer_than_its_column_is_not_cut() {
        let lines = beside(&["longer than it".to_owned()], &["y".to_owned()], 4);
        assert_eq!(lines, ["longer than it │ y"]);
    }

    #[test]
    fn bounds_say_which_end_is_open() {
        let n = |text: &str| text.parse::<Decimal>().unwrap();
        let speech = Speech::new(bayan_words::Tongue::En);
        let rough = Number {
            measure: String::new(),
            low: Bound::Unbounded,
            high: Bound::Unbounded,
            named: Some(n("40000")),
        };
        assert_eq!(bounds_words(&speech, &rough), "about 40,000");
        for (low, high, shown) in [
            (Bound::Included(n("5")), Bound::Included(n("5")), "5"),
            (Bound::Included(n("5")), Bound::Unbounded, "at least 5"),
            (Bound::Excluded(n("5000")), Bound::Unbounded, "more than 5,000"),
            (Bound::Unbounded, Bound::Included(n("7")), "at most 7"),
            (Bound::Unbounded, Bound::Excluded(n("7")), "less than 7"),
            (Bound::Included(n("1")), Bound::Included(n("2")), "at least 1, at most 2"),
            (Bound::Unbounded, Bound::Unbounded, "number not stated"),
        ] {
            let number = Number { measure: String::new(), low, high, named: None };
            assert_eq!(bounds_words(&speech, &number), shown);
        }
    }
}
