use bayan_claim::facet::Catalogue;
use bayan_claim::vocabulary::ValueType;

use super::*;

#[test]
fn the_built_in_table_is_sound() {
    let regimes = Regimes::builtin();
    let ids: Vec<&str> = regimes.iter().map(|regime| regime.id.as_str()).collect();
    let expected = [
        "nis2",
        "gdpr",
        "uk_gdpr",
        "dora",
        "cert_in",
        "kenya_dpa",
        "indonesia_pdp",
        "sec_8k",
        "circia",
    ];
    assert_eq!(ids, expected);
    for regime in regimes {
        let id = &regime.id;
        assert!(regime.sources.iter().all(|source| source.url.starts_with("https://")), "{id}");
        let urls: BTreeSet<_> = regime.sources.iter().map(|source| source.url.as_str()).collect();
        assert_eq!(urls.len(), regime.sources.len(), "{id} names a source twice");
        assert!(regime.sources.iter().any(|source| source.used == Used::Cited), "{id}");
        let unread = regime.sources.iter().all(|source| source.used == Used::Cited);
        assert!(
            !unread || regime.caveat.is_some(),
            "{id} rests on nothing read and does not say so"
        );
        assert_eq!(regimes.find(id.as_str()), Some(regime));
    }
    assert!(regimes.find("nis").is_none());
}

#[test]
fn facets_that_start_and_answer_are_built_in() {
    let catalogue = Catalogue::builtin();
    for stage in Regimes::builtin().iter().flat_map(|regime| &regime.stages) {
        for facet in stage.started_by.iter().chain(&stage.answered_by) {
            let spec = catalogue.find(facet).unwrap();
            assert!(
                matches!(spec.value, ValueType::Time | ValueType::Set),
                "{facet} tells neither when nor whom"
            );
        }
        for facet in &stage.started_by {
            let spec = catalogue.find(facet).unwrap();
            assert_eq!(spec.value, ValueType::Time, "{facet}");
        }
    }
}

/// The figures once more, by hand, so that a slip in the table shows.
#[test]
fn deadlines_of_the_table() {
    let start = bounds("2024-05-06T14:20:00Z");
    let hours = |n: i64| Some(bounds_at(start.earliest.unwrap() + n * 3600));
    for (regime, stage, expected) in [
        ("nis2", "early_warning", Some(bounds("2024-05-07T14:59:59Z"))),
        ("nis2", "incident_notification", Some(bounds("2024-05-09T14:59:59Z"))),
        ("nis2", "trust_service_notification", Some(bounds("2024-05-07T14:59:59Z"))),
        ("nis2", "service_recipients", None),
        // From the end of 6 June on Réunion to its end on Martinique.
        ("nis2", "final_report", Some(between("2024-06-06T19:59:59Z", "2024-06-07T03:59:59Z"))),
        ("gdpr", "authority", Some(bounds("2024-05-09T14:59:59Z"))),
        ("gdpr", "processor", None),
        ("gdpr", "data_subjects", None),
        ("uk_gdpr", "authority", Some(bounds("2024-05-09T14:59:59Z"))),
        ("uk_gdpr", "processor", None),
        ("uk_gdpr", "data_subjects", None),
        ("dora", "initial_notification", Some(bounds("2024-05-06T18:59:59Z"))),
        ("dora", "initial_notification_at_latest", Some(bounds("2024-05-07T14:59:59Z"))),
        ("dora", "intermediate_report", Some(bounds("2024-05-09T14:59:59Z"))),
        ("dora", "final_report", Some(between("2024-06-06T19:59:59Z", "2024-06-07T03:59:59Z"))),
        ("dora", "clients", None),
        ("cert_in", "report", hours(6)),
        ("kenya_dpa", "commissioner", hours(72)),
        ("kenya_dpa", "data_subjects", None),
        ("kenya_dpa", "processor", hours(48)),
        ("indonesia_pdp", "data_subjects", hours(72)),
        ("indonesia_pdp", "institution", hours(72)),
        ("indonesia_pdp", "public", None),
        ("sec_8k", "item_1_05", Some(bounds("2024-05-10T21:30:00Z"))),
        ("circia", "incident_report", hours(72)),
        ("circia", "ransom_report", hours(24)),
        ("circia", "supplement", None),
    ] {
        let row = Regimes::builtin().find(regime).unwrap();
        let found = row.deadline(row.stage(stage).unwrap(), start);
        assert_eq!(found, expected, "{regime}.{stage}");
    }
    let stages: usize = Regimes::builtin().iter().map(|regime| regime.stages.len()).sum();
    assert_eq!(stages, 27, "a stage of the table is not computed above");
}

