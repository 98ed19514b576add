//! Questions, and what closes them: a link `answers` that somebody recorded, and nothing else.
//!
//! A link `evades` is shown and closes nothing. A question whose every answer is disputed by an opinion is disputed.
//! For one that is not closed, claims on its facet since it was put, over a reach that compares, by those whom it was
//! put to (by anybody, where it was put to nobody) and without a recorded link to it, are listed as what may answer
//! it: that is computed, and whether it is so is for a reader to say and to record.

use bayan_claim::facet::FacetName;
use bayan_claim::id::{PartyId, QuestionId};
use bayan_claim::value::TimeBounds;
use bayan_claim::vocabulary::{Act, Relation};

use crate::case::{Case, Cite, ClaimId, Standing};
use crate::fact::{EndFact, QuestionFact};
use crate::promise::{Linked, Links, Takers};
use crate::reach::ScopeOrder;
use crate::silence::{Spoken, Voices, by_time, is_refusal, moment, since};
use crate::world::World;

/// Whether a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answered {
    /// No answer is recorded.
    No,
    /// Somebody recorded an answer.
    Yes,
    /// The only answers that are recorded may have been given after the moment asked about, or are withheld.
    CannotTell,
    /// Every answer that was recorded is disputed.
    Disputed,
}

/// A question and what was said to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The entry that says it now.
    pub cite: Cite,
    /// Its id.
    pub id: QuestionId,
    /// What it is about.
    pub facet: FacetName,
    /// To whom it was put; nobody for one to whoever can answer.
    pub to: Vec<PartyId>,
    /// When it was put; at the latest when it was recorded.
    pub asked: TimeBounds,
    /// Whether it was answered.
    pub answered: Answered,
    /// Claims recorded as answering it.
    pub answers: Vec<Linked>,
    /// Claims recorded as evading it.
    pub evades: Vec<Linked>,
    /// Entries that record as answering it what is withheld by now.
    pub unread: Vec<Cite>,
    /// Whether it may have been asked only after the moment asked about.
    pub possible: bool,
    /// Claims that may answer it, while it is not answered.
    pub may_answer: Vec<Spoken>,
    /// Claims by which those whom it was put to declined to say, since or perhaps since.
    pub declined: Vec<Spoken>,
}

impl Question {
    /// Whether it is still open.
    pub fn is_open(&self) -> bool {
        matches!(self.answered, Answered::No | Answered::CannotTell)
    }
}

/// Every question, in log order of what it stands for.
pub fn questions(case: &Case, world: &World) -> Vec<Question> {
    let takers = Takers::of(case);
    let links = Links::of(case, world, &takers);
    let voices = Voices::of(case, world);
    let found = case.questions.iter();
    found.map(|standing| question(case, world, (&links, &takers), &voices, standing)).collect()
}

fn question(
    case: &Case,
    world: &World,
    (links, takers): (&Links, &Takers),
    voices: &Voices,
    standing: &Standing<QuestionFact>,
) -> Question {
    let fact = &standing.fact;
    let end = EndFact::Question(fact.id);
    let answers = links.to(Relation::Answers, end).to_vec();
    let unread = links.unread(Relation::Answers, end).to_vec();
    // What was perhaps said only after the moment asked about had not closed it by then.
    let mut closing = answers.iter().filter(|answer| answer.holds()).peekable();
    let answered = if closing.peek().is_some() {
        let is_settled = closing.any(|answer| answer.disputed.is_empty());
        if is_settled { Answered::Yes } else { Answered::Disputed }
    } else if answers.iter().any(Linked::holds_perhaps) || !unread.is_empty() {
        Answered::CannotTell
    } else {
        Answered::No
    };
    let (asked, _) = moment(case, world, &fact.asked, &[], &standing.cite);
    let mut question = Question {
        cite: standing.cite,
        id: fact.id,
        facet: fact.facet.clone(),
        to: fact.to.clone(),
        asked: asked.bounds,
        answered,
        answers,
        evades: links.to(Relation::Evades, end).to_vec(),
        unread,
        possible: case.is_possible(asked),
        may_answer: Vec::new(),
        declined: Vec::new(),
    };
    if answered == Answered::Yes {
        return question;
    }
    for claim in candidates(case, voices, &fact.to) {
        let claimed = case.claim(claim);
        let order = world.containment().compare(&claimed.fact.reach, &fact.reach);
        let is_linked =
            [Relation::Answers, Relation::Evades].iter().any(|r| links.has(*r, claim, end));
        if claimed.fact.facet != fact.facet
            || claimed.fact.act == Act::Retracts
            || order == ScopeOrder::Incomparable
            || is_linked
        {
            continue;
        }
        let Some(later) = since(case, claim, asked, None) else { continue };
        // Of several whom it was put to, the one that it surely is of.
        let is_its =
            |party: &&PartyId| world.surely_counts_for(case.speaker(claim), **party, claimed.said);
        let party = fact.to.iter().find(is_its).or(fact.to.first()).copied();
        let spoken = Spoken::of((case, world, takers), party, claim, later);
        if is_refusal(&claimed.fact) {
            question.declined.push(spoken);
        // What its own source took back answers nothing.
        } else if spoken.taken_back.is_empty() {
            question.may_answer.push(spoken);
        }
    }
    question
}

