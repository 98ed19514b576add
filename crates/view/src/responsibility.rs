//! Who blames whom, and whether the blamed was heard.
//!
//! A blame is a claim of the family `responsibility` that names whom it is about. Whoever it names, with whatever
//! polarity, it is listed under its innermost speaker; a passive that names nobody is kept.
//!
//! A blamed party was heard when it, one of its units or somebody who speaks for it spoke after the blame, or at a
//! time that is not known to be before: on the blame itself, which is anything in the family or an answer to it that
//! somebody recorded; else it declined to say; else it spoke on something else; else somebody recorded its silence on
//! it; else nothing is recorded. The first of these that holds is what is said, and each is listed with its claims.

use std::collections::BTreeMap;

use bayan_claim::id::PartyId;
use bayan_claim::kind::Speaker;
use bayan_claim::value::Entity;
use bayan_claim::vocabulary::{
    Act, Basis, Channel, Family, HopKind, MarkerKind, Polarity, Relation,
};

use crate::case::{Case, Cite, ClaimId, Standing};
use crate::fact::{ClaimFact, EndFact, RefFact, SilenceFact, UtteranceFact, Worth};
use crate::promise::{Links, Takers};
use crate::silence::{Spoken, Voices, by_time, is_refusal, moment, since};
use crate::when::is_before;
use crate::world::World;

/// Whether a blamed party was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// It spoke on the blame.
    OnIt,
    /// It declined to speak on it.
    Declined,
    /// It spoke on something else.
    Elsewhere,
    /// Somebody recorded that it was silent.
    ReportedSilent,
    /// Nothing is recorded of it.
    NothingRecorded,
}

/// How far a blamed party was heard. What is only perhaps later counts, and says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// The first that holds.
    pub heard: Heard,
    /// Its claims on the blame.
    pub on_it: Vec<Spoken>,
    /// Its claims that decline to speak on it.
    pub declined: Vec<Spoken>,
    /// Its claims on something else.
    pub elsewhere: Vec<Spoken>,
    /// Silences that were recorded of it, on this or on everything, and not only up to before the blame.
    pub silences: Vec<Cite>,
}

/// Somebody is blamed, or is said not to be to blame.
#[derive(Clone, Debug, PartialEq)]
pub struct Blame {
    /// The claim.
    pub claim: ClaimId,
    /// Whom it names: mostly a party; perhaps a system, another incident or a claim.
    pub whom: RefFact,
    /// The innermost speaker.
    pub by: Speaker,
    /// Which way: a denied one says that it is not their fault.
    pub polarity: Polarity,
    /// Whether it comes by hearsay or rumour.
    pub hearsay: bool,
    /// Whether it is told as alleged.
    pub alleged: bool,
    /// Whether the speaker blames itself, or what it counts for.
    pub own: bool,
    /// Claims of what the blamed is said to have done.
    pub reasons: Vec<ClaimId>,
    /// Claims by which the speaker took it back or corrected it.
    pub withdrawn: Vec<ClaimId>,
    /// Whether the blamed was heard; none where it is no party, or blames itself.
    pub hearing: Option<Hearing>,
}

/// Every blame, by when it was said.
pub fn blames(case: &Case, world: &World) -> Vec<Blame> {
    let voices = Voices::of(case, world);
    let links = Links::of(case);
    let takers = Takers::of(case);
    let reasons = Reasons::of(case);
    let mut named: Vec<(ClaimId, RefFact)> =
        case.claims().filter_map(|(id, claimed)| Some((id, whom(&claimed.fact)?))).collect();
    named.sort_by_key(|(id, _)| by_time(case, *id));
    named
        .into_iter()
        .map(|(claim, whom)| {
            let (utterance, fact) = (&case.utterance(claim).fact, &case.claim(claim).fact);
            let party = as_party(whom);
            let counts = world.counts_for(&utterance.speaker, case.claim(claim).said);
            let own = party.is_some_and(|party| counts.contains(&party));
            let hearing = party.filter(|_| !own);
            Blame {
                claim,
                whom,
                by: utterance.speaker.clone(),
                polarity: fact.polarity,
                hearsay: is_hearsay(utterance, fact),
                alleged: fact.act == Act::Alleges || fact.is_marked(MarkerKind::Alleged),
                own,
                reasons: reasons.of_claim(case, &links, claim),
                withdrawn: takers.of_claim(case, world, claim),
                hearing: hearing.map(|party| hear(case, world, (&voices, &links), claim, party)),
            }
        })
        .collect()
}

