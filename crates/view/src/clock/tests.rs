use serde_json::{Value, json};

use super::*;
use crate::regime::Regimes;
use crate::state::Picture;
use crate::testing::{Story, at, moment};

fn time(facet: &str, edtf: &str) -> Value {
    json!({"facet": facet, "value": {"time": {"edtf": edtf}}})
}

fn noticed(edtf: &str) -> Value {
    time("incident.time_noticed", edtf)
}

fn notified(edtf: &str) -> Value {
    time("response.notified_at", edtf)
}

/// Who was told, out of a closed set.
fn told(names: &[&str]) -> Value {
    let members: Vec<Value> = names.iter().map(|name| json!({ "printed": name })).collect();
    json!({"facet": "response.notification", "value": {"set": {"closure": "closed", "members": members}}})
}

fn of(mut claim: Value, organisation: &str) -> Value {
    claim["scope"] = json!({"organisation": {"of": [format!("party:{organisation}")]}});
    claim
}

/// Acme notices on 1 November 2023 at noon: 24 and 72 hours run.
fn story() -> Story {
    Story::new()
        .spokesperson("aide", "acme")
        .spokesperson("chief", "acme")
        .part("unit", &["acme"])
        .part("acme", &["holding"])
        .part("rival", &["holding"])
        .said("n", "acme", "2023-11-02", noticed("2023-11-01T12:00Z"))
}

/// Claims of filings, with whose they are.
type Listed = Vec<(String, Filer)>;

/// The clocks of one stage of a regime on 1 December 2023: what each was started by, its state and its filings.
fn run(story: Story, regime: &str, stage: &str) -> Vec<(String, State, Listed)> {
    let (case, world) = story.build();
    let now =
        TimeBounds { earliest: Some(moment("2023-12-01")), latest: Some(moment("2023-12-01")) };
    let names = ["n", "f", "g", "h", "k"];
    let name = |claim: ClaimId| {
        let is_it = |name: &&&str| {
            case.find(bayan_claim::id::ClaimRef {
                statement: crate::testing::statement(name),
                number: 0,
            }) == [claim]
        };
        (*names.iter().find(is_it).expect("a claim of the story")).to_owned()
    };
    let tracks = Picture::of(&case, &world).tracks.speakers;
    let regime = Regimes::builtin().find(regime).unwrap();
    clocks(&case, &world, &tracks, (regime, &[]), now)
        .into_iter()
        .filter(|clock| clock.stage.id.as_str() == stage)
        .map(|clock| {
            let filings = clock.filings.iter().map(|it| (name(it.claim), it.by)).collect();
            (name(clock.started_by), clock.state, filings)
        })
        .collect()
}

fn one(story: Story, regime: &str, stage: &str) -> (State, Listed) {
    let [(_, found, filings)] = <[_; 1]>::try_from(run(story, regime, stage)).unwrap();
    (found, filings)
}

fn filings(names: &[&str], by: Filer) -> Listed {
    names.iter().map(|name| ((*name).to_owned(), by)).collect()
}

/// Who says that nobody was told tells of no filing.
#[test]
fn that_nobody_was_told_is_no_filing() {
    let none = |claim| story().said("f", "acme", "2023-11-03", claim);
    assert_eq!(one(none(told(&[])), "gdpr", "authority"), (State::Passed, vec![]));
    let some = (State::Met, filings(&["f"], Filer::Own));
    assert_eq!(one(none(told(&["the regulator"])), "gdpr", "authority"), some);
    // What is denied to be nobody is somebody.
    let mut denied = told(&[]);
    denied["stance"] = json!({"certainty": "certain", "polarity": "deny"});
    assert_eq!(one(none(denied), "gdpr", "authority"), some);
}

