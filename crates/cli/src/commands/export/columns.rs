//! Rows as cells of a spreadsheet.

use serde::Serialize;
use serde_json::Value;

use super::row::{ClaimRow, GapRow, Row};
use crate::error::{Exit, Failure};
use crate::picture::document::{
    NamedDocument, SaysDocument, StepDocument, WhoDocument, WithheldDocument,
};

/// The columns by name, and what each holds. JSON cells hold what JSON Lines has under the same name.
pub(super) const COLUMNS: [(&str, &str); 66] = [
    ("row", "claim, or gap for a statement whose body is withheld"),
    ("incident", "the incident as it is typed"),
    ("incident_id", "its id"),
    ("claim", "the claim's address: its statement and its number there"),
    ("statement", "the statement"),
    ("number", "the claim's number in it, from 0"),
    ("entry", "the entry that says it"),
    ("kind", "the kind of a gap's statement; utterance for a claim"),
    ("recorded", "when the entry was sequenced, RFC 3339"),
    ("signer", "whose key signed it"),
    ("attests", "what the signature attests"),
    ("recorder", "who read it into the ledger"),
    ("publisher", "who carried it"),
    (
        "speaker",
        "whose position it is; several with | where the text leaves open which; nobody for a passive",
    ),
    ("channel", "how the words reached their first listener"),
    ("chain", "by which way they came, outermost first, as JSON"),
    ("chain_text", "the same in words"),
    ("language", "the language of the words"),
    ("said", "when it was said, as recorded, as JSON"),
    ("said_text", "the same in words"),
    ("said_earliest", "not said before this, RFC 3339"),
    ("said_latest", "not said after this, RFC 3339"),
    ("possible", "whether it may have been said after --said-by"),
    ("published", "when it was published, as recorded, as JSON"),
    ("published_text", "the same in words"),
    ("event", "when what it speaks of happened, as recorded, as JSON"),
    ("event_text", "the same in words"),
    ("captured", "when the bytes were captured, RFC 3339"),
    ("words", "the exact words of the first place; empty where the artifact is withheld"),
    ("artifact", "SHA-256 of the artifact that they stand in"),
    ("start", "their first byte in it"),
    ("end", "the byte after their last"),
    ("zone", "the part of the publication"),
    ("segments", "every place with its exact words, as JSON"),
    ("gloss", "the first translation"),
    ("gloss_language", "its language"),
    ("gloss_maker", "whether a person or a machine made it"),
    ("glosses", "every translation, as JSON"),
    ("facet", "what it is about"),
    ("topics", "the topics of the facet"),
    ("value_type", "the type of the value"),
    ("value", "the value, as JSON"),
    ("value_text", "the same in words"),
    ("harm", "what it says of harm: affirmed, denied, open; empty for a facet without a rule"),
    ("polarity", "affirm, deny or neutral"),
    ("certainty", "how sure"),
    ("basis", "what it is said to rest on"),
    ("scope", "how far it reaches and as of when, as JSON; empty for the whole"),
    ("scope_text", "the same in words"),
    ("markers", "words of doubt, bound and scope as printed, as JSON"),
    ("markers_text", "the same in words"),
    ("act", "the speech act"),
    ("verb", "the reporting verb as printed"),
    ("target", "the claim that it takes back, corrects or starts a relation from"),
    ("due", "by when, for a promise or an order"),
    ("until", "until when, likewise"),
    ("inferred", "that the recorder concluded it, and from what, as JSON"),
    ("stands", "whether it is part of its speaker's position"),
    ("taken_back_by", "the claims that took it back or corrected it"),
    (
        "shifts",
        "how it moved from what its speaker, or another voice of the organisation, said before: shift (rule) from which \
         claim",
    ),
    (
        "followed_by_voices",
        "where it stands: claims of other voices of its organisation that moved from it since",
    ),
    ("conflicts", "the conflicts that it takes part in, as JSON"),
    ("links", "relations that somebody recorded from it, as JSON"),
    ("amends", "statements that it stands for since recorders corrected them"),
    ("withheld_by", "the entry that withholds the body"),
    ("withheld_why", "why"),
];

/// The cells of a row, in the order of [`COLUMNS`].
pub(super) fn cells(row: &Row) -> Result<Vec<String>, Failure> {
    let mut cells = Cells::default();
    match row {
        Row::Claim(row) => claim(&mut cells, row)?,
        Row::Gap(row) => gap(&mut cells, row),
    }
    Ok(cells.in_order())
}