/// The claims of those whom a question was put to, by time; all claims where it was put to nobody.
fn candidates(case: &Case, voices: &Voices, to: &[PartyId]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> = if to.is_empty() {
        case.claims().map(|(id, _)| id).collect()
    } else {
        to.iter().flat_map(|party| voices.of_party(*party)).copied().collect()
    };
    claims.sort_by_key(|claim| by_time(case, *claim));
    claims.dedup();
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    use crate::silence::Later;
    use crate::testing::{Story, at, party};

    fn story() -> Story {
        let asked = json!({"asked": "2023-07-27", "facet": "confidentiality.leak", "to": ["party:ministry"],
            "scope": {"data": {"of": ["thing:portal"]}}});
        Story::new()
            .thing("portal", &[])
            .thing("paper", &[])
            .spokesperson("aide", "ministry")
            .question("leaked", asked)
    }

    fn leak(value: &str) -> Value {
        json!({"facet": "confidentiality.leak", "value": value})
    }

    fn only(story: Story) -> (Case, Question) {
        let (case, world) = story.build();
        let mut found = questions(&case, &world);
        assert_eq!(found.len(), 1);
        (case, found.remove(0))
    }

    #[test]
    fn only_a_recorded_answer_closes() {
        for (relation, opinions, answered) in [
            (None, &[][..], Answered::No),
            (Some("evades"), &[], Answered::No),
            (Some("answers"), &[], Answered::Yes),
            (Some("answers"), &["dispute"], Answered::Disputed),
            (Some("answers"), &["repudiate"], Answered::Disputed),
            (Some("answers"), &["endorse"], Answered::Yes),
        ] {
            let mut told =
                story().said("a", "ministry", "2023-07-30", leak("no")).signed_by("newsroom");
            if let Some(relation) = relation {
                told = told.link("l", "ref:a#0", relation, "question:leaked");
            }
            for view in opinions {
                told = told.opinion(view, view, "ref:l");
            }
            let (case, question) = only(told);
            assert_eq!(question.answered, answered, "{relation:?} {opinions:?}");
            assert_eq!(question.is_open(), answered == Answered::No);
            for linked in question.answers.iter().chain(&question.evades) {
                assert_eq!(
                    (linked.claim, linked.cite.signer),
                    (at(&case, "a#0"), party("newsroom"))
                );
            }
            assert_eq!(question.evades.len(), usize::from(relation == Some("evades")));
            assert_eq!(question.may_answer.len(), usize::from(relation.is_none()));
        }
    }

    #[test]
    fn an_answer_that_was_taken_back_closes_nothing() {
        let told = |by: &str, act: &str| {
            let took = json!({"act": act, "facet": "confidentiality.leak", "value": "no", "target": "ref:a#0"});
            story()
                .said("a", "ministry", "2023-07-30", leak("no"))
                .link("l", "ref:a#0", "answers", "question:leaked")
                .said("b", by, "2023-07-31", took)
        };
        let (case, question) = only(told("ministry", "retracts"));
        assert_eq!(question.answered, Answered::No);
        assert_eq!(question.answers[0].taken_back, [at(&case, "b#0")]);
        assert_eq!(only(told("paper", "corrects")).1.answered, Answered::Yes);
        // What was not recorded as an answer may be none either, once it is taken back.
        let took = json!({"act": "retracts", "facet": "confidentiality.leak", "value": "no", "target": "ref:a#0"});
        let unlinked = story().said("a", "ministry", "2023-07-30", leak("no"));
        assert_eq!(only(unlinked.said("b", "ministry", "2023-07-31", took)).1.may_answer, []);
    }

    #[test]
    fn an_answer_from_before_the_question_says_so() {
        for (date, predates) in [
            ("2023-07-26", true),
            ("2023-07", false),
            ("2023-07-27", false),
            ("2023-07-28", false),
            ("", false),
        ] {
            let told = story().said("a", "ministry", date, leak("no"));
            let (_, question) = only(told.link("l", "ref:a#0", "answers", "question:leaked"));
            assert_eq!(question.answers[0].predates, predates, "{date}");
            assert_eq!(question.answered, Answered::Yes, "whoever recorded it meant it");
        }
    }

    #[test]
    fn one_undisputed_answer_is_enough() {
        let told = story()
            .said("a", "ministry", "2023-07-30", leak("no"))
            .said("b", "ministry", "2023-07-31", leak("yes"))
            .link("l", "ref:a#0", "answers", "question:leaked")
            .link("m", "ref:b#0", "answers", "question:leaked")
            .opinion("no", "dispute", "ref:l");
        let (case, question) = only(told);
        assert_eq!(question.answered, Answered::Yes);
        let answers: Vec<_> = question.answers.iter().map(|linked| linked.claim).collect();
        assert_eq!(answers, [at(&case, "a#0"), at(&case, "b#0")]);
        assert_eq!(question.answers[0].disputed.len(), 1);
    }

    #[test]
    fn what_may_answer_it() {
        use Later::{After, CannotTell};
        let on = |thing: &str, mut claim: Value| {
            claim["scope"] = json!({"data": {"of": [format!("thing:{thing}")]}});
            claim
        };
        let cases: [(&str, &str, Value, Option<Later>); 11] = [
            ("ministry", "2023-07-31", leak("no"), Some(After)),
            ("aide", "2023-07-31", on("portal", leak("unknown_to_source")), Some(After)),
            ("ministry", "", leak("no"), Some(CannotTell)),
            ("ministry", "2023-07-27", leak("no"), Some(CannotTell)),
            ("ministry", "2023-07-28", leak("no"), Some(After)),
            ("ministry", "2023-07-26", leak("no"), None),
            ("ministry", "2023-07-20", leak("no"), None),
            ("opposition", "2023-07-31", leak("yes"), None),
            ("aide|opposition", "2023-07-31", leak("yes"), None),
            ("ministry", "2023-07-31", on("paper", leak("no")), None),
            (
                "ministry",
                "2023-07-31",
                json!({"facet": "confidentiality.access", "value": "no"}),
                None,
            ),
        ];
        for (speaker, date, claim, later) in cases {
            let (case, question) = only(story().said("a", speaker, date, claim.clone()));
            let expected: Vec<_> = later
                .map(|later| Spoken {
                    claim: at(&case, "a#0"),
                    later,
                    possible: false,
                    perhaps: false,
                    taken_back: vec![],
                })
                .into_iter()
                .collect();
            assert_eq!(question.may_answer, expected, "{speaker} {date} {claim}");
            assert!(question.is_open() && question.declined.is_empty());
        }
    }

    #[test]
    fn an_answer_that_is_withheld_leaves_it_untold() {
        for (relation, answered, unread) in
            [("answers", Answered::CannotTell, 1), ("evades", Answered::No, 0)]
        {
            let told = story().withheld("lost", bayan_claim::Kind::Utterance);
            let told = told.link("l", "ref:lost#0", relation, "question:leaked");
            let question = only(told).1;
            assert_eq!((question.answered, question.unread.len()), (answered, unread));
        }
    }

    #[test]
    fn to_decline_is_no_answer() {
        for claim in [
            leak("declined"),
            leak("not_said"),
            json!({
                "act": "declines", "facet": "confidentiality.leak", "value": "unknown_to_source",
            }),
        ] {
            let (case, question) = only(story().said("a", "ministry", "2023-07-31", claim));
            let declined: Vec<_> = question.declined.iter().map(|spoken| spoken.claim).collect();
            assert_eq!((declined, question.may_answer), (vec![at(&case, "a#0")], vec![]));
        }
    }

    #[test]
    fn put_to_nobody_anybody_may_answer() {
        let (case, question) = only(
            Story::new()
                .question("leaked", json!({"facet": "confidentiality.leak"}))
                .said("b", "seller", "2023-07-31", leak("yes"))
                .said("a", "nobody", "2023-07-30", leak("yes")),
        );
        let found: Vec<_> = question.may_answer.iter().map(|s| (s.claim, s.later)).collect();
        // Nobody knows when it was put, so nothing is known to come after.
        let cannot_tell = ["a#0", "b#0"].map(|name| (at(&case, name), Later::CannotTell));
        assert_eq!(found, cannot_tell);
    }

    #[test]
    fn a_question_that_may_be_of_later_says_so() {
        for (date, found) in [
            ("2023-07-26T00:00:00Z", None),
            ("2023-07-27T12:00:00Z", Some(true)),
            ("2023-07-30", Some(false)),
        ] {
            let (case, world) = story().build_said_by(date);
            let possible = questions(&case, &world).first().map(|question| question.possible);
            assert_eq!(possible, found, "{date}");
        }
    }

    #[test]
    fn an_answer_that_may_be_of_later_had_not_closed_it() {
        let told = || {
            story().said("a", "ministry", "2023-08", leak("no")).link(
                "l",
                "ref:a#0",
                "answers",
                "question:leaked",
            )
        };
        assert_eq!(only(told()).1.answered, Answered::Yes);
        let cannot_tell = Answered::CannotTell;
        for (date, answers, answered) in
            [("2023-08-10", 1, cannot_tell), ("2023-07-29", 0, Answered::No)]
        {
            let (case, world) = told().build_said_by(date);
            let question = &questions(&case, &world)[0];
            assert_eq!((question.answered, question.answers.len()), (answered, answers), "{date}");
        }
    }
}
