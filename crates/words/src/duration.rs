//! Lengths of time, with the plurals of the language.

use bayan_claim::value::Span;
use bayan_claim::vocabulary::TimeUnit;

use crate::words::Words;

impl Words {
    /// A whole number of one unit of time: "72 hours".
    pub fn span(&self, span: Span) -> String {
        self.length(span.n.into(), span.unit)
    }

    /// Time that has passed or is left, in seconds: its largest unit of days, hours, minutes and seconds, and the
    /// next smaller one where that is not zero. What is smaller still is left off, never rounded up.
    pub fn elapsed(&self, seconds: u64) -> String {
        const DAY: u64 = 86_400;
        const HOUR: u64 = 3_600;
        const MINUTE: u64 = 60;
        let (large, small) = match seconds {
            DAY.. => ((seconds / DAY, TimeUnit::Days), (seconds % DAY / HOUR, TimeUnit::Hours)),
            HOUR.. => {
                ((seconds / HOUR, TimeUnit::Hours), (seconds % HOUR / MINUTE, TimeUnit::Minutes))
            }
            MINUTE.. => {
                ((seconds / MINUTE, TimeUnit::Minutes), (seconds % MINUTE, TimeUnit::Seconds))
            }
            _ => ((seconds, TimeUnit::Seconds), (0, TimeUnit::Seconds)),
        };
        let large = self.length(large.0, large.1);
        if small.0 == 0 {
            return large;
        }
        let small = self.length(small.0, small.1);
        self.with("span-two", &[("large", (&large).into()), ("small", (&small).into())])
    }

    fn length(&self, n: u64, unit: TimeUnit) -> String {
        let key = match unit {
            TimeUnit::Seconds => "span-seconds",
            TimeUnit::Minutes => "span-minutes",
            TimeUnit::Hours => "span-hours",
            TimeUnit::Days => "span-days",
            TimeUnit::Weeks => "span-weeks",
            TimeUnit::Months => "span-months",
            TimeUnit::Years => "span-years",
        };
        self.with(key, &[("n", n.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongue::Tongue;

    #[test]
    fn spans_have_their_plural() {
        for (tongue, n, unit, shown) in [
            (Tongue::En, 72, TimeUnit::Hours, "72 hours"),
            (Tongue::En, 1, TimeUnit::Weeks, "1 week"),
            (Tongue::Fr, 1, TimeUnit::Years, "1 an"),
            (Tongue::Fr, 6, TimeUnit::Months, "6 mois"),
            (Tongue::Sw, 1, TimeUnit::Months, "mwezi 1"),
            (Tongue::Sw, 2, TimeUnit::Months, "miezi 2"),
            (Tongue::Hi, 1, TimeUnit::Hours, "1 घंटा"),
            (Tongue::Hi, 72, TimeUnit::Hours, "72 घंटे"),
            (Tongue::Fa, 72, TimeUnit::Hours, "۷۲ ساعت"),
            (Tongue::Id, 3, TimeUnit::Minutes, "3 menit"),
        ] {
            assert_eq!(Words::new(tongue).span(Span { n, unit }), shown);
        }
    }

    #[test]
    fn time_passed_shows_two_units_at_most_and_is_not_rounded_up() {
        let words = Words::new(Tongue::En);
        for (seconds, shown) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (61, "1 minute 1 second"),
            (3_599, "59 minutes 59 seconds"),
            (3_600, "1 hour"),
            (7_259, "2 hours"),
            (86_399, "23 hours 59 minutes"),
            (86_400, "1 day"),
            (93_599, "1 day 1 hour"),
            (259_199, "2 days 23 hours"),
            (u64::MAX, "213,503,982,334,601 days 7 hours"),
        ] {
            assert_eq!(words.elapsed(seconds), shown, "{seconds}");
        }
        assert_eq!(Words::new(Tongue::Fr).elapsed(93_600), "1 jour et 2 heures");
        assert_eq!(Words::new(Tongue::Fa).elapsed(93_600), "۱ روز و ۲ ساعت");
    }
}