fn second(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_second()
}

fn bounds(text: &str) -> TimeBounds {
    bounds_at(second(text))
}

fn bounds_at(second: i64) -> TimeBounds {
    TimeBounds { earliest: Some(second), latest: Some(second) }
}

fn between(earliest: &str, latest: &str) -> TimeBounds {
    TimeBounds { earliest: Some(second(earliest)), latest: Some(second(latest)) }
}

/// One regime with one stage, into which faults are put.
const ROW: &str = r#"
[[regimes]]
id = "r"
title = "R"
instrument = "Act, s. 1"
jurisdiction = "Nowhere"
binds = "Nobody"
in_force = { since = "2020" }
zones = ["UTC0"]

  [[regimes.stages]]
  id = "one"
  title = "One"
  at = "s. 1"
  to = "Somebody"
  starts = "awareness"
  within = { union_months = 1 }
  started_by = ["incident.time_noticed"]
  answered_by = ["response.notified_at"]

  [[regimes.stages]]
  id = "two"
  title = "Two"
  at = "s. 2"
  to = "Somebody"
  starts = { filing = "one" }
  within = { words = "promptly" }
  answered_by = ["response.notified_at"]

  [[regimes.sources]]
  title = "Act"
  url = "https://example.org/act"
  used = "cited"
"#;

#[track_caller]
fn refused(from: &str, to: &str) -> String {
    assert!(ROW.contains(from), "{from} is not in the row");
    let error = Regimes::parse(&ROW.replace(from, to)).expect_err(to);
    match std::error::Error::source(&error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

#[test]
fn rows_that_contradict_themselves_are_refused() {
    assert!(Regimes::parse(ROW).is_ok());
    for (from, to, why) in [
        ("https://", "http://", "no https address"),
        ("id = \"two\"", "id = \"one\"", "one is there twice"),
        ("filing = \"one\"", "filing = \"two\"", "does not stand before it"),
        ("filing = \"one\"", "filing = \"three\"", "does not stand before it"),
        ("started_by = [\"incident.time_noticed\"]", "", "must name facets"),
        ("\"awareness\"", "{ filing = \"two\" }", "does not stand before it"),
        ("{ filing = \"one\" }", "\"awareness\"", "must name facets"),
        ("zones = [\"UTC0\"]", "", "names no clock"),
        ("zones = [\"UTC0\"]", "zones = [\"UTC\"]", "expected a clock"),
        ("\"2020\"", "\"2020-13\"", "no month 13"),
        ("{ since = \"2020\" }", "\"planned\"", "unknown variant"),
        ("\"awareness\"", "\"suspicion\"", "unknown variant"),
        ("union_months = 1", "union_months = 0", "nonzero"),
        ("union_months = 1", "union_months = 70000", "nonzero"),
        ("union_months = 1", "fortnights = 1", "unknown variant"),
        ("union_months = 1", "business_days = { n = 4, calendar = \"moon\" }", "unknown variant"),
        (
            "union_months = 1",
            "business_days = { n = 4, calendar = \"edgar\", by = 1 }",
            "unexpected keys",
        ),
        ("\"promptly\"", "\"\"", "empty text"),
        ("answered_by = [\"response.notified_at\"]", "answered_by = []", "expected"),
        ("\"incident.time_noticed\"", "\"incidents.noticed\"", "unknown"),
        ("title = \"R\"", "title = \"R\"\nheading = \"R\"", "unknown field"),
        ("title = \"One\"", "title = \"One\"\nheading = \"R\"", "unknown field"),
        ("title = \"Act\"", "title = \"Act\"\nheading = \"R\"", "unknown field"),
        ("title = \"R\"\n", "", "missing field"),
        ("\"cited\"", "\"guessed\"", "unknown variant"),
    ] {
        let found = refused(from, to);
        assert!(found.contains(why), "{to:?} gave {found:?}");
    }
}

#[test]
fn tables_are_bounded_and_ids_unique() {
    let twice = Regimes::parse(&ROW.repeat(2)).unwrap_err();
    assert_eq!(twice.to_string(), "r is there twice");
    let padded = format!("{ROW}#{}", " ".repeat(TABLE_BYTES - ROW.len() - 1));
    assert!(Regimes::parse(&padded).is_ok());
    let error = Regimes::parse(&format!("{padded} ")).unwrap_err();
    assert!(matches!(error, RegimeError::TooLong));
    assert!(matches!(Regimes::parse("regimes = []"), Err(RegimeError::Form(_))));
    let long = "x".repeat(TEXT + 1);
    assert!(refused("\"Nobody\"", &format!("\"{long}\"")).contains("1024 code points"));
}
