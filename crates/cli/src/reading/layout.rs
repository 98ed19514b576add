//! Tables and pages of labelled rows, in columns of any script.

use unicode_width::UnicodeWidthStr as _;

use crate::ui::{Tone, Ui, cut, harmless};

/// Between two columns.
const GAP: &str = "  ";
/// How wide the labels of a page are.
const LABEL: usize = 11;

/// One cell: our own words, then words of others, then a tone for both.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    ours: String,
    theirs: String,
    tone: Option<Tone>,
}

impl Cell {
    /// Our own words: ids, slugs, numbers, times.
    pub fn of(text: impl Into<String>) -> Self {
        Self { ours: text.into(), ..Self::default() }
    }

    /// Words of others.
    pub fn quoted(text: &str) -> Self {
        Self::of("").and(text)
    }

    /// The same cell with words of others after ours.
    #[must_use]
    pub fn and(mut self, theirs: &str) -> Self {
        self.theirs = harmless(theirs).replace(['\n', '\t'], " ");
        self
    }

    /// The same cell in a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = Some(tone);
        self
    }

    fn width(&self) -> usize {
        self.ours.width() + self.theirs.width()
    }

    /// The cell in at most so many columns; painted, but not padded.
    fn shown(&self, ui: &Ui, room: Option<usize>) -> String {
        let (ours, theirs) = match room {
            Some(room) if self.ours.width() > room => (cut(&self.ours, room), String::new()),
            Some(room) => {
                let left = room - self.ours.width();
                (self.ours.clone(), if left < 2 { String::new() } else { cut(&self.theirs, left) })
            }
            None => (self.ours.clone(), self.theirs.clone()),
        };
        let text = format!("{ours}{}", ui.isolated(&theirs));
        match self.tone {
            Some(tone) if !text.is_empty() => ui.paint(tone, text),
            _ => text,
        }
    }
}

/// Rows in aligned columns. On a terminal the last column is cut to what fits; in a pipe nothing is.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines.
    pub fn lines(&self, ui: &Ui) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(Cell::width).max().unwrap_or(0)
            })
            .collect();
        let before: usize = widths.iter().rev().skip(1).map(|width| width + GAP.len()).sum();
        let room = ui.columns().map(|columns| columns.saturating_sub(before).max(LABEL));
        self.rows.iter().map(|row| line(ui, row, &widths, room)).collect()
    }
}

fn line(ui: &Ui, row: &[Cell], widths: &[usize], room: Option<usize>) -> String {
    let mut line = String::new();
    for (number, (cell, width)) in row.iter().zip(widths).enumerate() {
        let is_last = number + 1 == widths.len();
        line.push_str(&cell.shown(ui, if is_last { room } else { None }));
        if !is_last {
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            line.push_str(GAP);
        }
    }
    line.trim_end().to_owned()
}

/// A page about one thing: labelled rows, indented parts, quoted blocks.
pub struct Page<'a> {
    ui: &'a Ui,
    lines: Vec<String>,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub fn new(ui: &'a Ui) -> Self {
        Self { ui, lines: Vec::new() }
    }

    /// A line of its own.
    pub fn line(&mut self, text: impl Into<String>) {
        self.lines.push(text.into());
    }

    /// A heading, after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.lines.push(String::new());
        self.lines.push(self.ui.paint(Tone::Strong, text));
    }

    /// A labelled row; nothing where there is nothing to say.
    pub fn row(&mut self, label: &str, text: impl AsRef<str>) {
        self.part(0, label, text);
    }

    /// Rows under one label.
    pub fn rows(&mut self, label: &str, texts: impl IntoIterator<Item = String>) {
        for (number, text) in texts.into_iter().enumerate() {
            self.part(0, if number == 0 { label } else { "" }, text);
        }
    }

    /// A labelled row of a part that is indented.
    pub fn part(&mut self, indent: usize, label: &str, text: impl AsRef<str>) {
        let text = text.as_ref();
        if text.is_empty() {
            return;
        }
        let pad = " ".repeat(LABEL.saturating_sub(label.width()));
        let label = if label.is_empty() { String::new() } else { self.ui.paint(Tone::Dim, label) };
        self.lines.push(format!("{}{label}{pad}{GAP}{text}", " ".repeat(indent)));
    }

    /// Words of others as a block.
    pub fn block(&mut self, indent: usize, text: &str) {
        let block = self.ui.block(text, indent);
        self.lines.extend(block);
    }

    /// The lines.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

/// `1 entry`, `2 entries`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
