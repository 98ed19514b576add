//! Tables and pages of labelled rows, in columns of any script.

use unicode_width::UnicodeWidthStr as _;

use crate::ui::{Tone, Ui, cut, harmless};

/// Between two columns.
const GAP: &str = "  ";
/// How many columns the last column of a table should have before others are left out.
const LAST_MIN: usize = 42;
/// How wide the labels of a page are.
const LABEL: usize = 11;

/// One cell: our own words, then words of others, then a tone for both.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    ours: String,
    theirs: String,
    tone: Option<Tone>,
    optional: bool,
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

    /// The same cell, of a column that is left out where the terminal is too narrow for all.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
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
        let mut widths: Vec<usize> = (0..columns).map(|column| self.width(column)).collect();
        let before = |widths: &[usize]| {
            let others = widths.iter().rev().skip(1).filter(|width| **width > 0);
            others.map(|width| width + GAP.len()).sum::<usize>()
        };
        let Some(terminal) = ui.columns() else {
            return self.rows.iter().map(|row| line(ui, row, &widths, None)).collect();
        };
        for column in (0..columns.saturating_sub(1)).rev() {
            let is_optional =
                self.rows.iter().filter_map(|row| row.get(column)).all(|cell| cell.optional);
            if is_optional && before(&widths) + LAST_MIN > terminal {
                widths.iter_mut().skip(column).take(1).for_each(|width| *width = 0);
            }
        }
        let room = terminal.saturating_sub(before(&widths)).max(LABEL);
        self.rows.iter().map(|row| line(ui, row, &widths, Some(room))).collect()
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.map(Cell::width).max().unwrap_or(0)
    }
}

/// One row; a column of no width is left out, whatever is in it.
fn line(ui: &Ui, row: &[Cell], widths: &[usize], room: Option<usize>) -> String {
    let mut line = String::new();
    for (number, (cell, width)) in row.iter().zip(widths).enumerate() {
        if number + 1 == widths.len() {
            line.push_str(&cell.shown(ui, room));
        } else if *width > 0 {
            line.push_str(&cell.shown(ui, None));
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
