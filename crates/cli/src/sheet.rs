//! Utterances in a sheet (CSV, RFC 4180): one row a claim.
//!
//! Rows with the same `ref`, or the same `utterance`, make one utterance. What belongs to the utterance stands in its
//! first row; later rows repeat it or leave it empty. A row whose first cell begins with `#` is a remark. Lists in a cell
//! are separated by `;`. The delimiter is the comma, the semicolon or the tab: the one that the first line has most of.

use std::collections::BTreeMap;
use std::path::Path;

use bayan_claim::{Kind, UnknownName};
use serde_json::{Value, json};

use crate::authoring::{Draft, Session};
use crate::commands::add;
use crate::error::{Exit, Failure};
use crate::flags::{ClaimFields, DIMENSIONS, Unfit, UtteranceFields};

/// A column of a sheet.
pub struct Column {
    /// Its name in the first row.
    pub name: &'static str,
    /// What its cells hold.
    pub about: &'static str,
    /// A cell of the template.
    pub example: &'static str,
    /// Whose cell it is.
    pub of: Of,
}

impl Column {
    /// The column for a machine.
    pub fn document(&self) -> Value {
        let of = match self.of {
            Of::Row => "row",
            Of::Utterance => "utterance",
            Of::Claim => "claim",
        };
        json!({ "name": self.name, "about": self.about, "example": self.example, "of": of })
    }
}

/// What a cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The row alone.
    Row,
    /// The utterance: once is enough.
    Utterance,
    /// The claim.
    Claim,
}

const fn column(of: Of, name: &'static str, example: &'static str, about: &'static str) -> Column {
    Column { name, about, example, of }
}

/// Every column. None but `incident`, `speaker`, `facet`, `value` and `quote` is needed.
pub const COLUMNS: [Column; 44] = [
    column(Of::Row, "ref", "times-1-power", "your own reference: importing it twice is harmless"),
    column(
        Of::Row,
        "utterance",
        "",
        "any label that ties rows to one utterance, where they have no ref",
    ),
    column(Of::Utterance, "incident", "incident:example-outage", "the incident"),
    column(
        Of::Utterance,
        "speaker",
        "party:example-power",
        "whose position it is; nobody; or party:a|party:b",
    ),
    column(
        Of::Utterance,
        "channel",
        "press_conference",
        "how the words reached their first listener",
    ),
    column(
        Of::Utterance,
        "said",
        "2024-05-02",
        "when it was said: EDTF, \"words as printed\", or both",
    ),
    column(Of::Utterance, "published", "", "when it was published"),
    column(Of::Utterance, "event", "", "when what it speaks of happened"),
    column(Of::Utterance, "publisher", "party:example-times", "who carried it"),
    column(Of::Utterance, "language", "en", "the language of the words"),
    column(
        Of::Utterance,
        "chain",
        "",
        "the steps, outermost first: quotes party:x; translates machine",
    ),
    column(Of::Utterance, "printed_name", "", "the speaker's name as printed"),
    column(Of::Utterance, "printed_role", "", "the speaker's role as printed"),
    column(Of::Utterance, "also", "", "other incidents concerned"),
    column(Of::Utterance, "note", "", "a remark of yours, never projected"),
    column(
        Of::Utterance,
        "attests",
        "",
        "read_them_so (default), said_it_myself, on_behalf_of party:x",
    ),
    column(Of::Utterance, "text", "", "the own text of a first-person utterance"),
    column(
        Of::Claim,
        "artifact",
        "ref:times-1/text",
        "where the quote stands: capture:<hex digits>, or ref:… of its capture",
    ),
    column(
        Of::Claim,
        "quote",
        "No customer data was taken",
        "the words, exactly as they stand there",
    ),
    column(Of::Claim, "occurrence", "", "which of several occurrences: 1, 2, …, or all"),
    column(Of::Claim, "zone", "body", "the part of the publication"),
    column(Of::Claim, "facet", "confidentiality.loss", "what it is about: bayan facets"),
    column(Of::Claim, "value", "no", "what it says of it, by the facet's type"),
    column(Of::Claim, "act", "denies", "the speech act"),
    column(Of::Claim, "certainty", "certain", "certain, probable, possible or unstated"),
    column(Of::Claim, "polarity", "", "affirm, deny or neutral, where the value is no answer"),
    column(Of::Claim, "basis", "", "what it is said to rest on"),
    column(Of::Claim, "verb", "", "the reporting verb as printed"),
    column(
        Of::Claim,
        "markers",
        "",
        "words of doubt, bound and scope: apparent=apparently; only=only",
    ),
    column(Of::Claim, "scope_system", "", "which systems: thing:a; thing:b, or all_except thing:c"),
    column(Of::Claim, "scope_data", "thing:customer-data", "which data"),
    column(Of::Claim, "scope_form", "", "in which form"),
    column(Of::Claim, "scope_organisation", "", "which organisations"),
    column(Of::Claim, "scope_place", "", "which places"),
    column(Of::Claim, "scope_via", "", "by way of what"),
    column(Of::Claim, "as_of", "", "up to when it speaks: a time, or this_utterance"),
    column(Of::Claim, "printed", "", "the value as printed"),
    column(Of::Claim, "counted", "", "what a number counts: an id, or the words as printed"),
    column(Of::Claim, "unit", "", "the unit of a number"),
    column(Of::Claim, "gloss", "", "translations: en=The data is safe."),
    column(Of::Claim, "due", "", "by when: a time, further_notice, or a claim"),
    column(Of::Claim, "until", "", "until when: a time, further_notice, or a claim"),
    column(
        Of::Claim,
        "target",
        "",
        "for act retracts or corrects the claim that is meant: ref:…#0 or entry:12#0",
    ),
    column(
        Of::Claim,
        "inferred",
        "",
        "the grounds, where the words do not say it and you concluded it",
    ),
];

