//! The only writer to the terminal: results to standard output, everything else to standard error.

use std::io::{BufRead as _, Write as _};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use bayan_words::Tongue;
pub use bayan_words::Words as Speech;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::error::{Exit, Failure, Outcome};
use crate::system::{System, Terminal};

/// The narrowest terminal that is laid out for, in columns.
const COLUMNS_MIN: usize = 40;

/// The longest line of an error that is shown, in columns.
const ERROR_LINE_MAX: usize = 1_000;

/// The fewest units that take long enough for a progress bar to be more than a flicker.
const PROGRESS_MIN: u64 = 1_000;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document a result.
    Json,
}

/// The terminal.
pub struct Ui {
    /// How results are written.
    pub format: Format,
    terminal: Terminal,
    color: bool,
    quiet: bool,
    muted: bool,
    failed: Option<std::io::Error>,
    /// How many columns are used of those that there are.
    narrow: Option<usize>,
    /// English, unless a command was asked for another language.
    tongue: Tongue,
    speech: OnceLock<Speech>,
}

/// A style with a meaning, which the words beside it have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Verified, done.
    Good,
    /// Failed, refused.
    Bad,
    /// To look at: withheld, disputed, unpinned.
    Warn,
    /// Less important: digests, ids.
    Dim,
    /// A heading or a name.
    Strong,
}