/// A party that is blamed and of which no word is on record, at any time and on anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Unheard {
    /// The party.
    pub party: PartyId,
    /// The blames, by time.
    pub blames: Vec<ClaimId>,
}

/// The parties that others blame and that never spoke, by id. What its speaker took back blames nobody.
pub fn unheard(case: &Case, world: &World) -> Vec<Unheard> {
    let voices = Voices::of(case, world);
    let mut by_party: BTreeMap<PartyId, Vec<ClaimId>> = BTreeMap::new();
    for blame in blames(case, world) {
        let stands = blame.polarity == Polarity::Affirm && blame.withdrawn.is_empty();
        let silent = |party: &PartyId| voices.of_party(*party).is_empty();
        if let Some(party) = as_party(blame.whom).filter(silent).filter(|_| stands) {
            by_party.entry(party).or_default().push(blame.claim);
        }
    }
    by_party.into_iter().map(|(party, blames)| Unheard { party, blames }).collect()
}

/// Whom a claim holds responsible; none where it is about something else. What takes a blame back is no blame.
fn whom(fact: &ClaimFact) -> Option<RefFact> {
    match fact.worth {
        Worth::Ref(whom)
            if fact.facet.family() == Family::Responsibility && fact.act != Act::Retracts =>
        {
            Some(whom)
        }
        _ => None,
    }
}

fn as_party(whom: RefFact) -> Option<PartyId> {
    match whom {
        RefFact::Entity(Entity::Party(party)) => Some(party),
        RefFact::Entity(Entity::Thing(_)) | RefFact::Incident(_) | RefFact::Claim(_) => None,
    }
}

fn is_hearsay(utterance: &UtteranceFact, fact: &ClaimFact) -> bool {
    utterance.chain.iter().any(|hop| hop.kind == HopKind::HearsayAbout)
        || utterance.channel == Channel::Rumour
        || fact.act == Act::Hearsay
        || fact.basis == Some(Basis::Hearsay)
}

fn hear(
    case: &Case,
    world: &World,
    (voices, links): (&Voices, &Links),
    blame: ClaimId,
    party: PartyId,
) -> Hearing {
    let blamed = case.claim(blame);
    let here = EndFact::Claim(blamed.at);
    let mut hearing = Hearing {
        heard: Heard::NothingRecorded,
        on_it: Vec::new(),
        declined: Vec::new(),
        elsewhere: Vec::new(),
        silences: Vec::new(),
    };
    for claim in voices.of_party(party) {
        let claimed = case.claim(*claim);
        let Some(later) = since(case, *claim, blamed.said, Some(blamed.at.statement)) else {
            continue;
        };
        let spoken = Spoken { claim: *claim, later, possible: claimed.possible };
        let is_on_it = claimed.fact.facet.family() == Family::Responsibility
            || links.has(Relation::Answers, *claim, here);
        match (is_on_it, is_refusal(&claimed.fact)) {
            (true, false) => hearing.on_it.push(spoken),
            (true, true) => hearing.declined.push(spoken),
            (false, _) => hearing.elsewhere.push(spoken),
        }
    }
    let silences =
        case.silences.iter().filter(|silence| is_silence_on(case, world, silence, blame, party));
    hearing.silences = silences.map(|silence| silence.cite).collect();
    hearing.heard = if !hearing.on_it.is_empty() {
        Heard::OnIt
    } else if !hearing.declined.is_empty() {
        Heard::Declined
    } else if !hearing.elsewhere.is_empty() {
        Heard::Elsewhere
    } else if !hearing.silences.is_empty() {
        Heard::ReportedSilent
    } else {
        Heard::NothingRecorded
    };
    hearing
}