/// Cells by the name of their column.
#[derive(Default)]
struct Cells(std::collections::BTreeMap<&'static str, String>);

impl Cells {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and borrowed texts stand there alike"
    )]
    fn set(&mut self, column: &'static str, text: impl ToString) {
        debug_assert!(COLUMNS.iter().any(|(name, _)| *name == column), "{column} is no column");
        self.0.insert(column, text.to_string());
    }

    fn some(&mut self, column: &'static str, text: Option<impl ToString>) {
        if let Some(text) = text {
            self.set(column, text);
        }
    }

    fn json(&mut self, column: &'static str, value: &impl Serialize) -> Result<(), Failure> {
        let value =
            serde_json::to_value(value).map_err(|error| Failure::bare(Exit::Internal, error))?;
        let is_empty = match &value {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.set(column, value);
        }
        Ok(())
    }

    fn in_order(mut self) -> Vec<String> {
        COLUMNS.iter().map(|(name, _)| self.0.remove(name).unwrap_or_default()).collect()
    }
}

fn claim(cells: &mut Cells, row: &ClaimRow) -> Result<(), Failure> {
    let document = &row.document;
    cells.set("row", "claim");
    incident(cells, &row.incident);
    cells.set("claim", &row.claim);
    if let Some((statement, number)) = row.claim.split_once('#') {
        cells.set("statement", statement);
        cells.set("number", number);
    }
    cells.set("entry", document.entry);
    cells.set("kind", "utterance");
    cells.set("recorded", &document.recorded);
    cells.set("signer", typed(&document.signer));
    cells.set("speaker", who(&document.speaker));
    cells.some("said_earliest", document.said_earliest.as_ref());
    cells.some("said_latest", document.said_latest.as_ref());
    cells.set("possible", document.possible);
    cells.some("captured", row.captured.as_ref());
    cells.set("facet", &document.facet);
    cells.set("topics", row.topics.join(" "));
    cells.some("harm", row.harm);
    cells.some("target", row.target.as_ref());
    cells.json("conflicts", &row.conflicts)?;
    cells.json("links", &row.links)?;
    let amends: Vec<String> = document.amends.iter().map(ToString::to_string).collect();
    cells.set("amends", amends.join(" "));
    withheld(cells, document.withheld.as_ref());
    if let Some(step) = &row.position {
        position(cells, step);
    }
    if let Some(says) = &document.says {
        source(cells, says)?;
        words(cells, says)?;
        content(cells, says)?;
    }
    let Some(text) = &row.text else { return Ok(()) };
    for (column, text) in [
        ("value_text", &text.value),
        ("scope_text", &text.scope),
        ("chain_text", &text.chain),
        ("said_text", &text.said),
        ("published_text", &text.published),
        ("event_text", &text.event),
        ("markers_text", &text.markers),
        ("due", &text.due),
        ("until", &text.until),
    ] {
        cells.set(column, text);
    }
    Ok(())
}

fn gap(cells: &mut Cells, row: &GapRow) {
    cells.set("row", "gap");
    incident(cells, &row.incident);
    cells.set("statement", row.gap.statement);
    cells.set("entry", row.gap.entry);
    cells.set("kind", row.gap.kind);
    cells.set("recorded", &row.recorded);
    cells.set("signer", typed(&row.signer));
    withheld(cells, row.gap.withheld.as_ref());
}

fn incident(cells: &mut Cells, incident: &NamedDocument) {
    cells.set("incident", typed(incident));
    cells.set("incident_id", &incident.id);
}

fn withheld(cells: &mut Cells, withheld: Option<&WithheldDocument>) {
    cells.some("withheld_by", withheld.map(|withheld| withheld.by));
    cells.some("withheld_why", withheld.and_then(|withheld| withheld.why));
}

fn position(cells: &mut Cells, step: &StepDocument) {
    cells.set("stands", step.stands);
    cells.set("taken_back_by", step.taken_back_by.join("; "));
    let moves = step.moves.iter().chain(&step.from_widest).filter(|moved| !moved.of_telling);
    let shifts = moves.flat_map(|moved| {
        let from = &moved.from;
        moved.shifts.iter().map(move |it| format!("{} ({}) from {from}", it.shift, it.rule))
    });
    cells.set("shifts", shifts.collect::<Vec<_>>().join("; "));
    cells.set("followed_by_voices", step.followed_by_voices.join("; "));
}