impl Ui {
    /// A terminal as the user asked for it.
    pub fn new(system: &System, format: Format, color: ColorChoice, quiet: bool) -> Self {
        let wanted = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // https://no-color.org: any non-empty value.
            ColorChoice::Auto => {
                system.terminal.output
                    && (system.variable)("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let color = wanted && format == Format::Text;
        Self {
            format,
            terminal: system.terminal,
            color,
            quiet,
            muted: false,
            failed: None,
            narrow: None,
            tongue: Tongue::En,
            speech: OnceLock::new(),
        }
    }

    /// Sets the language of our own words: the one asked for; else on a terminal that of the environment, by the order
    /// of POSIX (Base Definitions §8.2), where we have words in it; else English.
    pub fn speak(&mut self, system: &System, asked: Option<Tongue>) {
        let of_environment = || {
            let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
            let set = names.into_iter().filter_map(|name| (system.variable)(name));
            set.filter_map(|value| value.into_string().ok())
                .find(|value| !value.is_empty())
                .and_then(|value| tongue_of_locale(&value))
        };
        let here = self.terminal.output.then(of_environment).flatten();
        self.tongue = asked.or(here).unwrap_or(Tongue::En);
        self.speech = OnceLock::new();
    }

    /// The language of our own words.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// Our own words.
    pub fn speech(&self) -> &Speech {
        self.speech.get_or_init(|| Speech::new(self.tongue))
    }

    /// Whether a person reads standard output.
    pub fn is_terminal(&self) -> bool {
        self.terminal.output
    }

    /// Whether a person can be asked.
    pub fn can_ask(&self) -> bool {
        self.terminal.input && self.terminal.error
    }

    /// A line of a result. A reader that went away (a closed pipe) ends the output in silence.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.write(text.as_ref().as_bytes());
        self.write(b"\n");
    }

    /// Lines of a result.
    pub fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(line);
        }
    }

    /// Bytes of a result, as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// An answer in the form that was asked for: one document, or lines. Only that one is made.
    pub fn answer<A: Serialize>(
        &mut self,
        document: impl FnOnce() -> Result<A, Failure>,
        lines: impl FnOnce(&Self) -> Vec<String>,
    ) -> Outcome {
        match self.format {
            Format::Json => self.json(&document()?)?,
            Format::Text => {
                let lines = lines(self);
                self.lines(lines);
            }
        }
        Ok(Exit::Ok)
    }

    /// A result as JSON, indented, with a newline.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| {
            Failure::bare(Exit::Internal, format!("cannot write JSON: {error}"))
        })?;
        self.line(text);
        Ok(())
    }

    /// One JSON document on one line (JSON Lines).
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(|error| {
            Failure::bare(Exit::Internal, format!("cannot write JSON: {error}"))
        })?;
        self.line(text);
        Ok(())
    }

    /// `text` in a tone, if colours are on.
    pub fn paint(&self, tone: Tone, text: impl AsRef<str>) -> String {
        let text = text.as_ref();
        if !self.color {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
            Tone::Warn => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Dim => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
        };
        format!("{style}{text}{style:#}")
    }

    /// How many columns the terminal has; nothing in a pipe, where nothing is cut.
    pub fn columns(&self) -> Option<usize> {
        let (terminal_size::Width(columns), _) = self
            .terminal
            .output
            .then(|| terminal_size::terminal_size_of(std::io::stdout()))
            .flatten()?;
        Some(self.narrow.unwrap_or(usize::from(columns)).max(COLUMNS_MIN))
    }

    /// Words of others, to stand in a line of ours: made [harmless], in one line, and on a terminal isolated, so that
    /// right-to-left words do not reorder what stands beside them (UAX #9 §2.1, first strong isolate).
    pub fn quoted(&self, text: &str) -> String {
        self.isolated(&harmless(text).replace(['\n', '\t'], " "))
    }

    /// Words of others as a block: broken where they are broken and where the terminal ends, each line isolated as
    /// in [`Self::quoted`].
    pub fn block(&self, text: &str, indent: usize) -> Vec<String> {
        let room =
            self.columns().map(|columns| columns.saturating_sub(indent).max(COLUMNS_MIN / 2));
        let text = harmless(text).replace('\t', "    ");
        let lines = text.split('\n').flat_map(|line| match room {
            Some(room) => wrap(line, room),
            None => vec![line.to_owned()],
        });
        lines.map(|line| format!("{}{}", " ".repeat(indent), self.isolated(&line))).collect()
    }

    /// Our own words, broken between words where the terminal ends; one line in a pipe.
    pub fn wrapped(&self, text: &str, indent: usize) -> Vec<String> {
        let pad = " ".repeat(indent);
        let lines = match self.columns() {
            Some(columns) => wrap(text, columns.saturating_sub(indent).max(COLUMNS_MIN / 2)),
            None => vec![text.to_owned()],
        };
        closed(&lines).into_iter().map(|line| format!("{pad}{line}")).collect()
    }

    /// The same terminal with fewer columns, for one of two texts side by side.
    #[must_use]
    pub fn narrowed(&self, columns: usize) -> Self {
        let speech = OnceLock::new();
        Self { narrow: Some(columns), muted: true, failed: None, speech, ..*self }
    }

    /// A harmless text between the marks that keep its direction to itself, on a terminal.
    pub(crate) fn isolated(&self, text: &str) -> String {
        if self.terminal.output && !text.is_empty() {
            format!("\u{2068}{text}\u{2069}")
        } else {
            text.to_owned()
        }
    }

    /// A remark for the person, to standard error; nothing in quiet mode.
    pub fn note(&mut self, text: impl AsRef<str>) {
        if self.quiet {
            return;
        }
        if self.format == Format::Json {
            self.complain(&serde_json::json!({ "remark": text.as_ref() }).to_string());
        } else {
            self.complain(text.as_ref());
        }
    }

    /// One line from the person at the terminal, after a prompt on standard error; none at the end of the input.
    pub fn ask(&mut self, prompt: &str) -> Option<String> {
        let mut error = std::io::stderr().lock();
        drop(write!(error, "{prompt}").and_then(|()| error.flush()));
        let mut line = String::new();
        // A person types short lines; whatever else is there is not read.
        let read = std::io::Read::take(std::io::stdin().lock(), 1024).read_line(&mut line);
        read.is_ok_and(|len| len > 0).then(|| line.trim().to_owned())
    }

    /// What clap has to say: help to standard output, errors to standard error.
    pub fn clap(&mut self, error: &clap::Error) {
        let plain = error.render().to_string();
        if error.use_stderr() && self.format == Format::Json {
            // The first paragraph says what is wrong, the others how it is written.
            let (what, advice) = plain.trim().split_once("\n\n").unwrap_or((plain.trim(), ""));
            let what = what.strip_prefix("error: ").unwrap_or(what);
            let advice = Some(advice.trim().to_owned()).filter(|advice| !advice.is_empty());
            let failure = Failure { advice, ..Failure::bare(Exit::Usage, what) };
            return self.failure(&failure);
        }
        // What was typed stands in the message, and must not steer the terminal.
        let shown = harmless(&plain);
        let text =
            if self.color && shown == plain { error.render().ansi().to_string() } else { shown };
        if error.use_stderr() {
            self.complain(text.trim_end());
        } else {
            self.write(text.as_bytes());
            drop(self.finish());
        }
    }

    /// The two lines of a failure, or its JSON document, to standard error.
    pub fn failure(&mut self, failure: &Failure) {
        if self.format == Format::Json {
            let document = serde_json::json!({
                "error": { "what": failure.what, "advice": failure.advice, "exit": failure.exit.code() }
            });
            self.complain(&document.to_string());
            return;
        }
        let label = if self.color { self.paint(Tone::Bad, "error:") } else { "error:".to_owned() };
        self.complain(&format!("{label} {}", short_lines(&failure.what)));
        if let Some(advice) = &failure.advice {
            self.complain(&format!("  try: {}", short_lines(advice)));
        }
    }

    /// A progress bar over `len` units; invisible unless standard error is a terminal and the work is long.
    pub fn progress(&self, len: u64, label: &'static str) -> ProgressBar {
        let target = if self.terminal.error && !self.quiet && len >= PROGRESS_MIN {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(Some(len), target).with_style(style).with_message(label)
    }

    /// Flushes, and says whether everything was written.
    pub fn finish(&mut self) -> Result<(), Failure> {
        let flushed = std::io::stdout().flush();
        match self.failed.take().or(flushed.err()) {
            None => Ok(()),
            // The reader of a pipe may leave early (`| head`); that is its right.
            Some(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Some(error) => Err(Failure::bare(
                Exit::CannotRead,
                format!("cannot write to standard output: {error}"),
            )),
        }
    }

    /// A terminal on which nothing appears, for a command that another one runs.
    #[must_use]
    pub fn muted(&self) -> Self {
        let mut terminal = self.terminal;
        terminal.error = false;
        let speech = OnceLock::new();
        Self { terminal, quiet: true, muted: true, failed: None, speech, ..*self }
    }

    fn write(&mut self, bytes: &[u8]) {
        if !self.muted
            && self.failed.is_none()
            && let Err(error) = std::io::stdout().lock().write_all(bytes)
        {
            self.failed = Some(error);
        }
    }

    /// A line about what is wrong, to standard error.
    pub fn complain(&mut self, text: &str) {
        // If even standard error is closed, the exit code still speaks.
        let written = writeln!(std::io::stderr().lock(), "{text}");
        drop(written);
    }
}

/// A [`harmless`] text whose lines end: a file that is all one line is not shown whole.
fn short_lines(text: &str) -> String {
    let lines: Vec<String> =
        harmless(text).split('\n').map(|line| cut(line, ERROR_LINE_MAX)).collect();
    lines.join("\n")
}

/// What somebody typed, in quotation marks, to stand in an error: in its own script, as Rust's own quoting would not
/// leave it, and [`harmless`].
pub fn as_typed(text: &str) -> String {
    format!("\"{}\"", harmless(text).replace(['\n', '\t'], " "))
}

/// A text that a terminal can show and cannot be steered by: control characters but line feed and tab, line
/// separators, direction overrides, and embeddings or isolates that are not closed (UAX #9 §2) become U+FFFD; white
/// space that ends a line becomes a line feed.
pub fn harmless(text: &str) -> String {
    const GONE: char = '\u{FFFD}';
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    // Where what is still open was opened.
    let mut open: Vec<usize> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let shown = match c {
            '\n' | '\t' => c,
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            // An override shows words in an order in which nobody wrote them.
            '\u{202D}' | '\u{202E}' => GONE,
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => {
                open.push(out.len());
                c
            }
            '\u{202C}' | '\u{2069}' => match open.pop() {
                Some(at) if closes(out.get(at), c) => c,
                Some(at) => {
                    open.push(at);
                    GONE
                }
                None => GONE,
            },
            c if c.is_control() => GONE,
            c => c,
        };
        out.push(shown);
    }
    for at in open {
        if let Some(opened) = out.get_mut(at) {
            *opened = GONE;
        }
    }
    out.into_iter().collect()
}

