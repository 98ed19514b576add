//! From a statement to its fact.

use std::ops::Bound;

use bayan_claim::Says;
use bayan_claim::claim::{Claim, Until};
use bayan_claim::facet::Catalogue;
use bayan_claim::id::{ClaimRef, ClaimTarget, StatementRef};
use bayan_claim::kind::{Amend, End, Hop, Link, Opined, Question, Silence, Utterance};
use bayan_claim::scope::AsOf;
use bayan_claim::segment::Segment;
use bayan_claim::value::{
    Amount, Anchor, Bytes, Decimal, Edtf, Item, Money, Quantity, Rate, Set, Span, Target, Time,
    TimeBounds, Value,
};
use bayan_proof::hash::{Blake3, Sha256};

use crate::fact::{
    AmendFact, AnchorFact, AsOfFact, ClaimFact, EndFact, Fact, HopFact, LinkFact, Member, Members,
    Number, OpinionFact, PlaceFact, QuestionFact, RedactionFact, RefFact, RelativeFact,
    SilenceFact, TimeFact, UntilFact, UtteranceFact, Worth,
};
use crate::reach::Reach;

/// The fact of a statement.
pub(crate) fn fact(says: &Says, id: StatementRef, catalogue: &Catalogue) -> Fact {
    match says {
        Says::Utterance(utterance) => {
            Fact::Utterance(Box::new(utterance_fact(utterance, id, catalogue)))
        }
        Says::Silence(silence) => Fact::Silence(Box::new(silence_fact(silence, id))),
        Says::Link(link) => Fact::Link(link_fact(link, id)),
        Says::Opinion(opinion) => Fact::Opinion(OpinionFact {
            statement: opinion.target.statement(),
            claim: match opinion.target {
                Opined::Claim(claim) => Some(claim),
                Opined::Statement(_) => None,
            },
            field: opinion.field.clone(),
            view: opinion.view,
        }),
        Says::Question(question) => Fact::Question(Box::new(question_fact(question, id))),
        Says::Amend(amend) => Fact::Amend(Box::new(amend_fact(amend, id, catalogue))),
        Says::Redaction(redaction) => Fact::Redaction(RedactionFact {
            statements: redaction.statements.to_vec(),
            artifacts: redaction.artifacts.to_vec(),
            authority: redaction.authority,
            why: redaction.why,
        }),
        Says::Policy(_)
        | Says::Key(_)
        | Says::Party(_)
        | Says::Incident(_)
        | Says::Thing(_)
        | Says::Capture(_) => Fact::Other(says.kind()),
    }
}

/// The full address of a claim; inside a statement its own are by number alone.
pub(crate) fn claim_ref(target: ClaimTarget, here: StatementRef) -> ClaimRef {
    match target {
        ClaimTarget::Here(number) => ClaimRef { statement: here, number },
        ClaimTarget::There(claim) => claim,
    }
}

/// The artifacts that segments stand in, sorted, each once.
fn artifacts_of<'a>(segments: impl Iterator<Item = &'a Segment>) -> Vec<Sha256> {
    let mut artifacts: Vec<Sha256> = segments.map(|segment| segment.artifact).collect();
    artifacts.sort_unstable();
    artifacts.dedup();
    artifacts
}

fn utterance_fact(says: &Utterance, id: StatementRef, catalogue: &Catalogue) -> UtteranceFact {
    let artifacts = artifacts_of(says.segments());
    UtteranceFact {
        speaker: says.speaker.clone(),
        first_person: says.is_first_person(),
        publisher: says.publisher,
        recorder: says.recorder,
        channel: says.channel,
        chain: says.chain.iter().map(|hop| hop_fact(hop, id)).collect(),
        said: says.times.said.as_ref().map(|time| time_fact(time, id)).unwrap_or_default(),
        published: says
            .times
            .published
            .as_ref()
            .map(|time| time_fact(time, id))
            .unwrap_or_default(),
        claims: says
            .claims
            .iter()
            .map(|claim| claim_fact(claim, id, &artifacts, catalogue))
            .collect(),
        links: says.links.iter().map(|link| link_fact(link, id)).collect(),
        artifacts,
    }
}

fn hop_fact(hop: &Hop, id: StatementRef) -> HopFact {
    HopFact {
        kind: hop.kind,
        by: hop.by.clone(),
        maker: hop.maker,
        unseen: hop.document.as_ref().is_some_and(|document| document.artifact.is_none()),
        at: hop.at.as_ref().map(|time| time_fact(time, id).bounds).unwrap_or_default(),
    }
}

