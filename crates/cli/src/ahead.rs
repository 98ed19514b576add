//! Times that cannot be yet: nobody can record today what will be said or captured tomorrow.
//!
//! This is help for authors, against a mistyped year. The log judges no entry by a clock.

use bayan_claim::Says;
use bayan_claim::kind::Source;
use bayan_claim::value::Time;
use bayan_proof::num::UnixMillis;

use crate::error::{Exit, Failure};

/// How far a clock may be behind those of its sources, in seconds.
const LEEWAY_S: i64 = 3_600;

/// Refuses what lies in the future of the machine that signs it.
pub fn check(says: &Says, now: UnixMillis) -> Result<(), Failure> {
    let limit = i64::try_from(now.0 / 1_000).unwrap_or(i64::MAX).saturating_add(LEEWAY_S);
    for (path, time) in times(says) {
        let edtf = time.edtf.as_ref().filter(|edtf| edtf.bounds().earliest > Some(limit));
        if let Some(edtf) = edtf {
            return Err(ahead(path, edtf.as_str()));
        }
    }
    if let Says::Capture(capture) = says
        && let Source::Original(original) = &capture.source
        && original.captured_at.unix_seconds() > limit
    {
        return Err(ahead("/says/source/original/captured_at", &original.captured_at.to_string()));
    }
    Ok(())
}

/// The times at which something was done that a statement records.
fn times(says: &Says) -> Vec<(&'static str, &Time)> {
    match says {
        Says::Utterance(utterance) => {
            let times = &utterance.times;
            let steps = utterance.chain.iter().map(|hop| ("/says/chain", hop.at.as_ref()));
            let own = [
                ("/says/times/said", times.said.as_ref()),
                ("/says/times/published", times.published.as_ref()),
            ];
            let all = own.into_iter().chain(steps);
            all.filter_map(|(path, time)| Some((path, time?))).collect()
        }
        Says::Capture(capture) => match &capture.source {
            Source::Original(original) => {
                let published = original.published_at.as_ref();
                let path = "/says/source/original/published_at";
                published.map(|time| (path, time)).into_iter().collect()
            }
            Source::Rendition(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn ahead(path: &str, time: &str) -> Failure {
    let what = format!("{path}: {time} has not come yet by the clock of this machine");
    let advice = "correct the time; if it is right, set this machine's clock";
    Failure::new(Exit::Usage, what, advice).pointing(path)
}