/// The language of a POSIX locale name such as `fr_CA.UTF-8` or `fa@latin`.
fn tongue_of_locale(name: &str) -> Option<Tongue> {
    let tag = name.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    tag.parse().ok()
}

/// Whether `c` ends what `opened` begins: PDF ends an embedding, PDI an isolate.
fn closes(opened: Option<&char>, c: char) -> bool {
    matches!(opened, Some('\u{202A}' | '\u{202B}')) == (c == '\u{202C}')
}

/// `text` in as many columns as there are, the end cut off and marked where it is longer.
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(1);
    let mut used = 0;
    let fits = text.graphemes(true).take_while(|cluster| {
        used += cluster.width();
        used <= room
    });
    format!("{}…", fits.collect::<String>().trim_end())
}

/// Breaks a line between words, or within one that is longer than a line.
fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_word_bounds() {
        let used = lines.last().map_or(0, |line| line.width());
        let is_space = word.trim().is_empty();
        if used > 0 && used + word.width() > columns {
            lines.push(String::new());
            if is_space {
                continue;
            }
        }
        for cluster in word.graphemes(true) {
            let full = lines.last().is_some_and(|line| line.width() + cluster.width() > columns);
            if full {
                lines.push(String::new());
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(cluster);
            }
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Broken lines, each with the isolates that it opens or goes on with closed at its end: what is open there would reach
/// over whatever stands beside it.
fn closed(lines: &[String]) -> Vec<String> {
    const OPENS: &str = "\u{2068}";
    const CLOSES: &str = "\u{2069}";
    let mut open = 0_usize;
    let mut whole = Vec::new();
    for line in lines {
        let line = format!("{}{line}", OPENS.repeat(open));
        open = line.matches(OPENS).count().saturating_sub(line.matches(CLOSES).count());
        whole.push(format!("{line}{}", CLOSES.repeat(open)));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_isolate_ends_with_its_line_and_goes_on_with_the_next() {
        let lines = ["a \u{2068}b", "c", "d\u{2069} e"].map(str::to_owned);
        let expected = ["a \u{2068}b\u{2069}", "\u{2068}c\u{2069}", "\u{2068}d\u{2069} e"];
        assert_eq!(closed(&lines), expected);
        assert_eq!(closed(&["plain".to_owned()]), ["plain"]);
    }

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        for (given, shown) in [
            ("plain", "plain"),
            ("a\nb\tc", "a\nb\tc"),
            ("a\r\nb\rc\u{85}d\u{2028}e", "a\nb\nc\nd\ne"),
            ("\u{1b}[31mred\u{7f}\0\u{9b}2J", "\u{FFFD}[31mred\u{FFFD}\u{FFFD}\u{FFFD}2J"),
            ("a\u{202E}b\u{202C}", "a\u{FFFD}b\u{FFFD}"),
            ("\u{202B}متن\u{202C}", "\u{202B}متن\u{202C}"),
            ("\u{2067}متن\u{2069}", "\u{2067}متن\u{2069}"),
            ("\u{2067}متن", "\u{FFFD}متن"),
            ("x\u{2069}y", "x\u{FFFD}y"),
            ("\u{2066}a\u{202C}b\u{2069}", "\u{2066}a\u{FFFD}b\u{2069}"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(harmless(given), shown, "{given:?}");
        }
    }

    #[test]
    fn locale_names_tell_the_language() {
        for (name, tongue) in [
            ("fr_CA.UTF-8", Some(Tongue::Fr)),
            ("fa_IR", Some(Tongue::Fa)),
            ("sw@latin", Some(Tongue::Sw)),
            ("id", Some(Tongue::Id)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("de_DE.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(tongue_of_locale(name), tongue, "{name}");
        }
    }

    #[test]
    fn cutting_keeps_clusters_and_columns() {
        for (given, columns, shown) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("漢字仮名", 8, "漢字仮名"),
            ("漢字仮名", 7, "漢字仮…"),
            ("漢字仮名", 6, "漢字…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("a bc", 3, "a…"),
        ] {
            assert_eq!(cut(given, columns), shown, "{given:?} in {columns}");
        }
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