/// The fact of a time. A weekday alone gives no bounds: it is never a date.
fn time_fact(time: &Time, id: StatementRef) -> TimeFact {
    let relative = time.relation.as_ref().map(|relation| RelativeFact {
        order: relation.order,
        anchor: match &relation.anchor {
            Anchor::ThisUtterance => AnchorFact::ThisUtterance,
            Anchor::ThisPublication => AnchorFact::ThisPublication,
            Anchor::ThisCapture => AnchorFact::ThisCapture,
            Anchor::Statement(statement) if *statement == id => AnchorFact::ThisUtterance,
            Anchor::Statement(statement) => AnchorFact::Statement(*statement),
            Anchor::Edtf(date) => AnchorFact::Date(date.sure_bounds()),
            Anchor::Claim(_) | Anchor::Incident(_) | Anchor::Words(_) => AnchorFact::Other,
        },
        distance: relation
            .distance
            .as_ref()
            .map_or((None, None), |distance| (distance.min.map(least), distance.max.map(most))),
    });
    TimeFact {
        bounds: time.edtf.as_ref().map(Edtf::sure_bounds).unwrap_or_default(),
        clock: time.edtf.as_ref().map(Edtf::on_own_clock).unwrap_or_default(),
        relative,
        inferred: time.inferred.is_some(),
    }
}

fn least(span: Span) -> u64 {
    span.seconds().0
}

fn most(span: Span) -> u64 {
    span.seconds().1
}

fn claim_fact(
    claim: &Claim,
    id: StatementRef,
    artifacts: &[Sha256],
    catalogue: &Catalogue,
) -> ClaimFact {
    let polarity = claim.polarity();
    // A facet that admission let pass is known where it stands.
    let harm = catalogue.find(&claim.facet).ok().and_then(|spec| spec.harm(&claim.value, polarity));
    let mut markers: Vec<_> = claim.markers.iter().map(|marker| marker.kind).collect();
    markers.sort_unstable();
    markers.dedup();
    let scope = claim.scope.as_ref();
    ClaimFact {
        facet: claim.facet.clone(),
        worth: worth(&claim.value, id),
        harm: harm.map(Into::into),
        polarity,
        none: is_none(&claim.value),
        certainty: claim.stance.certainty,
        hop: claim.stance.hop,
        basis: claim.stance.basis,
        reach: Reach::of(scope),
        as_of: scope.and_then(|scope| scope.as_of.as_ref()).map(|as_of| match as_of {
            AsOf::ThisUtterance => AsOfFact::ThisUtterance,
            AsOf::Time(time) => AsOfFact::Time((&time_fact(time, id)).into()),
        }),
        act: claim.act,
        markers,
        target: claim.target.map(|target| claim_ref(target, id)),
        due: claim.due.as_ref().map(|due| UntilFact::of(due, id)),
        until: claim.until.as_ref().map(|until| UntilFact::of(until, id)),
        due_clock: match &claim.due {
            Some(Until::Time(time)) => time_fact(time, id).clock,
            _ => TimeBounds::default(),
        },
        due_from: claim.due.as_ref().and_then(|due| end_from(due, id)),
        until_from: claim.until.as_ref().and_then(|until| end_from(until, id)),
        places: places(claim, artifacts),
        wording: wording(claim),
        language: match &claim.value {
            Value::Text(phrase) => Some(phrase.language.primary().into()),
            _ => None,
        },
        inferred: claim.inferred.is_some(),
    }
}

fn end_from(until: &Until, id: StatementRef) -> Option<Box<RelativeFact>> {
    match until {
        Until::Time(time) => time_fact(time, id).relative.map(Box::new),
        Until::Claim(_) | Until::FurtherNotice => None,
    }
}

/// Whether a value says that there is none. An amount of money or a rate of zero is one all the same.
fn is_none(value: &Value) -> bool {
    matches!(value, Value::Set(_) | Value::Quantity(_) | Value::Bytes(_))
        && value.is_some() == Some(false)
}

fn places(claim: &Claim, artifacts: &[Sha256]) -> Vec<PlaceFact> {
    let mut places = Vec::new();
    for segment in &claim.segments {
        let artifact = artifacts.binary_search(&segment.artifact).ok();
        let Some(artifact) = artifact.and_then(|place| u16::try_from(place).ok()) else { continue };
        places.extend(segment.places().map(|(range, zone)| PlaceFact {
            artifact,
            start: range.start,
            zone,
        }));
    }
    places
}

