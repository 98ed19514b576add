//! Where a deadline stands against a filing and against now, when each is known only within bounds.

use bayan_claim::value::TimeBounds;

/// Where a deadline stands. It says what follows from the times on record, and not whether anybody did right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The rule names no figure ("without undue delay"), so there is no deadline to compare with.
    NoFigure,
    /// A filing is on record, at or before the deadline wherever in their bounds both lie.
    Met,
    /// A filing is on record, after the deadline wherever in their bounds both lie.
    After,
    /// A filing is on record; its bounds and those of the deadline overlap.
    FiledUntold,
    /// Somebody was asked for, and the only filings on record that may have been told to them do not say to whom.
    ToldToUnsaid,
    /// The only filings on record are told by who then spoke for the party whose clock it is only perhaps.
    ToldPerhaps,
    /// Filings are on record that others tell of, and none that the party whose clock it is tells of itself.
    ToldByAnother,
    /// No filing is on record, and now is at or before the deadline.
    Running,
    /// No filing is on record, and now is after the deadline.
    Passed,
    /// No filing is on record, and the bounds of now and of the deadline overlap.
    Untold,
}

impl State {
    /// Its name in JSON, and behind the prefix of the list of the interface words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoFigure => "no_figure",
            Self::Met => "met",
            Self::After => "after",
            Self::FiledUntold => "filed_untold",
            Self::ToldToUnsaid => "told_to_unsaid",
            Self::ToldPerhaps => "told_perhaps",
            Self::ToldByAnother => "told_by_another",
            Self::Running => "running",
            Self::Passed => "passed",
            Self::Untold => "untold",
        }
    }
}

impl State {
    /// Every state, in the order of the list.
    pub const ALL: &'static [Self] = &[
        Self::NoFigure,
        Self::Met,
        Self::After,
        Self::FiledUntold,
        Self::ToldToUnsaid,
        Self::ToldPerhaps,
        Self::ToldByAnother,
        Self::Running,
        Self::Passed,
        Self::Untold,
    ];

    /// The state of a deadline, from [`Within::deadline`](super::Within::deadline), with the filing on record, as
    /// of `now`.
    ///
    /// An end that is `None` is not known: it reaches without limit. A deadline whose start nobody told is
    /// [`State::FiledUntold`] or [`State::Untold`], never a guess. Bounds must not be backwards, which those of a
    /// checked value never are.
    ///
    /// A filing whose moment nobody told was made no later than the words that report it: a caller who knows when
    /// they were said passes that as the filing's latest moment, and gets an answer where there is one.
    pub fn of(deadline: Option<TimeBounds>, filing: Option<TimeBounds>, now: TimeBounds) -> Self {
        match (deadline, filing) {
            (None, _) => Self::NoFigure,
            (Some(deadline), Some(filing)) => match Against::of(filing, deadline) {
                Against::NotAfter => Self::Met,
                Against::After => Self::After,
                Against::Either => Self::FiledUntold,
            },
            (Some(deadline), None) => match Against::of(now, deadline) {
                Against::NotAfter => Self::Running,
                Against::After => Self::Passed,
                Against::Either => Self::Untold,
            },
        }
    }

    /// The state in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoFigure => "no deadline in figures",
            Self::Met => "told to somebody by the deadline",
            Self::After => "told to somebody after the deadline",
            Self::FiledUntold => "told to somebody; before or after the deadline cannot be told",
            Self::ToldToUnsaid => "told to somebody; whether to whom was asked for is not said",
            Self::ToldPerhaps => {
                "told by who spoke for the party only perhaps, by what is known of the role"
            }
            Self::ToldByAnother => {
                "told by another party alone; whether it is the one asked for is not said"
            }
            Self::Running => "no filing recorded, still running",
            Self::Passed => "no filing recorded, deadline passed",
            Self::Untold => "no filing recorded; whether the deadline passed cannot be told",
        }
    }
}

/// A moment against a deadline, both within bounds.
enum Against {
    NotAfter,
    After,
    Either,
}