fn source(cells: &mut Cells, says: &SaysDocument) -> Result<(), Failure> {
    let attests =
        serde_json::to_value(says.attests).map_err(|error| Failure::bare(Exit::Internal, error))?;
    // A word, or the office that is spoken for.
    match attests.as_str() {
        Some(word) => cells.set("attests", word),
        None => cells.set("attests", attests),
    }
    cells.set("recorder", typed(&says.recorder));
    cells.some("publisher", says.publisher.as_ref().map(typed));
    cells.set("channel", says.channel);
    cells.some("language", says.language.as_ref());
    cells.json("chain", &says.chain)?;
    cells.json("said", &says.said)?;
    cells.json("published", &says.published)?;
    cells.json("event", &says.event)
}

fn words(cells: &mut Cells, says: &SaysDocument) -> Result<(), Failure> {
    if let Some(first) = says.words.first() {
        cells.some("words", first.exact.as_ref());
        cells.set("artifact", &first.artifact);
        cells.set("start", first.start);
        cells.set("end", first.end);
        cells.set("zone", first.zone);
    }
    if let Some(gloss) = says.glosses.first() {
        cells.set("gloss", &*gloss.phrase.text);
        cells.set("gloss_language", &gloss.phrase.language);
        cells.set("gloss_maker", gloss.maker.name());
    }
    cells.json("segments", &says.words)?;
    cells.json("glosses", &says.glosses)
}

fn content(cells: &mut Cells, says: &SaysDocument) -> Result<(), Failure> {
    let value =
        serde_json::to_value(&says.value).map_err(|error| Failure::bare(Exit::Internal, error))?;
    let kind = value.as_object().and_then(|value| value.keys().next());
    cells.some("value_type", kind);
    cells.set("value", &value);
    cells.set("polarity", says.polarity);
    cells.set("certainty", says.certainty);
    cells.some("basis", says.basis);
    cells.set("act", says.act);
    cells.some("verb", says.verb.as_ref().map(|verb| verb.printed.to_string()));
    cells.json("scope", &says.scope)?;
    cells.json("markers", &says.markers)?;
    cells.json("inferred", &says.inferred)
}

/// Something declared as it is typed.
fn typed(named: &NamedDocument) -> &str {
    named.slug.as_deref().unwrap_or(&named.id)
}

fn who(who: &WhoDocument) -> String {
    match who {
        WhoDocument::Party(party) => typed(party).to_owned(),
        WhoDocument::OneOf(parties) => parties.iter().map(typed).collect::<Vec<_>>().join(" | "),
        WhoDocument::Nobody { .. } => "nobody".to_owned(),
    }
}

/// One line of CSV.
pub(super) fn record(cells: impl IntoIterator<Item = String>) -> Result<Vec<u8>, Failure> {
    let internal = |error: &dyn std::fmt::Display| Failure::bare(Exit::Internal, error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cells: Vec<String> = cells.into_iter().map(guarded).collect();
    writer.write_record(&cells).map_err(|error| internal(&error))?;
    writer.into_inner().map_err(|error| internal(&error))
}

/// A cell that no spreadsheet runs. OWASP, "CSV Injection", names what begins a formula, and the apostrophe against it.
fn guarded(cell: String) -> String {
    let begins = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    };
    if cell.starts_with(begins) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_not_run() {
        for (given, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+49", "'+49"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            ("＝1+1", "'＝1+1"),
            ("", ""),
            ("a=b", "a=b"),
            (" =1", " =1"),
            ("डेटा सुरक्षित है", "डेटा सुरक्षित है"),
            ("'=1", "'=1"),
        ] {
            assert_eq!(guarded(given.to_owned()), written);
        }
    }

    #[test]
    fn a_record_is_one_that_csv_reads_back() {
        let cells = ["a,b", "say \"no\"", "two\nlines", "داده‌ای", ""];
        let bytes = record(cells.map(str::to_owned)).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
        let read = reader.records().next().unwrap().unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), cells);
    }

    #[test]
    fn column_names_are_words_and_stand_once() {
        let names: std::collections::BTreeSet<&str> =
            COLUMNS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), COLUMNS.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    }
}