/// One utterance of a sheet, with where its rows stand.
pub struct Group {
    /// The line of each claim's row.
    pub lines: Vec<u64>,
    utterance: UtteranceFields,
    claims: Vec<ClaimFields>,
    reference: Option<String>,
    cells: BTreeMap<&'static str, String>,
}

/// A sheet that was read.
#[derive(Default)]
pub struct Sheet {
    /// Its utterances, in the order of their first rows.
    pub groups: Vec<Group>,
    /// Rows and cells that cannot be read.
    pub bad: Vec<Trouble>,
    columns: BTreeMap<&'static str, usize>,
    tied: BTreeMap<String, usize>,
}

/// Something wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The line, from 1; 0 where the file has no lines to name.
    pub line: u64,
    /// The column, from 1: a cell of a sheet, a code point of a line of JSON. 0 for the whole line.
    pub column: usize,
    /// The column's name, in a sheet.
    pub name: Option<&'static str>,
    /// What is wrong.
    pub failure: Failure,
}

impl Sheet {
    /// Reads a sheet.
    pub fn read(path: &Path, bytes: &[u8]) -> Result<Self, Failure> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(bytes))
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let mut records = reader.records();
        let header = match records.next() {
            Some(Ok(header)) => header,
            Some(Err(error)) => {
                return Err(Failure::new(
                    Exit::Usage,
                    format!("{}: {error}", path.display()),
                    CSV_ADVICE,
                ));
            }
            None => {
                return Err(Failure::new(
                    Exit::Usage,
                    format!("{} is empty", path.display()),
                    CSV_ADVICE,
                ));
            }
        };
        let mut sheet = Self::default();
        let names = sheet.header(&header);
        let mut lines = Lines::of(bytes);
        for record in records {
            match record {
                Ok(record) => sheet.row(&names, &record, lines.of_row(record.position())),
                Err(error) => {
                    let line = lines.of_row(error.position());
                    let failure =
                        Failure::new(Exit::Usage, &error, "save the sheet as CSV in UTF-8");
                    sheet.bad.push(Trouble { line, column: 0, name: None, failure });
                }
            }
        }
        Ok(sheet)
    }

    /// The names of the columns; an unknown one is bad, and its cells are passed over.
    fn header(&mut self, header: &csv::StringRecord) -> Vec<Option<&'static Column>> {
        let mut names = Vec::new();
        for (number, name) in (1..).zip(header) {
            let name = name.trim_start_matches('#').trim();
            let known = COLUMNS.iter().find(|column| column.name == name);
            let is_new =
                known.is_none_or(|known| self.columns.insert(known.name, number).is_none());
            if known.is_none() || !is_new {
                let error = if is_new {
                    UnknownName::new("column", name, COLUMNS.iter().map(|column| column.name))
                        .to_string()
                } else {
                    format!("the column {name:?} is there twice")
                };
                let failure = Failure::new(Exit::Usage, error, CSV_ADVICE);
                self.bad.push(Trouble { line: 1, column: number, name: None, failure });
            }
            names.push(known.filter(|_| is_new));
        }
        names
    }

    fn row(&mut self, names: &[Option<&'static Column>], record: &csv::StringRecord, line: u64) {
        if record.get(0).is_some_and(|first| first.starts_with('#'))
            || record.iter().all(str::is_empty)
        {
            return;
        }
        if record.len() > names.len() {
            let what = format!(
                "the row has {} cells, and the first row names {} columns",
                record.len(),
                names.len()
            );
            let failure = Failure::new(Exit::Usage, what, "quote cells that hold the delimiter");
            self.bad.push(Trouble { line, column: names.len() + 1, name: None, failure });
            return;
        }
        let cells: BTreeMap<&'static str, &str> = names
            .iter()
            .zip(record)
            .filter_map(|(column, cell)| column.map(|column| (column.name, cell)))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let (utterance, claim) = (utterance_of(&cells), claim_of(&cells));
        let reference = cells.get("ref").map(|text| (*text).to_owned());
        let tie = |column: &str| cells.get(column).map(|cell| format!("{column} {cell}"));
        let label = tie("utterance").or_else(|| tie("ref"));
        let tied = label.as_ref().and_then(|label| self.tied.get(label).copied());
        let Some(group) = tied.and_then(|position| self.groups.get_mut(position)) else {
            if let Some(label) = label {
                self.tied.insert(label, self.groups.len());
            }
            let group = Group {
                lines: vec![line],
                utterance,
                claims: vec![claim],
                reference,
                cells: own(&cells),
            };
            self.groups.push(group);
            return;
        };
        group.lines.push(line);
        group.claims.push(claim);
        for column in COLUMNS.iter().filter(|column| column.of == Of::Utterance) {
            let (first, here) = (group.cells.get(column.name), cells.get(column.name));
            if let Some(here) = here.filter(|here| first.map(String::as_str) != Some(**here)) {
                let what = format!(
                    "{here:?} is not what line {} says of the same utterance",
                    group.lines.first().unwrap_or(&0)
                );
                let failure = Failure::new(
                    Exit::Usage,
                    what,
                    "say it in the utterance's first row, and leave it empty here",
                );
                let number = self.columns.get(column.name).copied().unwrap_or(0);
                self.bad.push(Trouble { line, column: number, name: Some(column.name), failure });
            }
        }
    }

    /// The draft of one utterance.
    pub fn draft(&self, group: &Group, session: &Session) -> Result<Draft, Trouble> {
        let language = group.utterance.language.as_deref();
        let catalogue = session.ledger.meaning().catalogue();
        let mut claims: Vec<Value> = Vec::new();
        for (claim, line) in group.claims.iter().zip(&group.lines) {
            let claim =
                claim.claim(catalogue, language).map_err(|unfit| self.unfit(*line, &unfit))?;
            claims.push(claim);
        }
        let first = group.lines.first().copied().unwrap_or(0);
        let says = group.utterance.says(claims).map_err(|unfit| self.unfit(first, &unfit))?;
        Ok(Draft { reference: group.reference.clone(), ..Draft::new(Kind::Utterance, says) })
    }

    fn unfit(&self, line: u64, unfit: &Unfit) -> Trouble {
        let failure = add::unfit(unfit);
        let failure = Failure {
            what: unfit.why.clone(),
            advice: failure.advice.filter(|_| unfit.field == "facet"),
            ..failure
        };
        self.trouble_at(line, unfit.field, failure)
    }

    fn trouble_at(&self, line: u64, field: &str, failure: Failure) -> Trouble {
        let found = self.columns.get_key_value(field);
        Trouble {
            line,
            column: found.map_or(0, |(_, number)| *number),
            name: found.map(|(name, _)| *name),
            failure,
        }
    }

    /// Where in the sheet a failure of one of its drafts is.
    pub fn place(&self, group: &Group, failure: Failure) -> Trouble {
        let pointer = failure.pointer.clone().unwrap_or_default();
        let mut steps = pointer.split('/').skip(1).skip_while(|step| *step == "says");
        let first = group.lines.first().copied().unwrap_or(0);
        match steps.next() {
            Some("claims") => {
                let row = steps.next().and_then(|number| number.parse::<usize>().ok());
                let line = row.and_then(|row| group.lines.get(row)).copied().unwrap_or(first);
                let rest: Vec<&str> = steps.collect();
                self.trouble_at(line, &claim_column(&rest), failure)
            }
            Some("times") => self.trouble_at(first, steps.next().unwrap_or("said"), failure),
            Some("printed") => self.trouble_at(first, "printed_name", failure),
            Some(field) => self.trouble_at(first, field, failure),
            None => self.trouble_at(first, "ref", failure),
        }
    }
}