/// An early warning was given although a fuller notification followed it.
#[test]
fn a_filing_stays_one_when_another_follows() {
    let twice = || {
        story().said("f", "acme", "2023-11-02", notified("2023-11-01T20:00Z")).said(
            "g",
            "acme",
            "2023-11-05",
            notified("2023-11-04T11:00Z"),
        )
    };
    let both = filings(&["f", "g"], Filer::Own);
    assert_eq!(one(twice(), "nis2", "early_warning"), (State::Met, both.clone()));
    assert_eq!(one(twice(), "nis2", "incident_notification"), (State::Met, both));
    // What is taken back, or denied since, was no filing.
    let target = |act: &str, claim: Value| {
        let mut claim = claim;
        claim["act"] = json!(act);
        claim["target"] = json!("ref:f#0");
        claim
    };
    let left = (State::After, filings(&["g"], Filer::Own));
    let back =
        twice().said("h", "acme", "2023-11-06", target("retracts", notified("2023-11-01T20:00Z")));
    assert_eq!(one(back, "nis2", "early_warning"), left);
    let told_first = |claim: Value| story().said("f", "acme", "2023-11-02", claim);
    let denied = told_first(told(&["csirt"])).said("h", "acme", "2023-11-06", told(&[]));
    assert_eq!(one(denied, "nis2", "early_warning"), (State::Passed, vec![]));
    // What was denied before is not denied since.
    let confirmed = story()
        .said("h", "acme", "2023-11-02", told(&[]))
        .said("f", "acme", "2023-11-06", told(&["csirt"]))
        .said("g", "acme", "2023-11-08", told(&["csirt", "police"]));
    assert_eq!(one(confirmed, "nis2", "early_warning").1, filings(&["f", "g"], Filer::Own));
}

/// The final report is another filing than the notification that starts its time, in however many claims that is told.
#[test]
fn what_tells_of_a_filing_is_not_the_next_one() {
    let filed = |label: &str, date: &str, edtf: &str, story: Story| {
        story.said(label, "acme", date, json!([told(&["csirt"]), notified(edtf)]))
    };
    let reports = |story: Story| -> Vec<(State, usize)> {
        let (case, world) = story.build();
        let now = TimeBounds { earliest: None, latest: Some(moment("2024-03-01")) };
        let tracks = Picture::of(&case, &world).tracks.speakers;
        let regime = Regimes::builtin().find("nis2").unwrap();
        let clocks = clocks(&case, &world, &tracks, (regime, &[]), now);
        let of_stage = clocks.iter().filter(|clock| clock.stage.id.as_str() == "final_report");
        of_stage.map(|clock| (clock.state, clock.filings.len())).collect()
    };
    let once = || filed("f", "2023-11-04", "2023-11-03T12:00Z", story());
    let alone = reports(once());
    assert_eq!(alone.len(), 1);
    assert!(alone.iter().all(|(_, filings)| *filings == 0), "{alone:?}");
    let followed = reports(filed("g", "2023-11-30", "2023-11-29T12:00Z", once()));
    assert!(followed.iter().any(|(_, filings)| *filings == 1), "{followed:?}");
}

#[test]
fn another_moment_starts_a_clock_of_its_own() {
    let started = |later: &str| -> Vec<String> {
        let story = story().said("k", "acme", "2023-11-09", noticed(later));
        run(story, "nis2", "early_warning").into_iter().map(|(by, ..)| by).collect()
    };
    assert_eq!(started("2023-11-03T12:00Z"), ["n", "k"]);
    // The same moment, told again or more closely, starts one.
    for again in ["2023-11-01T12:00Z", "2023-11-01", "2023-11"] {
        assert_eq!(started(again), ["k"], "{again}");
    }
}

/// Days without a zone are told apart by one clock, whichever it is; a day that is not sure is not.
#[test]
fn days_without_a_zone_are_compared_by_one_clock() {
    let started = |first: &str, later: &str| -> Vec<String> {
        let story = Story::new().said("n", "acme", "2023-11-05", noticed(first)).said(
            "k",
            "acme",
            "2023-11-09",
            noticed(later),
        );
        run(story, "nis2", "early_warning").into_iter().map(|(by, ..)| by).collect()
    };
    let both = ["n", "k"];
    assert_eq!(started("2023-11-01", "2023-11-02"), both);
    assert_eq!(started("2023-11-01T10:00", "2023-11-01T12:00"), both);
    // Somewhere on earth the one was the other: 1 November 23:00 at UTC+14 is 1 November 09:00Z.
    for (first, later) in [
        ("2023-11-01", "2023-11-01T10:00"),
        ("2023-11-01", "2023-11-02?"),
        ("2023-11-01", "2023-11-02~"),
        ("2023-11-01T23:00", "2023-11-01T09:00Z"),
        ("2023-11-01", "2023-11-01/2023-11-03"),
    ] {
        assert_eq!(started(first, later), ["k"], "{first} {later}");
    }
    // And what was told on the day before the start was told before it, so it is no answer to it.
    let filed = |day: &str| {
        let story = Story::new().said("n", "acme", "2023-11-05", noticed("2023-11-02")).said(
            "f",
            "acme",
            "2023-11-05",
            notified(day),
        );
        one(story, "nis2", "early_warning").1
    };
    assert_eq!(filed("2023-11-01"), vec![]);
    for day in ["2023-11-02", "2023-11-01?", "2023-11-03"] {
        assert_eq!(filed(day), filings(&["f"], Filer::Own), "{day}");
    }
}

