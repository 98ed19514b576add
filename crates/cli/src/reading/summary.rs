//! An entry in one line.

use bayan_claim::kind::{
    Amend, Capture, Key, Opined, Opinion, Redaction, Silence, Source, Speaker, Utterance,
};
use bayan_claim::scope::Scope;
use bayan_claim::segment::Segment;
use bayan_claim::value::{Amount, Value};
use bayan_claim::vocabulary::{Act, Polarity, View};
use bayan_claim::{Kind, Says};
use bayan_ledger::StoredEntry;
use bayan_proof::hash::Sha256;

use crate::error::Failure;
use crate::reading::words::{capture, claim_words, relation_words, short, slug, spaced, statement};
use crate::reading::{Reading, Withheld};

/// An entry in one line: our own words, then words that the entry quotes or is named by.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Ours.
    pub ours: String,
    /// Theirs, as they stand.
    pub theirs: String,
}

impl Summary {
    fn ours(text: impl Into<String>) -> Self {
        Self { ours: text.into(), theirs: String::new() }
    }

    fn with(text: impl Into<String>, theirs: Option<&str>) -> Self {
        let theirs = theirs.unwrap_or_default().to_owned();
        let gap = if theirs.is_empty() { "" } else { "  " };
        Self { ours: format!("{}{gap}", text.into()), theirs }
    }

    /// Both, for a machine.
    pub fn text(&self) -> String {
        format!("{}{}", self.ours, self.theirs)
    }
}

/// The kind of an entry by name; the number of one that this version does not know.
pub fn kind_name(entry: &StoredEntry) -> String {
    kind_of(entry.entry.statement().header().kind)
}

/// The name of a kind by its number.
pub fn kind_of(number: u8) -> String {
    Kind::from_number(number)
        .map_or_else(|| format!("kind {number}"), |kind| kind.name().to_owned())
}

/// Why something is withheld.
pub fn withheld_words(withheld: &Withheld) -> String {
    let why =
        withheld.redaction.as_ref().map(|redaction| format!(" ({})", spaced(redaction.why.name())));
    format!("withheld by entry {}{}", withheld.by, why.unwrap_or_default())
}

/// An entry in one line.
pub fn summary(reading: &Reading, entry: &StoredEntry) -> Result<Summary, Failure> {
    match entry.says() {
        Some(says) => Ok(says_summary(reading, says)),
        None => match reading.withheld(entry.entry.index())? {
            Some(withheld) => Ok(Summary::ours(withheld_words(&withheld))),
            None => Ok(Summary::ours("its body is missing or is not the one that was signed")),
        },
    }
}

/// What is said, in one line.
pub fn says_summary(reading: &Reading, says: &Says) -> Summary {
    let names = says.declares().and_then(|declared| declared.names.first()).map(|name| &*name.text);
    match says {
        Says::Policy(policy) => Summary::ours(format!("of {}", policy.origin)),
        Says::Key(act) => Summary::ours(key(reading, act)),
        Says::Party(party) => Summary::with(format!("party:{} ({})", party.slug, party.is), names),
        Says::Incident(incident) => Summary::with(format!("incident:{}", incident.slug), names),
        Says::Thing(thing) => Summary::with(
            format!("thing:{} ({})", thing.slug, spaced(thing.is.kind().name())),
            names,
        ),
        Says::Capture(says) => captured(reading, says),
        Says::Utterance(says) => uttered(reading, says),
        Says::Silence(says) => silent(reading, says),
        Says::Link(link) => {
            let ends = [link.from, link.to].map(|end| end_words(reading, end));
            let [from, to] = ends;
            Summary::ours(format!("{from} {} {to}", relation_words(link.relation)))
        }
        Says::Opinion(says) => held(reading, says),
        Says::Question(question) => {
            Summary::with(question.facet.to_string(), Some(&question.text.text))
        }
        Says::Amend(says) => amended(reading, says),
        Says::Redaction(says) => redacted(reading, says),
    }
}

fn captured(reading: &Reading, is: &Capture) -> Summary {
    let from = match &is.source {
        Source::Original(original) => {
            original.outlet.map(|outlet| format!(" from {}", slug(reading, &outlet.to_string())))
        }
        Source::Rendition(rendition) => {
            Some(format!(", {} of {}", spaced(rendition.what.name()), capture(&rendition.of)))
        }
    };
    let size = crate::reading::layout::count(u64::from(is.size), "byte", "bytes");
    let from = from.unwrap_or_default();
    Summary::ours(format!("{} {}, {size}{from}", capture(&is.artifact), is.media_type.essence()))
}

fn uttered(reading: &Reading, utterance: &Utterance) -> Summary {
    let first = utterance.claims.first();
    let claim = first.map(|claim| {
        if claim.act == Act::Retracts {
            let target = claim.target.map(|target| claim_words(reading, target));
            return format!("takes back {} ({})", target.unwrap_or_default(), claim.facet);
        }
        let denied = match claim.stance.polarity {
            Some(Polarity::Deny) => Some("denies"),
            Some(Polarity::Neutral) => Some("neither"),
            Some(Polarity::Affirm) | None => None,
        };
        let part = claim.scope.as_ref().filter(|scope| is_part(scope)).map(|_| "of a part");
        let limits: Vec<&str> = denied.into_iter().chain(part).collect();
        let limits =
            if limits.is_empty() { String::new() } else { format!(" ({})", limits.join("; ")) };
        format!("{} = {}{limits}", claim.facet, value(reading, &claim.value))
    });
    let more = match utterance.claims.len() {
        0 | 1 => String::new(),
        several => format!(" (+{})", several.saturating_sub(1)),
    };
    let speaker = speaker(reading, &utterance.speaker);
    let words = format!("{speaker}: {}{more}", claim.unwrap_or_default());
    Summary::with(words, first.and_then(|claim| quote(&claim.segments)))
}