const CSV_ADVICE: &str = "`bayan template --csv` prints the columns";

/// The column of a place inside a claim.
pub fn claim_column(steps: &[&str]) -> String {
    match steps {
        ["stance", field, ..] => (*field).to_owned(),
        ["segments", rest @ ..] => {
            let named =
                rest.iter().find(|step| matches!(**step, "artifact" | "zone" | "occurrence"));
            (*named.unwrap_or(&"quote")).to_owned()
        }
        ["scope", "as_of", ..] => "as_of".to_owned(),
        ["scope", dimension, ..] => format!("scope_{dimension}"),
        ["value", _, field @ ("counted" | "unit" | "printed"), ..] | [field, ..] => {
            (*field).to_owned()
        }
        [] => "facet".to_owned(),
    }
}

/// The delimiter that the first line has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(0usize, b';'), (0, b'\t'), (0, b',')];
    for byte in bytes.iter().take_while(|byte| **byte != b'\n') {
        for (count, delimiter) in &mut counts {
            *count += usize::from(byte == delimiter);
        }
    }
    // The last of equals wins: the comma, as RFC 4180 has it.
    counts.into_iter().max_by_key(|(count, _)| *count).map_or(b',', |(_, delimiter)| delimiter)
}

fn own(cells: &BTreeMap<&'static str, &str>) -> BTreeMap<&'static str, String> {
    cells.iter().map(|(name, cell)| (*name, (*cell).to_owned())).collect()
}

fn list(cell: Option<&&str>) -> Vec<String> {
    let members = cell.into_iter().flat_map(|cell| cell.split(';'));
    members.map(|member| member.trim().to_owned()).filter(|member| !member.is_empty()).collect()
}

fn utterance_of(cells: &BTreeMap<&'static str, &str>) -> UtteranceFields {
    let cell = |name: &str| cells.get(name).map(|cell| (*cell).to_owned());
    UtteranceFields {
        incident: cell("incident"),
        speaker: cell("speaker"),
        channel: cell("channel"),
        said: cell("said"),
        published: cell("published"),
        event: cell("event"),
        publisher: cell("publisher"),
        language: cell("language"),
        chain: list(cells.get("chain")),
        printed_name: cell("printed_name"),
        printed_role: cell("printed_role"),
        also: list(cells.get("also")),
        note: cell("note"),
        attests: cell("attests"),
        text: cell("text"),
    }
}

fn claim_of(cells: &BTreeMap<&'static str, &str>) -> ClaimFields {
    let cell = |name: &str| cells.get(name).map(|cell| (*cell).to_owned());
    let scope = DIMENSIONS.iter().filter_map(|dimension| {
        let ids = cells.get(format!("scope_{dimension}").as_str())?;
        Some(format!("{dimension}={ids}"))
    });
    ClaimFields {
        facet: cell("facet"),
        value: cell("value"),
        quote: cell("quote"),
        artifact: cell("artifact"),
        occurrence: cell("occurrence"),
        zone: cell("zone"),
        act: cell("act"),
        certainty: cell("certainty"),
        polarity: cell("polarity"),
        basis: cell("basis"),
        verb: cell("verb"),
        markers: list(cells.get("markers")),
        scope: scope.collect(),
        as_of: cell("as_of"),
        printed: cell("printed"),
        counted: cell("counted"),
        unit: cell("unit"),
        gloss: list(cells.get("gloss")),
        due: cell("due"),
        until: cell("until"),
        target: cell("target"),
        inferred: cell("inferred"),
    }
}

/// The template: the columns, what they hold, and a row to overwrite.
pub fn template() -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let abouts = (0..).zip(&COLUMNS).map(|(number, column)| match number {
        0 => format!("# {}", column.about),
        _ => column.about.to_owned(),
    });
    let failed = |error: csv::Error| Failure::bare(Exit::Internal, error);
    writer.write_record(COLUMNS.iter().map(|column| column.name)).map_err(failed)?;
    writer.write_record(abouts).map_err(failed)?;
    writer.write_record(COLUMNS.iter().map(|column| column.example)).map_err(failed)?;
    writer.into_inner().map_err(|error| Failure::bare(Exit::Internal, error))
}