/// Words of another party settle nothing: they may be of another incident of its own.
#[test]
fn whose_filing_it_is() {
    use Filer::{Other, Own, Untold};
    let by = |speaker: &str, claim: Value| story().said("f", speaker, "2023-11-02", claim);
    let at_once = || notified("2023-11-01T20:00Z");
    for (speaker, claim, filer, state) in [
        ("acme", at_once(), Own, State::Met),
        ("aide", at_once(), Own, State::Met),
        ("unit", at_once(), Own, State::Met),
        ("holding", at_once(), Own, State::Met),
        ("aide|unit", at_once(), Own, State::Met),
        ("nobody", at_once(), Untold, State::Met),
        ("acme|rival", at_once(), Untold, State::Met),
        ("rival", at_once(), Other, State::ToldByAnother),
        ("paper", at_once(), Other, State::ToldByAnother),
        ("paper", of(at_once(), "acme"), Own, State::Met),
        ("acme", of(at_once(), "rival"), Other, State::ToldByAnother),
    ] {
        let (found, listed) = one(by(speaker, claim.clone()), "nis2", "early_warning");
        assert_eq!((found, listed), (state, filings(&["f"], filer)), "{speaker} {claim}");
    }
    // A rule without a figure has no deadline to settle, and two who speak for one are one.
    assert_eq!(one(by("rival", at_once()), "nis2", "service_recipients").0, State::NoFigure);
    let aides = Story::new()
        .spokesperson("aide", "acme")
        .spokesperson("chief", "acme")
        .said("n", "chief", "2023-11-02", noticed("2023-11-01T12:00Z"))
        .said("f", "aide", "2023-11-02", at_once());
    assert_eq!(one(aides, "nis2", "early_warning"), (State::Met, filings(&["f"], Own)));
}

/// Whoever speaks for a party only perhaps settles no deadline of it, and whose clock it perhaps is nobody meets.
#[test]
fn a_doubtful_voice_settles_nothing() {
    let at_once = || notified("2023-11-01T20:00Z");
    for (since, filer, state) in [
        ("2023-10", Filer::Own, State::Met),
        ("2023-10~", Filer::Perhaps, State::ToldPerhaps),
        ("2023-12~", Filer::Perhaps, State::ToldPerhaps),
        ("2023-12", Filer::Other, State::ToldByAnother),
    ] {
        let told = story().voice("carl", "acme", since).said("f", "carl", "2023-11-02", at_once());
        assert_eq!(one(told, "nis2", "early_warning"), (state, filings(&["f"], filer)), "{since}");
        let starts = Story::new().voice("carl", "acme", since).said(
            "n",
            "carl",
            "2023-11-02",
            noticed("2023-11-01T12:00Z"),
        );
        let told = starts.said("f", "acme", "2023-11-02", at_once());
        assert_eq!(one(told, "nis2", "early_warning"), (state, filings(&["f"], filer)), "{since}");
    }
    // An own filing beside it settles it.
    let both = story().voice("carl", "acme", "2023~").said("f", "carl", "2023-11-02", at_once());
    let both = both.said("g", "acme", "2023-11-03", at_once());
    assert_eq!(one(both, "nis2", "early_warning").0, State::Met);
}

