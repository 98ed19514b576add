//! The closed lists are those of the claim model: complete, and nothing else.

use bayan_claim::Kind;
use bayan_claim::vocabulary::{
    Act, AmendReason, Answer, Basis, Certainty, Channel, Closure, DefectKind, Family, HopKind,
    MarkerKind, PartyKind, Polarity, Relation, ThingKind, Usage, ValueType, View, Zone,
};

#[test]
fn lists_are_complete() {
    let names = |all: Vec<&'static str>| all.join(" ");
    macro_rules! check {
        ($list:ident, $expected:literal) => {
            let listed = names($list::ALL.iter().map(|member| member.name()).collect());
            let expected = $expected.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(listed, expected, stringify!($list));
            for member in $list::ALL {
                assert_eq!(member.name().parse(), Ok(*member));
                assert_eq!(serde_json::to_value(member).unwrap(), member.name());
            }
            assert!("".parse::<$list>().is_err() && "Asserts".parse::<$list>().is_err());
        };
    }
    check!(
        Kind,
        "policy key party incident thing capture utterance silence link opinion question amend redaction"
    );
    check!(
        Family,
        "incident attribution target confidentiality integrity availability data evidence response
        commitment responsibility market relation reaction context telling"
    );
    check!(Polarity, "affirm deny neutral");
    check!(Certainty, "certain probable possible unstated");
    check!(Basis, "witnessed document experts preliminary inferred hearsay none_found none_given");
    check!(Act, "asserts confirms denies admits alleges claims reports explains infers forecasts promises orders requests
        urges announces reassures apologises opines disclaims recalls cites hearsay declines observes_silence
        states_unclear frames retracts corrects");
    check!(MarkerKind, "preliminary as_of_now apparent only no_evidence_of form_limited upper_bound lower_bound approx
        alleged conditional seems unclear_relation vague_duration open_set exception among per_source attempt
        mt_suspect other");
    check!(Zone, "headline subheading lead body quotation caption disclaimer furniture");
    check!(
        Answer,
        "yes no partly attempted unknown_to_source no_evidence_found not_said declined withheld"
    );
    check!(
        HopKind,
        "publishes own_voice quotes paraphrases cites_document relays_for hearsay_about republishes
        recalls_earlier informed_by translates observes_silence unattributed"
    );
    check!(Channel, "radio tv press_conference written_statement statement interview agency_quote notice letter_unseen
        order social_post forum_listing regulator_filing website_notice press_article headline caption disclaimer
        rumour unspecified");
    check!(Relation, "contradicts in_tension number_conflict set_conflict corroborates repeats_origin explains
        rival_cause caused_by answers evades fulfils breaks translation_of same_event part_of_event related_unclear");
    check!(
        PartyKind,
        "person organisation unit office collective account anonymous document publisher machine"
    );
    check!(ThingKind, "system service data_kind place form facet");
    check!(DefectKind, "duplicate stray garbled truncated furniture");
    check!(View, "endorse dispute repudiate");
    check!(
        AmendReason,
        "transcription offset translation reattribution merge split inference_withdrawn withdrawal"
    );
    check!(Closure, "open closed all_except");
    check!(ValueType, "answer quantity bytes money set time duration rate ref text");
    check!(Usage, "record speak operate");
}