/// The lines of a sheet, counted from row to row. A line ends with a line feed, a carriage return, or both.
struct Lines<'a> {
    bytes: &'a [u8],
    seen: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, seen: 0, line: 1 }
    }

    /// The line that a row begins on: the reader's place is before the line ends and empty lines that it passed over.
    fn of_row(&mut self, position: Option<&csv::Position>) -> u64 {
        let Some(position) = position else { return 0 };
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let rest = self.bytes.get(from..).unwrap_or_default();
        let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = from.saturating_add(passed);
        let mut between = self.bytes.get(self.seen..start).unwrap_or_default().iter().peekable();
        while let Some(byte) = between.next() {
            let is_end = match byte {
                b'\n' => true,
                b'\r' => between.peek() != Some(&&b'\n'),
                _ => false,
            };
            self.line = self.line.saturating_add(u64::from(is_end));
        }
        self.seen = self.seen.max(start);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Sheet {
        Sheet::read(Path::new("sheet.csv"), text.as_bytes()).expect("a first row")
    }

    #[test]
    fn the_template_reads_back() {
        let text = template().expect("plain cells");
        let sheet = Sheet::read(Path::new("sheet.csv"), &text).expect("a first row");
        assert_eq!((sheet.groups.len(), sheet.bad.len()), (1, 0));
        let group = sheet.groups.first().expect("one row");
        assert_eq!(group.reference.as_deref(), Some("times-1-power"));
        assert_eq!(group.claims[0].scope, ["data=thing:customer-data"]);
        // Every column is read into some field: a claim or utterance without the cell is another one.
        for column in COLUMNS.iter().filter(|column| column.of != Of::Row) {
            let cells = BTreeMap::from([(column.name, "x")]);
            let is_read = match column.of {
                Of::Utterance => utterance_of(&cells) != UtteranceFields::default(),
                Of::Claim | Of::Row => claim_of(&cells) != ClaimFields::default(),
            };
            assert!(is_read, "{}", column.name);
        }
    }

    #[test]
    fn rows_of_one_utterance_are_joined() {
        let sheet =
            read("\u{feff}ref;speaker;facet\na;party:x;f.a\n# a remark\n;party:y;f.b\na;;f.c\n");
        let lines: Vec<&[u64]> = sheet.groups.iter().map(|group| group.lines.as_slice()).collect();
        assert_eq!(lines, [&[2, 5][..], &[4]]);
        assert!(sheet.bad.is_empty());
        let sheet = read("ref;speaker;facet\r\na;party:x;f.a\r\n\r\nb;party:y;f.b\r\na;;f.c\r\n");
        let lines: Vec<&[u64]> = sheet.groups.iter().map(|group| group.lines.as_slice()).collect();
        assert_eq!(lines, [&[2, 5][..], &[4]]);
        let sheet = read("utterance,facet\nu,f.a\nu,f.b\n,f.c\n,f.d\n");
        assert_eq!(sheet.groups.len(), 3);
    }

    #[test]
    fn lines_are_counted_however_they_end() {
        for end in ["\n", "\r\n", "\r"] {
            let rows = ["ref,note", "a,one", "", "b,\"two", "lines\"", "c,three"].join(end);
            let sheet = read(&rows);
            let lines: Vec<&[u64]> =
                sheet.groups.iter().map(|group| group.lines.as_slice()).collect();
            assert_eq!(lines, [&[2][..], &[4], &[6]], "{end:?}");
        }
    }

    #[test]
    fn what_is_wrong_has_its_line_and_column() {
        let cases = [
            ("ref,quoet\n", 1, 2),
            ("ref,ref\n", 1, 2),
            ("ref,facet\na,f,too many\n", 2, 3),
            ("ref,speaker\na,party:x\na,party:y\n", 3, 2),
        ];
        for (text, line, column) in cases {
            let bad: Vec<(u64, usize)> =
                read(text).bad.iter().map(|bad| (bad.line, bad.column)).collect();
            assert_eq!(bad, [(line, column)], "{text}");
        }
        assert!(Sheet::read(Path::new("sheet.csv"), b"").is_err());
    }

    #[test]
    fn places_in_drafts_are_cells() {
        let cases = [
            (vec!["segments", "0"], "quote"),
            (vec!["segments", "0", "artifact"], "artifact"),
            (vec!["stance", "certainty"], "certainty"),
            (vec!["scope", "data", "of", "0"], "scope_data"),
            (vec!["scope", "as_of", "time"], "as_of"),
            (vec!["value"], "value"),
            (vec![], "facet"),
        ];
        for (steps, name) in cases {
            assert_eq!(claim_column(&steps), name);
        }
    }
}