#[test]
fn filings_are_listed_own_ones_first() {
    let story = story().said("f", "rival", "2023-11-02", notified("2023-11-01T13:00Z")).said(
        "g",
        "acme",
        "2023-11-02",
        notified("2023-11-01T20:00Z"),
    );
    let (case, world) = story.build();
    let tracks = Picture::of(&case, &world).tracks.speakers;
    let regime = Regimes::builtin().find("nis2").unwrap();
    let found = clocks(&case, &world, &tracks, (regime, &[]), TimeBounds::default());
    let listed: Vec<ClaimId> = found.first().unwrap().filings.iter().map(|it| it.claim).collect();
    assert_eq!(listed, [at(&case, "g#0"), at(&case, "f#0")]);
}

/// Who was told: declared members, and words.
fn told_to(closure: &str, declared: &[&str], words: &[&str]) -> Value {
    let declared = declared.iter().map(|id| json!({ "is": id }));
    let members: Vec<Value> =
        declared.chain(words.iter().map(|words| json!({ "printed": words }))).collect();
    json!({"facet": "response.notification", "value": {"set": {"closure": closure, "members": members}}})
}

/// Where the early warning stands for those asked for, and each filing with what names its addressees and whether it
/// counts.
fn asked(story: Story, to: &[&str]) -> (State, Vec<(String, Vec<String>, Addressed)>) {
    let (case, world) = story.build();
    let tracks = Picture::of(&case, &world).tracks.speakers;
    let regime = Regimes::builtin().find("nis2").unwrap();
    let to: Vec<Entity> = to
        .iter()
        .map(|name| match name.split_once(':').unwrap() {
            ("party", slug) => Entity::Party(crate::testing::party(slug)),
            (_, slug) => Entity::Thing(crate::testing::thing(slug)),
        })
        .collect();
    let now = TimeBounds { earliest: Some(moment("2023-12-01")), latest: None };
    let found = clocks(&case, &world, &tracks, (regime, &to), now);
    let clock = found.iter().find(|clock| clock.stage.id.as_str() == "early_warning").unwrap();
    let labels = ["f#0", "f#1", "f#2", "g#0", "g#1", "h#0"];
    let label = |claim: ClaimId| -> String {
        let is_it = |name: &&&str| {
            let (label, number) = name.split_once('#').unwrap();
            let at = case.claim(claim).at;
            at.statement == crate::testing::statement(label) && at.number.to_string() == number
        };
        (*labels.iter().find(is_it).expect("a claim of the story")).to_owned()
    };
    let one = |filing: &Filing| {
        let told_in = filing.told_in.iter().map(|claim| label(*claim)).collect();
        (label(filing.claim), told_in, filing.to)
    };
    (clock.state, clock.filings.iter().map(one).collect())
}

fn at_once() -> Value {
    notified("2023-11-01T20:00Z")
}

#[test]
fn a_filing_names_whom_the_record_says_was_told() {
    let told_in = |claims: Value| -> Vec<(String, Vec<String>)> {
        let story = story().part("bureau", &["regulator"]).said("f", "acme", "2023-11-02", claims);
        asked(story, &[]).1.into_iter().map(|(claim, told_in, _)| (claim, told_in)).collect()
    };
    let named = |pairs: &[(&str, &[&str])]| -> Vec<(String, Vec<String>)> {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        pairs.iter().map(|(claim, names)| ((*claim).to_owned(), own(names))).collect()
    };
    let regulator = || told_to("open", &["party:regulator"], &[]);
    // A set names its members, and a time those that are named beside it.
    assert_eq!(told_in(json!([regulator()])), named(&[("f#0", &["f#0"])]));
    assert_eq!(told_in(json!([at_once()])), named(&[("f#0", &[])]));
    let both = told_in(json!([at_once(), regulator(), told_to("open", &[], &["police"])]));
    let beside = both.iter().find(|(claim, _)| claim == "f#0").unwrap();
    assert_eq!(beside.1, ["f#1", "f#2"]);
    // What is told of another organisation is not beside it; what is told of the whole is.
    let apart = json!([of(at_once(), "acme"), of(regulator(), "rival")]);
    let apart = told_in(apart);
    assert_eq!(apart.iter().find(|(claim, _)| claim == "f#0").unwrap().1, Vec::<String>::new());
    let whole = told_in(json!([of(at_once(), "acme"), regulator()]));
    assert_eq!(whole.iter().find(|(claim, _)| claim == "f#0").unwrap().1, ["f#1"]);
    // A set that leaves out, or names nobody, says of nobody that they were told; nor does what is denied.
    let mut denied = regulator();
    denied["stance"] = json!({"certainty": "certain", "polarity": "deny"});
    for unsaid in
        [told_to("all_except", &["party:regulator"], &[]), told_to("open", &[], &[]), denied]
    {
        let found = told_in(json!([at_once(), unsaid]));
        let time = found.iter().find(|(claim, _)| claim == "f#0").unwrap();
        assert_eq!(time.1, Vec::<String>::new(), "{unsaid}");
    }
}

