//! Input that is wrong: each with its exit code, and nothing appended.

use std::fs;

use super::desk::{Desk, UTTERANCE};

/// A command line, the exit code, and what the error says.
type Bad = (&'static str, i32, &'static str);

const BAD: &[Bad] = &[
    ("party Example --is person", 2, "slug"),
    ("party x --is robot", 2, "party kind"),
    ("party example-power --is person", 3, "was given to"),
    ("party x --is person --part-of party:example-powr", 2, "party:example-power"),
    ("party x --is person --role Minister", 2, "its language"),
    ("party x --is person --key nokey", 6, "no key named"),
    ("party x --is person --key ../operator", 2, "no name for a key"),
    ("incident x", 2, "--title"),
    ("incident x --title en=x --note none", 2, "its language"),
    ("incident x --title a\u{7}b", 2, "control"),
    ("thing x --is facet", 2, "needs its name"),
    ("thing x --is system --facet data.x", 2, "not for a system"),
    ("thing x --is facet --facet data.backup --value answer --about x", 2, "data.backup"),
    ("thing x --is facet --facet data.x --value answer --about x --topic nothing", 2, "topic"),
    ("capture nowhere.html", 4, "cannot read"),
    ("capture latin1.html", 2, "not UTF-8"),
    ("capture nothing.html", 2, "no bytes"),
    ("capture secret.pem", 2, "private key"),
    ("capture article.html --captured-at yesterday", 2, "captured_at"),
    ("capture article.html --captured-at 2999-01-01T00:00:00Z", 2, "has not come yet"),
    ("capture article.html --outlet nobody-known", 2, "nothing is known"),
    ("capture article.html --rendition-of ref:times-1", 2, "--what"),
    ("capture article.html --media-type HTML", 2, "media_type"),
    ("question example-outage data.bakcup en=x", 3, "data.backup"),
    ("question example-outage data.backup x", 2, "its language"),
    ("add silence example-power --incident example-outage --as-of Thursday", 2, "as_of"),
    ("add link 3#0 contradicts 4#0", 3, "claim"),
    ("add link 6 like 7", 2, "relation"),
    ("add opinion 99 dispute en=x", 2, "entry:99"),
    ("add utterance -f incident.toml", 2, "the draft is of kind incident"),
    ("add utterance -f broken.toml", 2, "broken.toml"),
    ("add utterance -f unknown.toml", 2, "/extra"),
    ("add utterance -f incident.toml --value no", 2, "cannot be used with"),
    ("amend 2 --reason because", 2, "unknown"),
    ("amend 0 --reason transcription --set /append=operator_only", 2, "replacement"),
    ("redact --authority example-desk --why safety --yes", 2, "required"),
    ("redact 3 --authority nobody-known --why safety --yes", 2, "nothing is known"),
    ("key grant operator --party example-times --usage record", 3, "was granted to"),
    ("key grant receipts --party example-times --usage record", 6, "key of the log"),
    ("key grant operator --usage record", 2, "whose key"),
    ("key revoke operator --why boredom", 2, "unknown"),
    ("key revoke 0000 --why lost", 6, "no key named"),
    ("key new operator --no-passphrase", 2, "already"),
    ("policy set", 2, "the policy in force"),
    ("policy set --witness garbage", 3, "no witness's vkey"),
    ("import article.html", 2, "format"),
    ("import empty.csv", 2, "empty"),
    ("import incident.toml --ref x", 2, "one reference"),
    ("submit article.html", 2, "not a submission"),
    ("facets confidentialty", 4, "confidentiality"),
];

/// The same for an utterance by flags.
const BAD_UTTERANCES: &[Bad] = &[
    (
        "--quote 'No customer data was stolen' --facet confidentiality.loss --value no",
        2,
        "which was not used",
    ),
    ("--quote 'the backup is safe' --facet data.backup --value yes", 2, "[the backup is safe]"),
    ("--quote 'the backup is safe' --occurrence 3 --facet data.backup --value yes", 2, "1 to 2"),
    (
        "--quote 'the backup is safe' --occurrence x --facet data.backup --value yes",
        2,
        "--occurrence",
    ),
    ("--quote Data --facet data.bakcup --value yes", 2, "data.backup"),
    ("--quote Data --facet data.backup --value maybe", 2, "--value"),
    ("--quote 5000 --facet availability.users --value 5,000", 2, "thousands"),
    ("--quote Data --facet data.backup", 2, "--value"),
    ("--quote Data --facet data.backup --value yes --said 2999-01-01", 2, "has not come yet"),
    ("--facet data.backup --value yes", 2, "inferred"),
    ("--quote Data --facet data.backup --value yes --zone footer", 2, "zone"),
    ("--quote Data --facet data.backup --value yes --act shouts", 2, "act"),
    (
        "--quote Data --facet data.backup --value yes --scope who=party:example-power",
        2,
        "dimension",
    ),
    ("--quote Data --facet data.backup --value yes --certainty sure", 2, "certainty"),
    ("--quote Data --facet data.backup --value yes --polarity deny", 2, "polarity"),
    ("--quote Data --facet data.backup --value yes --said 2024-13-01", 2, "--said"),
    ("--quote Data --facet data.backup --value yes --attests said_it_myself", 3, "speaks for"),
    ("--quote Data --facet data.backup --value yes --channel pigeon", 2, "channel"),
];

#[test]
fn bad_input_is_refused_and_nothing_is_appended() {
    let desk = Desk::founded();
    fs::write(desk.path("latin1.html"), b"<p>caf\xe9").expect("the folder can be written");
    desk.write(
        "incident.toml",
        "kind = \"incident\"\n[says]\nslug = \"a\"\ntitles = [{ text = \"a\" }]\n",
    );
    desk.write("unknown.toml", "kind = \"utterance\"\nextra = 1\n[says]\n");
    desk.write("broken.toml", "kind = ");
    desk.write("empty.csv", "");
    desk.write("nothing.html", "");
    desk.write("secret.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n");
    let before = (desk.size(), desk.artifacts());
    for (line, code, says) in BAD {
        desk.fails(line, *code, says);
        assert_eq!((desk.size(), desk.artifacts()), before, "{line:?}");
    }
    for (more, code, says) in BAD_UTTERANCES {
        desk.fails(&format!("{UTTERANCE} {more}"), *code, says);
        assert_eq!((desk.size(), desk.artifacts()), before, "{more:?}");
    }
    desk.ok("verify");
}