/// Whether a silence is the party's, and on this blame or on everything. What words alone say may be on it.
fn is_silence_on(
    case: &Case,
    world: &World,
    silence: &Standing<SilenceFact>,
    blame: ClaimId,
    party: PartyId,
) -> bool {
    let fact = &silence.fact;
    let is_blame = |family| family == Family::Responsibility;
    let on_claim = fact.claims.iter().any(|claim| case.find(*claim).contains(&blame));
    let on_facet = fact.facets.iter().any(|facet| is_blame(facet.family()));
    let on_question = case.questions.iter().any(|question| {
        fact.questions.contains(&question.fact.id) && is_blame(question.fact.facet.family())
    });
    let on_whole = fact.claims.is_empty() && fact.facets.is_empty() && fact.questions.is_empty();
    let (as_of, _) = moment(case, world, &fact.as_of, &fact.artifacts, &silence.cite);
    fact.party == party
        && (on_claim || on_facet || on_question || on_whole)
        && !is_before(as_of, case.claim(blame).said)
}

/// What the blamed are said to have done.
struct Reasons {
    /// By the claim that each names.
    targeted: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// In utterances that blame one alone and name it in one claim only: those that name no claim.
    beside: BTreeMap<ClaimId, Vec<ClaimId>>,
}

impl Reasons {
    fn of(case: &Case) -> Self {
        let mut targeted: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        let mut by_utterance: BTreeMap<_, (Vec<ClaimId>, Vec<ClaimId>)> = BTreeMap::new();
        for (id, claimed) in case.claims() {
            let here = by_utterance.entry(claimed.at.statement).or_default();
            if whom(&claimed.fact).is_some() {
                here.0.push(id);
            } else if is_reason(&claimed.fact) {
                match claimed.fact.target {
                    Some(target) => {
                        for target in case.find(target) {
                            targeted.entry(target).or_default().push(id);
                        }
                    }
                    None => here.1.push(id),
                }
            }
        }
        let beside = by_utterance.into_values().filter_map(|(blames, reasons)| match &*blames {
            [blame] => Some((*blame, reasons)),
            _ => None,
        });
        Self { targeted, beside: beside.collect() }
    }

    fn of_claim(&self, case: &Case, links: &Links, blame: ClaimId) -> Vec<ClaimId> {
        let explains = links.to(Relation::Explains, EndFact::Claim(case.claim(blame).at));
        let named = self.targeted.get(&blame).into_iter().flatten();
        let beside = self.beside.get(&blame).into_iter().flatten();
        let mut reasons: Vec<ClaimId> = named.chain(beside).copied().collect();
        let linked = explains.iter().map(|linked| linked.claim);
        reasons.extend(linked.filter(|claim| is_reason(&case.claim(*claim).fact)));
        reasons.sort_by_key(|reason| by_time(case, *reason));
        reasons.dedup();
        reasons
    }
}