#[test]
fn only_what_was_told_to_whom_is_asked_for_counts() {
    use Addressed::{Named, Untold};
    const REGULATOR: &str = "party:regulator";
    const CLIENTS: &str = "thing:clients";
    let filed = |claims: Value| {
        let story = story().part("bureau", &["regulator"]).thing("clients", &[]);
        story.thing("big-clients", &["clients"]).said("f", "acme", "2023-11-02T09:00Z", claims)
    };
    let set = |closure: &str, declared: &[&str], words: &[&str]| {
        json!([told_to(closure, declared, words)])
    };
    let cases: Vec<(Value, &[&str], State, Option<Addressed>)> = vec![
        (set("open", &[REGULATOR], &[]), &[REGULATOR], State::Met, Some(Named)),
        // Its organisation, and a part of it.
        (set("open", &["party:bureau"], &[]), &[REGULATOR], State::Met, Some(Named)),
        (set("open", &[REGULATOR], &[]), &["party:bureau"], State::Met, Some(Named)),
        (set("open", &["thing:big-clients"], &[]), &[CLIENTS], State::Met, Some(Named)),
        (set("open", &[CLIENTS, REGULATOR], &[]), &[REGULATOR], State::Met, Some(Named)),
        (set("open", &[CLIENTS], &[]), &[REGULATOR, CLIENTS], State::Met, Some(Named)),
        // Others alone.
        (set("open", &[CLIENTS], &[]), &[REGULATOR], State::Passed, None),
        (set("closed", &["party:rival"], &[]), &[REGULATOR], State::Passed, None),
        // Words may mean them, and so may what is not said.
        (
            set("open", &[CLIENTS], &["the regulator"]),
            &[REGULATOR],
            State::ToldToUnsaid,
            Some(Untold),
        ),
        (json!([at_once()]), &[REGULATOR], State::ToldToUnsaid, Some(Untold)),
        (json!([of(at_once(), "rival")]), &[REGULATOR], State::ToldByAnother, Some(Untold)),
    ];
    for (claims, to, state, counted) in cases {
        let (found, filings) = asked(filed(claims.clone()), to);
        let listed: Vec<Addressed> = filings.iter().map(|(_, _, to)| *to).collect();
        assert_eq!((found, listed), (state, counted.into_iter().collect()), "{claims} {to:?}");
    }
    // A time counts by who is named beside it.
    let told = filed(json!([at_once(), told_to("open", &[CLIENTS], &[])]));
    assert_eq!(asked(told, &[REGULATOR]), (State::Passed, vec![]));
    // What does not say to whom settles nothing beside what does, which tells no day here, and comes last.
    let undated = json!([told_to("open", &[REGULATOR], &[])]);
    let story = filed(json!([at_once()])).said("g", "acme", "2023-11-08", undated);
    let (state, filings) = asked(story, &[REGULATOR]);
    assert_eq!(state, State::FiledUntold);
    assert_eq!(filings.last().map(|(claim, _, to)| (claim.as_str(), *to)), Some(("f#0", Untold)));
}

/// A later stage starts with a filing that counts, and with no other.
#[test]
fn what_may_not_be_told_to_them_starts_no_clock() {
    let reports = |to: &[Entity]| -> usize {
        let claims = json!([at_once(), told_to("open", &["thing:clients"], &[])]);
        let story = story().thing("clients", &[]).said("f", "acme", "2023-11-02", claims);
        let (case, world) = story.build();
        let tracks = Picture::of(&case, &world).tracks.speakers;
        let regime = Regimes::builtin().find("nis2").unwrap();
        let found = clocks(&case, &world, &tracks, (regime, to), TimeBounds::default());
        found.iter().filter(|clock| clock.stage.id.as_str() == "final_report").count()
    };
    // When, and to whom, is one filing.
    assert_eq!(reports(&[]), 1);
    assert_eq!(reports(&[Entity::Thing(crate::testing::thing("clients"))]), 1);
    assert_eq!(reports(&[Entity::Party(crate::testing::party("regulator"))]), 0);
}