impl Against {
    fn of(moment: TimeBounds, deadline: TimeBounds) -> Self {
        let never_after = moment.latest.zip(deadline.earliest).is_some_and(|(m, d)| m <= d);
        let always_after = moment.earliest.zip(deadline.latest).is_some_and(|(m, d)| m > d);
        match (never_after, always_after) {
            (true, _) => Self::NotAfter,
            (false, true) => Self::After,
            (false, false) => Self::Either,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: i64 = 4;

    /// Every pair of bounds with ends from 0 to `MOST` or unknown, not backwards.
    fn all_bounds() -> Vec<TimeBounds> {
        let ends: Vec<Option<i64>> = std::iter::once(None).chain((0..=MOST).map(Some)).collect();
        let pairs = ends.iter().flat_map(|&earliest| ends.iter().map(move |&l| (earliest, l)));
        let forward = |&(earliest, latest): &(Option<i64>, Option<i64>)| {
            earliest.zip(latest).is_none_or(|(e, l)| e <= l)
        };
        pairs.filter(forward).map(|(earliest, latest)| TimeBounds { earliest, latest }).collect()
    }

    /// The moments in the bounds. Two seconds beyond either end stand for all that an unknown end reaches: with
    /// one, a moment could not lie beyond a deadline that lies beyond every known end.
    fn moments(bounds: TimeBounds) -> impl Iterator<Item = i64> + Clone {
        bounds.earliest.unwrap_or(-2)..=bounds.latest.unwrap_or(MOST + 2)
    }

    /// What holds for each concrete pair of moments.
    fn slow(moment: TimeBounds, deadline: TimeBounds, states: [State; 3]) -> State {
        let [all_by, all_after, mixed] = states;
        let mut pairs = moments(moment).flat_map(|m| moments(deadline).map(move |d| m <= d));
        let first = pairs.next().expect("bounds that are not backwards hold a moment");
        if pairs.any(|by| by != first) {
            mixed
        } else if first {
            all_by
        } else {
            all_after
        }
    }

    #[test]
    fn every_case_agrees_with_the_slow_definition() {
        let bounds = all_bounds();
        // 15 with both ends known, 5 open to each side, 1 open to both.
        assert_eq!(bounds.len(), 26);
        let mut seen = std::collections::BTreeSet::new();
        for &deadline in &bounds {
            for &moment in &bounds {
                let filed = State::of(Some(deadline), Some(moment), TimeBounds::default());
                let states = [State::Met, State::After, State::FiledUntold];
                assert_eq!(filed, slow(moment, deadline, states), "{moment:?} {deadline:?}");
                let open = State::of(Some(deadline), None, moment);
                let states = [State::Running, State::Passed, State::Untold];
                assert_eq!(open, slow(moment, deadline, states), "{moment:?} {deadline:?}");
                assert_eq!(State::of(None, Some(moment), deadline), State::NoFigure);
                assert_eq!(State::of(None, None, moment), State::NoFigure);
                seen.extend([filed, open]);
            }
        }
        // Whose a filing is, and whom it was told to, the times do not tell.
        let others =
            [State::NoFigure, State::ToldByAnother, State::ToldPerhaps, State::ToldToUnsaid];
        assert_eq!(seen.len() + others.len(), State::ALL.len(), "all but {others:?} were reached");
    }

    #[test]
    fn a_filing_is_not_weighed_against_now() {
        for now in all_bounds() {
            for filing in all_bounds() {
                for deadline in all_bounds() {
                    let without_now =
                        State::of(Some(deadline), Some(filing), TimeBounds::default());
                    assert_eq!(State::of(Some(deadline), Some(filing), now), without_now);
                }
            }
        }
    }

    #[test]
    fn a_deadline_with_unknown_start_decides_nothing() {
        let unknown = Some(TimeBounds::default());
        for bounds in all_bounds() {
            assert_eq!(State::of(unknown, Some(bounds), bounds), State::FiledUntold);
            assert_eq!(State::of(unknown, None, bounds), State::Untold);
        }
    }

    #[test]
    fn words_differ_and_do_not_judge() {
        let words: std::collections::BTreeSet<_> =
            State::ALL.iter().map(|state| state.words()).collect();
        assert_eq!(words.len(), State::ALL.len());
        for word in words {
            for judging in ["late", "breach", "fail", "violat", "overdue", "illegal", "compl"] {
                assert!(!word.contains(judging), "{word}");
            }
        }
    }
}