/// Whether a scope names a part of anything, and not a moment alone.
fn is_part(scope: &Scope) -> bool {
    scope.dimensions().iter().any(|(_, extent)| extent.is_some())
}

fn silent(reading: &Reading, silence: &Silence) -> Summary {
    let party = slug(reading, &silence.party.to_string());
    let on = silence.on.as_ref().map(|on| {
        let facets: Vec<String> = on.facets.iter().map(ToString::to_string).collect();
        if facets.is_empty() { String::new() } else { format!(" on {}", facets.join(", ")) }
    });
    let words = format!("{party} had not spoken{}", on.unwrap_or_default());
    Summary::with(words, quote(&silence.segments))
}

fn held(reading: &Reading, opinion: &Opinion) -> Summary {
    let verb = match opinion.view {
        View::Endorse => "endorses",
        View::Dispute => "disputes",
        View::Repudiate => "repudiates",
    };
    let field = opinion.field.as_ref().map(|field| format!(" ({field})")).unwrap_or_default();
    let target = opined(reading, opinion.target);
    Summary::with(format!("{verb} {target}{field}"), Some(&opinion.why.text))
}

fn amended(reading: &Reading, amend: &Amend) -> Summary {
    let targets: Vec<String> =
        amend.targets.iter().map(|target| statement(reading, &target.0)).collect();
    let verb = if amend.replacement.is_some() { "corrects" } else { "withdraws" };
    let words = format!("{verb} {} ({})", targets.join(", "), spaced(amend.reason.name()));
    Summary::with(words, amend.why.as_ref().map(|why| &*why.text))
}

fn redacted(reading: &Reading, redaction: &Redaction) -> Summary {
    let statements = redaction.statements.iter().map(|target| statement(reading, &target.0));
    let all: Vec<String> = statements.chain(redaction.artifacts.iter().map(capture)).collect();
    Summary::ours(format!("withholds {} ({})", all.join(", "), spaced(redaction.why.name())))
}

fn key(reading: &Reading, act: &Key) -> String {
    match act {
        Key::Grant(grant) => {
            let usages: Vec<&str> = grant.usages.iter().map(|usage| usage.name()).collect();
            format!(
                "granted to {} to {}",
                slug(reading, &grant.party.to_string()),
                usages.join(", ")
            )
        }
        Key::Rotate(rotate) => format!("{} rotated", short(&rotate.old.to_string())),
        Key::Revoke(revoke) => {
            let since = revoke
                .compromised_since
                .map(|since| format!(" since entry {since}"))
                .unwrap_or_default();
            format!(
                "{} revoked ({}{since})",
                short(&revoke.key.to_string()),
                spaced(revoke.why.name())
            )
        }
    }
}

/// Whose position it is, by slug.
pub fn speaker(reading: &Reading, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Nobody => "nobody".to_owned(),
        known => {
            let candidates =
                known.candidates().iter().map(|party| slug(reading, &party.to_string()));
            candidates.collect::<Vec<_>>().join(" or ")
        }
    }
}

/// A value in a word or two, without words of others.
fn value(reading: &Reading, value: &Value) -> String {
    match value {
        Value::Answer(answer) => spaced(answer.name()),
        Value::Quantity(quantity) => amount(&quantity.amount),
        Value::Bytes(bytes) => format!("{} {}", amount(&bytes.amount), bytes.unit),
        Value::Money(money) => {
            let currency = money.currency.first().map(ToString::to_string).unwrap_or_default();
            format!("{} {currency}", amount(&money.amount))
        }
        Value::Set(set) => format!("a set of {}", set.members.len()),
        Value::Time(time) => {
            time.edtf.as_ref().map_or_else(|| "a time".to_owned(), ToString::to_string)
        }
        Value::Duration(_) => "a duration".to_owned(),
        Value::Rate(rate) => {
            format!("{} every {} {}", amount(&rate.amount), rate.every.n, rate.every.unit.name())
        }
        Value::Ref(target) => slug(reading, &target.is.to_string()),
        Value::Text(_) => "in words".to_owned(),
    }
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Exactly(n) => n.to_string(),
        Amount::Below(n)
        | Amount::AtMost(n)
        | Amount::Above(n)
        | Amount::AtLeast(n)
        | Amount::About(n) => {
            format!("{}{n}", amount.op())
        }
        Amount::Between { lo, hi } => format!("{lo}..{hi}"),
        Amount::Several | Amount::Unstated => amount.op().to_owned(),
    }
}

fn quote(segments: &[Segment]) -> Option<&str> {
    segments.first().map(|segment| segment.exact.as_str())
}

/// One end of a link.
pub fn end_words(reading: &Reading, end: bayan_claim::kind::End) -> String {
    match end {
        bayan_claim::kind::End::Claim(claim) => claim_words(reading, claim),
        other => slug(reading, &other.to_string()),
    }
}

/// What an opinion is about.
pub fn opined(reading: &Reading, target: Opined) -> String {
    match target {
        Opined::Statement(id) => statement(reading, &id.0),
        Opined::Claim(claim) => claim_words(reading, bayan_claim::id::ClaimTarget::There(claim)),
    }
}

/// The first digits of a statement's id.
pub fn short_id(entry: &StoredEntry) -> String {
    let Sha256(id) = entry.entry.statement().id().0;
    short(&Sha256(id).to_string()).to_owned()
}