/// What tells when, and beside it to whom, is one filing: the second has no time of its own to leave anything open.
#[test]
fn when_and_to_whom_in_one_statement_is_one_filing() {
    let late =
        || json!([notified("2023-11-10T12:00Z"), told_to("open", &["party:regulator"], &[])]);
    let told = || story().said("f", "acme", "2023-11-11", late());
    for to in [&[][..], &["party:regulator"]] {
        let (state, filings) = asked(told(), to);
        assert_eq!(state, State::After, "{to:?}");
        let names = vec![("f#0".to_owned(), vec!["f#1".to_owned()], Addressed::Named)];
        assert_eq!(filings, names, "{to:?}");
    }
}

/// A filing that may have been told only after the moment asked about is listed, and neither meets nor misses.
#[test]
fn what_was_perhaps_told_later_is_listed() {
    let told = |said: &str| story().said("f", "acme", said, notified("2023-11-02T06:00Z"));
    let of = |story: Story| {
        let (case, world) = story.build_said_by("2023-11-20");
        let tracks = Picture::of(&case, &world).tracks.speakers;
        let regime = Regimes::builtin().find("nis2").unwrap();
        let now = TimeBounds { earliest: Some(moment("2023-12-01")), latest: None };
        let found = clocks(&case, &world, &tracks, (regime, &[]), now);
        let clock = found.iter().find(|clock| clock.stage.id.as_str() == "early_warning").unwrap();
        let stages = found.iter().filter(|clock| clock.stage.started_by.is_empty()).count();
        (clock.state, clock.filings.len(), stages)
    };
    // It starts no later stage either: the filing that would is not known to be one yet.
    assert_eq!(of(told("2023-11-15")).0, State::Met);
    let (state, filings, stages) = of(told("2023-11"));
    assert_eq!((state, filings), (State::FiledUntold, 1));
    assert!(stages <= of(told("2023-11-15")).2);
    assert_eq!(of(told("2023-12-15")), (State::Passed, 0, 0));
    // What perhaps had not started by then is not missed.
    let start = Story::new().said("n", "acme", "2023-11", noticed("2023-11-01T12:00Z"));
    assert_eq!(of(start).0, State::Untold);
}

/// The time of a filing, corrected in other words, is the time of that filing and no second one.
#[test]
fn a_corrected_time_is_of_the_same_filing() {
    let corrected = |at: &str, target: &str| {
        let mut claim = notified(at);
        claim["act"] = json!("corrects");
        claim["target"] = json!(target);
        claim
    };
    let to = || told_to("open", &["party:regulator"], &[]);
    let told = || {
        let first = json!([notified("2023-11-10T12:00Z"), to()]);
        let told = story().said("f", "acme", "2023-11-11", first);
        told.said("g", "acme", "2023-11-12", corrected("2023-11-02T06:00Z", "ref:f#0"))
    };
    let again = |story: Story| {
        story.said("h", "acme", "2023-11-13", corrected("2023-11-03T12:00Z", "ref:g#0"))
    };
    for (story, last, state) in [(told(), "g#0", State::Met), (again(told()), "h#0", State::After)]
    {
        let (found, filings) = asked(story, &["party:regulator"]);
        let names = vec![(last.to_owned(), vec!["f#1".to_owned()], Addressed::Named)];
        assert_eq!((found, filings), (state, names));
    }
    // Said anew and correcting nothing, it is a filing of its own.
    let anew = json!([notified("2023-11-02T06:00Z")]);
    let first = json!([notified("2023-11-10T12:00Z"), to()]);
    let two = story().said("f", "acme", "2023-11-11", first).said("g", "acme", "2023-11-12", anew);
    assert_eq!(asked(two, &[]).1.len(), 2);
}
