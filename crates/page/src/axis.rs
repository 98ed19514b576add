//! A line of time, and a line of numbers.

use bayan_claim::value::TimeBounds;

/// A line from one time to another, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Axis {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Axis {
    /// The line that holds these times; nothing where none of them has both ends.
    pub(crate) fn of(times: impl Iterator<Item = TimeBounds>) -> Option<Self> {
        let ends: Vec<(i64, i64)> =
            times.filter_map(|time| time.earliest.zip(time.latest)).collect();
        let from = ends.iter().map(|(from, _)| *from).min()?;
        let to = ends.iter().map(|(_, to)| *to).max()?;
        Some(Self { from, to: to.max(from.saturating_add(1)) })
    }

    /// Where a time stands, from 0 to 1.
    pub(crate) fn at(&self, time: i64) -> f64 {
        let length = self.to.saturating_sub(self.from);
        let passed = time.saturating_sub(self.from).clamp(0, length);
        ratio(passed, length)
    }

    /// Where the middle of a time stands that has both ends.
    pub(crate) fn share(&self, time: TimeBounds) -> f64 {
        let from = self.at(time.earliest.unwrap_or(self.from));
        let to = self.at(time.latest.unwrap_or(self.to));
        f64::midpoint(from, to)
    }
}

/// One whole number by another, to a millionth; both at most as many as seconds since the Unix epoch can be.
fn ratio(part: i64, whole: i64) -> f64 {
    let millionths = i128::from(part) * 1_000_000 / i128::from(whole.max(1));
    f64::from(i32::try_from(millionths).unwrap_or(i32::MAX)) / 1_000_000.0
}

/// A share as SVG writes it, relative to the picture.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(from: i64, to: i64) -> TimeBounds {
        TimeBounds { earliest: Some(from), latest: Some(to) }
    }

    #[test]
    fn a_line_holds_what_has_both_ends_and_nothing_leaves_it() {
        let open = TimeBounds { earliest: None, latest: Some(i64::MAX) };
        let axis = Axis::of([at(100, 200), open, at(50, 60)].into_iter()).unwrap();
        assert_eq!(axis, Axis { from: 50, to: 200 });
        for (time, share) in [(50, 0.0), (200, 1.0), (125, 0.5), (i64::MIN, 0.0), (i64::MAX, 1.0)] {
            assert!((axis.at(time) - share).abs() < 1e-6, "{time}");
        }
        assert!((axis.share(at(50, 200)) - 0.5).abs() < 1e-6);
        assert_eq!(Axis::of([open].into_iter()), None);
        let moment = Axis::of([at(7, 7)].into_iter()).unwrap();
        assert!((moment.at(7)).abs() < 1e-6);
    }
}