fn is_reason(fact: &ClaimFact) -> bool {
    fact.facet.family() == Family::Responsibility
        && fact.facet.leaf() == "reason"
        && fact.act != Act::Retracts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    use crate::silence::Later;
    use crate::testing::{Story, at, party};

    fn blame(leaf: &str) -> Value {
        json!({"facet": format!("responsibility.{leaf}"), "value": {"ref": {"is": "party:ministry"}}})
    }

    fn safe() -> Value {
        json!({"facet": "data.safety", "value": "yes"})
    }

    /// The agency blames the ministry on 26 July.
    fn story() -> Story {
        Story::new().spokesperson("aide", "ministry").said(
            "b",
            "agency",
            "2023-07-26",
            blame("violation"),
        )
    }

    fn only(story: Story) -> (Case, Blame) {
        let (case, world) = story.build();
        let mut found = blames(&case, &world);
        assert_eq!(found.len(), 1);
        (case, found.remove(0))
    }

    #[test]
    fn what_is_a_blame() {
        for (claim, counts) in [
            (blame("blame"), true),
            (blame("violation"), true),
            (blame("liability"), true),
            (json!({"facet": "responsibility.reason", "value": "it uploaded them"}), false),
            (json!({"facet": "responsibility.blame", "value": "unknown_to_source"}), false),
            (
                json!({"facet": "attribution.actor", "value": {"ref": {"is": "party:ministry"}}}),
                false,
            ),
        ] {
            let (case, world) = Story::new().said("b", "agency", "", claim.clone()).build();
            assert_eq!(blames(&case, &world).len(), usize::from(counts), "{claim}");
        }
    }

    #[test]
    fn how_it_comes_to_us() {
        let (_, found) = only(Story::new().said("b", "nobody", "", blame("blame")));
        assert_eq!((found.by, found.hearsay, found.alleged), (Speaker::Nobody, false, false));
        let set = |field: &str, value: Value| {
            let mut claim = blame("blame");
            claim[field] = value;
            claim
        };
        for (claim, hearsay, alleged) in [
            (set("act", json!("alleges")), false, true),
            (set("markers", json!(["alleged"])), false, true),
            (set("act", json!("hearsay")), true, false),
            (set("stance", json!({"certainty": "certain", "basis": "hearsay"})), true, false),
        ] {
            let (_, found) = only(Story::new().said("b", "agency", "", claim.clone()));
            assert_eq!((found.hearsay, found.alleged), (hearsay, alleged), "{claim}");
        }
        for draft in [
            json!({"channel": "rumour"}),
            json!({"chain": [{"kind": "hearsay_about", "by": {"party": "party:agency"}}, {"kind": "quotes"}]}),
        ] {
            let mut told = json!({"speaker": "agency", "claims": blame("blame")});
            told.as_object_mut().unwrap().extend(draft.as_object().unwrap().clone());
            assert!(only(Story::new().utterance("b", told)).1.hearsay, "{draft}");
        }
        let denied = set("stance", json!({"certainty": "certain", "polarity": "deny"}));
        let (_, found) = only(Story::new().said("b", "agency", "", denied));
        assert_eq!(found.polarity, Polarity::Deny);
        let system =
            json!({"facet": "responsibility.blame", "value": {"ref": {"is": "thing:portal"}}});
        let (_, found) = only(Story::new().said("b", "agency", "", system));
        assert_eq!(found.hearing, None);
    }

    #[test]
    fn whether_it_was_heard() {
        use Heard::{Declined, Elsewhere, NothingRecorded, OnIt};
        use Later::{After, CannotTell};
        let reason = json!({"facet": "responsibility.reason", "value": "we were told to"});
        let mut declines = blame("blame");
        declines["act"] = json!("declines");
        let cases: [(&str, &str, &Value, Heard, Option<Later>); 11] = [
            ("ministry", "2023-07-29", &reason, OnIt, Some(After)),
            ("aide", "2023-07-29", &reason, OnIt, Some(After)),
            ("aide|agency", "2023-07-29", &reason, NothingRecorded, None),
            ("ministry", "", &reason, OnIt, Some(CannotTell)),
            ("ministry", "2023-07-26", &reason, OnIt, Some(CannotTell)),
            ("ministry", "2023-07-20", &reason, NothingRecorded, None),
            ("ministry", "2023-07-29", &declines, Declined, Some(After)),
            ("ministry", "2023-07-29", &safe(), Elsewhere, Some(After)),
            ("ministry", "2023-07-20", &safe(), NothingRecorded, None),
            ("agency", "2023-07-29", &reason, NothingRecorded, None),
            ("nobody", "2023-07-29", &reason, NothingRecorded, None),
        ];
        for (speaker, date, claim, heard, later) in cases {
            let (case, world) = story().said("a", speaker, date, claim.clone()).build();
            let found = blames(&case, &world);
            let found = found.iter().find(|found| found.claim == at(&case, "b#0")).unwrap();
            let hearing = found.hearing.as_ref().unwrap();
            assert_eq!(hearing.heard, heard, "{speaker} {date} {claim}");
            let all = [&hearing.on_it, &hearing.declined, &hearing.elsewhere];
            let spoken: Vec<_> = all.into_iter().flatten().map(|s| (s.claim, s.later)).collect();
            let expected: Vec<_> =
                later.map(|later| (at(&case, "a#0"), later)).into_iter().collect();
            assert_eq!(spoken, expected, "{speaker} {date} {claim}");
        }
    }

    #[test]
    fn a_recorded_answer_is_on_it_whatever_its_facet() {
        for (relation, heard) in [("answers", Heard::OnIt), ("evades", Heard::Elsewhere)] {
            let told = story()
                .said("a", "ministry", "2023-07-29", safe())
                .link("l", "ref:a#0", relation, "ref:b#0");
            assert_eq!(only(told).1.hearing.unwrap().heard, heard, "{relation}");
        }
    }

    #[test]
    fn silences_on_it() {
        use Heard::{NothingRecorded, ReportedSilent};
        let on = |facet: &str| json!({"on": {"facets": [facet]}});
        let words = json!({"on": {"words": {"language": "en", "text": "on the letters"}}});
        for (who, as_of, draft, heard) in [
            ("ministry", "2023-07-27", json!({}), ReportedSilent),
            ("ministry", "2023-07-27", on("responsibility.blame"), ReportedSilent),
            ("ministry", "2023-07-27", json!({"on": {"claims": ["ref:b#0"]}}), ReportedSilent),
            (
                "ministry",
                "2023-07-27",
                json!({"on": {"questions": ["question:who"]}}),
                ReportedSilent,
            ),
            ("ministry", "2023-07-27", words, ReportedSilent),
            ("ministry", "2023-07-27", on("market.sale"), NothingRecorded),
            ("ministry", "2023-07-20", json!({}), NothingRecorded),
            ("police", "2023-07-27", json!({}), NothingRecorded),
        ] {
            let told = story()
                .question("who", json!({"facet": "responsibility.liability"}))
                .silence("s", who, as_of, draft.clone());
            let hearing = only(told).1.hearing.unwrap();
            assert_eq!(hearing.heard, heard, "{who} {as_of} {draft}");
            assert_eq!(hearing.silences.len(), usize::from(heard == ReportedSilent));
        }
        // A word on something else is said before a silence on it, and both are listed.
        let told = story().silence("s", "ministry", "2023-07-27", json!({})).said(
            "a",
            "ministry",
            "2023-07-29",
            safe(),
        );
        let hearing = only(told).1.hearing.unwrap();
        assert_eq!((hearing.heard, hearing.silences.len()), (Heard::Elsewhere, 1));
    }

    #[test]
    fn who_blames_itself() {
        for (speaker, own) in
            [("ministry", true), ("aide", true), ("agency", false), ("aide|agency", false)]
        {
            let told = Story::new().spokesperson("aide", "ministry").said(
                "b",
                speaker,
                "",
                blame("blame"),
            );
            let (_, found) = only(told);
            assert_eq!((found.own, found.hearing.is_none()), (own, own), "{speaker}");
        }
    }

    #[test]
    fn reasons_go_with_the_blame_that_they_are_beside() {
        let reason = json!({"facet": "responsibility.reason", "value": "it uploaded them"});
        let named = json!({"facet": "responsibility.reason", "value": "it uploaded them", "target": "ref:b#1"});
        for (claims, expected) in [
            (json!([blame("blame"), reason]), vec![("b#0", vec!["b#1"])]),
            // Which of the two is meant is not said.
            (
                json!([blame("blame"), blame("violation"), reason]),
                vec![("b#0", vec![]), ("b#1", vec![])],
            ),
            (
                json!([blame("blame"), blame("violation"), named]),
                vec![("b#0", vec![]), ("b#1", vec!["b#2"])],
            ),
        ] {
            let (case, world) = Story::new().said("b", "agency", "", claims).build();
            let found: Vec<_> =
                blames(&case, &world).into_iter().map(|b| (b.claim, b.reasons)).collect();
            let ids =
                |names: Vec<&str>| names.iter().map(|name| at(&case, name)).collect::<Vec<_>>();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(blame, reasons)| (at(&case, blame), ids(reasons)))
                .collect();
            assert_eq!(found, expected);
        }
        let told = story()
            .said("r", "agency", "2023-07-30", reason)
            .link("l", "ref:r#0", "explains", "ref:b#0");
        let (case, found) = only(told);
        assert_eq!(found.reasons, [at(&case, "r#0")]);
    }

    #[test]
    fn parties_that_never_spoke() {
        let mut denied = blame("blame");
        denied["stance"] = json!({"certainty": "certain", "polarity": "deny"});
        let back = json!({"act": "retracts", "facet": "responsibility.violation",
            "value": {"ref": {"is": "party:ministry"}}, "target": "ref:b#0"});
        for (told, expected) in [
            (story(), true),
            // Any word at all, even before.
            (story().said("a", "aide", "2023-07-01", safe()), false),
            (story().said("r", "agency", "2023-07-29", back.clone()), false),
            (story().said("r", "opposition", "2023-07-29", back), true),
            (Story::new().said("b", "agency", "", denied), false),
        ] {
            let (case, world) = told.build();
            let blames = vec![at(&case, "b#0")];
            let all = [Unheard { party: party("ministry"), blames }];
            assert_eq!(unheard(&case, &world), if expected { &all[..] } else { &[] });
        }
    }
}