/// A digest of the letters and digits of the claim's words, whatever stands between them.
fn wording(claim: &Claim) -> Option<[u8; 16]> {
    let words: Vec<&str> = claim.segments.iter().map(|segment| &*segment.exact).collect();
    (!words.is_empty()).then(|| digest(&words.join(" ")))
}

/// Letters, marks and digits, lower-cased where the script has cases; what punctuation and spaces did is gone.
fn plain(text: &str) -> String {
    let is_word =
        |c: &char| c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace() || is_stop(*c));
    text.chars().filter(is_word).flat_map(char::to_lowercase).collect()
}

/// Punctuation beyond ASCII of the scripts at hand, and invisible joiners. What is not listed counts as a letter, so that
/// a vowel sign, which is no letter to Unicode, is never lost.
fn is_stop(c: char) -> bool {
    matches!(c,
        '\u{00a0}'..='\u{00bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}' | '\u{060c}' | '\u{061b}'
        | '\u{061f}' | '\u{066a}'..='\u{066d}' | '\u{06d4}' | '\u{0964}' | '\u{0965}' | '\u{feff}')
}

fn digest(text: &str) -> [u8; 16] {
    let hash = Blake3::of(plain(text).as_bytes());
    *hash.0.first_chunk().expect("a hash has 32 bytes")
}

fn worth(value: &Value, id: StatementRef) -> Worth {
    match value {
        Value::Answer(answer) => Worth::Answer(*answer),
        Value::Quantity(quantity) => Worth::Number(quantity_number(quantity, id)),
        Value::Bytes(bytes) => Worth::Number(bytes_number(bytes)),
        Value::Money(money) => Worth::Number(money_number(money)),
        Value::Set(set) => Worth::Members(members(set, id)),
        Value::Time(time) => Worth::Time(time_fact(time, id)),
        Value::Duration(duration) => Worth::Span(duration.min.map(least), duration.max.map(most)),
        Value::Rate(rate) => Worth::Number(rate_number(rate, id)),
        Value::Ref(reference) => Worth::Ref(ref_fact(reference.is, id)),
        Value::Text(phrase) => Worth::Words(digest(&phrase.text)),
    }
}

fn ref_fact(target: Target, id: StatementRef) -> RefFact {
    use bayan_claim::value::Entity;
    match target {
        Target::Party(party) => RefFact::Entity(Entity::Party(party)),
        Target::Thing(thing) => RefFact::Entity(Entity::Thing(thing)),
        Target::Incident(incident) => RefFact::Incident(incident),
        Target::Claim(claim) => RefFact::Claim(claim_ref(claim, id)),
    }
}

fn member(item: &Item, id: StatementRef) -> Member {
    match (&item.is, &item.printed) {
        (Some(target), _) => Member::Is(ref_fact(*target, id)),
        (None, printed) => Member::Words(printed.as_deref().map(plain).unwrap_or_default()),
    }
}

fn members(set: &Set, id: StatementRef) -> Members {
    let mut members: Vec<Member> = set.members.iter().map(|item| member(item, id)).collect();
    members.sort_unstable();
    members.dedup();
    Members { closure: set.closure, members, of: set.of.as_ref().map(|item| member(item, id)) }
}

/// The text of what is counted: the id where it is declared, else its plain words.
fn measure(item: Option<&Item>, id: StatementRef) -> String {
    match item.map(|item| member(item, id)) {
        None => String::new(),
        Some(Member::Words(words)) => words,
        Some(Member::Is(RefFact::Entity(entity))) => entity.to_string(),
        Some(Member::Is(RefFact::Incident(incident))) => incident.to_string(),
        Some(Member::Is(RefFact::Claim(claim))) => claim.to_string(),
    }
}

fn number(amount: &Amount, measure: String) -> Number {
    let (low, high) = amount.bounds();
    let named = match amount {
        Amount::Exactly(n)
        | Amount::Below(n)
        | Amount::AtMost(n)
        | Amount::Above(n)
        | Amount::AtLeast(n)
        | Amount::About(n) => Some(n.clone()),
        Amount::Between { .. } | Amount::Several | Amount::Unstated => None,
    };
    Number { measure, low, high, named }
}

fn quantity_number(quantity: &Quantity, id: StatementRef) -> Number {
    // Units that the text leaves open are part of the measure: only the same doubt compares.
    let mut units: Vec<String> = quantity.unit.iter().map(|unit| plain(unit)).collect();
    units.sort_unstable();
    let counted = measure(quantity.counted.as_ref(), id);
    let per = measure(quantity.per.as_ref(), id);
    number(&quantity.amount, format!("{counted}|{per}|{}", units.join("/")))
}

fn rate_number(rate: &Rate, id: StatementRef) -> Number {
    let counted = measure(rate.counted.as_ref(), id);
    number(&rate.amount, format!("{counted}|every {} {}|", rate.every.n, rate.every.unit))
}

fn money_number(money: &Money) -> Number {
    let mut currencies: Vec<String> = money.currency.iter().map(ToString::to_string).collect();
    currencies.sort_unstable();
    number(&money.amount, format!("{}|{}|", currencies.join("/"), money.priced_for))
}

/// Amounts of data compare in bytes where they can be multiplied out, and else in their own unit.
fn bytes_number(bytes: &Bytes) -> Number {
    let mut found = number(&bytes.amount, "bytes||".to_owned());
    let (low, high) = bytes.bounds();
    let fits = |bound: &Bound<Decimal>, in_bytes: Option<u128>| {
        matches!(bound, Bound::Unbounded) || in_bytes.is_some()
    };
    let (amount_low, amount_high) = bytes.amount.bounds();
    if !fits(&amount_low, low) || !fits(&amount_high, high) {
        found.measure = format!("{} {}||", bytes.unit, bytes.base);
        return found;
    }
    let multiplied = |bound: &Bound<Decimal>, in_bytes: Option<u128>| {
        let decimal = in_bytes.and_then(|n| n.to_string().parse::<Decimal>().ok());
        match (bound, decimal) {
            (Bound::Included(_), Some(n)) => Bound::Included(n),
            (Bound::Excluded(_), Some(n)) => Bound::Excluded(n),
            _ => Bound::Unbounded,
        }
    };
    found.low = multiplied(&amount_low, low);
    found.high = multiplied(&amount_high, high);
    let (least, most) = bytes.unit_bytes();
    let exact = (least == most).then_some(least);
    found.named = found.named.and_then(|n| {
        let count = n.as_str().parse::<u128>().ok()?.checked_mul(u128::from(exact?))?;
        count.to_string().parse().ok()
    });
    found
}

fn link_fact(link: &Link, id: StatementRef) -> LinkFact {
    let end = |end: End| match end {
        End::Claim(claim) => EndFact::Claim(claim_ref(claim, id)),
        End::Incident(incident) => EndFact::Incident(incident),
        End::Question(question) => EndFact::Question(question),
    };
    LinkFact {
        from: end(link.from),
        relation: link.relation,
        to: end(link.to),
        inferred: link.inferred.is_some(),
    }
}

fn silence_fact(silence: &Silence, id: StatementRef) -> SilenceFact {
    let on = silence.on.as_ref();
    SilenceFact {
        party: silence.party,
        as_far_as: silence.as_far_as,
        as_of: time_fact(&silence.as_of, id),
        facets: on.map(|on| on.facets.to_vec()).unwrap_or_default(),
        questions: on.map(|on| on.questions.to_vec()).unwrap_or_default(),
        claims: on.map(|on| on.claims.to_vec()).unwrap_or_default(),
        words: on.is_some_and(|on| on.words.is_some()),
        artifacts: artifacts_of(silence.segments.iter()),
    }
}

fn question_fact(question: &Question, id: StatementRef) -> QuestionFact {
    QuestionFact {
        id: question.id,
        facet: question.facet.clone(),
        reach: Reach::of(question.scope.as_ref()),
        to: question.to.to_vec(),
        asked: question.asked.as_ref().map(|time| time_fact(time, id)).unwrap_or_default(),
    }
}

fn amend_fact(amend: &Amend, id: StatementRef, catalogue: &Catalogue) -> AmendFact {
    let moved = amend
        .moved
        .iter()
        .map(|moved| (moved.from, moved.to.iter().map(|target| claim_ref(*target, id)).collect()));
    AmendFact {
        reason: amend.reason,
        targets: amend.targets.to_vec(),
        moved: moved.collect(),
        replacement: amend
            .replacement
            .as_ref()
            .map(|replacement| fact(&replacement.to_says(), id, catalogue)),
    }
}
