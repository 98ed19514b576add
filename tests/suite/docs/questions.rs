//! `docs/questions.md`: each question that users ask, with the commands that answer it and what they print on the demo's
//! ledger, built with a clock and a seed that repeat.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bayan_cli::args::Cli;
use bayan_cli::context::Context;
use bayan_cli::system::{System, Terminal};
use bayan_cli::ui::{ColorChoice, Format, Ui};
use bayan_proof::num::UnixMillis;
use bayan_tests::{SeededEntropy, TickingClock};
use clap::Parser as _;

use super::{keep_current, root};
use crate::binary::binary;

/// When the demo of the document is built: 2026-01-13T10:00:00Z, after everything that it captures.
const BUILT_AT: UnixMillis = UnixMillis(1_768_298_400_000);
/// How many lines of an answer stand in the document.
const LINES_MAX: usize = 60;

/// A question, the commands that answer it, and what is to be said of the answer.
struct Asked {
    question: &'static str,
    commands: &'static [&'static str],
    note: &'static str,
}

const QUESTIONS: &[Asked] = &[
    Asked {
        question: "What did they say about data loss, when, in which words, and did it change?",
        commands: &["bayan history in-nagar-palika --party neeraj-mandloi --facet data.safety"],
        note: "",
    },
    Asked {
        question: "Who first said \"no hack\", and what is the narrowest form of that denial today?",
        commands: &["bayan history ir-civil-registry --facet incident.intrusion"],
        note: "The order is the one that is known; what cannot be ordered says so.",
    },
    Asked {
        question: "Which claims rest on one origin?",
        commands: &["bayan ask id-patient-data market.price"],
        note: "Two claims, one origin: the second is a machine's translation of the first.",
    },
    Asked {
        question: "Which figures are in play for records affected, with bounds, and whose?",
        commands: &["bayan ask id-patient-data confidentiality.records"],
        note: "",
    },
    Asked {
        question: "What was promised, by whom, is it due, was it kept?",
        commands: &["bayan promises in-nagar-palika --now 2026-01-14"],
        note: "",
    },
    Asked {
        question: "Who has not spoken, since when?",
        commands: &["bayan silent ir-civil-registry"],
        note: "",
    },
    Asked {
        question: "What was known as of Thursday noon, and what did we know then?",
        commands: &[
            "bayan ask id-patient-data response.directive --said-by 2022-01-06T05:00:00Z",
            "bayan ask id-patient-data response.directive --as-of 125",
        ],
        note: "`--said-by` asks what had been said by then, `--as-of` what this ledger held then. They combine.",
    },
    Asked {
        question: "Which services were down, for whom, and who disagrees?",
        commands: &[
            "bayan ask in-nagar-palika availability.services",
            "bayan ask in-nagar-palika availability.exempt",
            "bayan conflicts in-nagar-palika outage",
        ],
        note: "",
    },
    Asked {
        question: "Which claims are the reporter's own?",
        commands: &["bayan history ke-hacking-week --party ke-outlet-two"],
        note: "",
    },
    Asked {
        question: "Which came through machine translation?",
        commands: &["bayan ask id-patient-data market.sale"],
        note: "The chain says so; in `bayan export` the column `chain` holds a hop `translates`.",
    },
    Asked {
        question: "What does the headline say that the body does not, and which words of doubt were dropped?",
        commands: &["bayan headlines in-nagar-palika", "bayan headlines id-patient-data"],
        note: "",
    },
    Asked {
        question: "What does one deny that another admits?",
        commands: &["bayan conflicts ir-civil-registry confidentiality.access"],
        note: "",
    },
    Asked {
        question: "Which kinds of data are claimed by anyone, and which by the operator?",
        commands: &["bayan conflicts ir-civil-registry confidentiality.types"],
        note: "",
    },
    Asked {
        question: "Who is blamed by whom, and was that party heard?",
        commands: &["bayan responsibility ir-civil-registry"],
        note: "",
    },
    Asked {
        question: "Is this the same incident, and who says so?",
        commands: &["bayan list links --incident ke-ecitizen"],
        note: "",
    },
    Asked {
        question: "Show the exact sentence, and prove that it was not altered.",
        commands: &[
            "bayan blame in-nagar-palika data.backup_rate",
            "bayan prove 112 -o sentence.tlog-proof",
            "bayan check-proof sentence.tlog-proof --pin ../pin.toml",
        ],
        note: "",
    },
    Asked {
        question: "Prove that nothing by this speaker was left out.",
        commands: &[
            "bayan list utterances --party neeraj-mandloi",
            "bayan verify --pin ../pin.toml",
        ],
        note: "Each entry is chained to the one before of the same incident and of the same key. `verify` follows all of \
        these chains and compares the lists of the read model with the log: a list made from a ledger that verifies is whole.",
    },
    Asked {
        question: "Who recorded this, with which key, and what did they vouch for?",
        commands: &["bayan show 112"],
        note: "",
    },
    Asked {
        question: "What did we ourselves correct, and when?",
        commands: &["bayan list amendments"],
        note: "",
    },
    Asked {
        question: "Which legal clock started at which claim, and has the next filing come?",
        commands: &[
            "bayan clocks in-nagar-palika --now 2026-01-14",
            "bayan clocks in-nagar-palika --regime cert_in --now 2026-01-14",
        ],
        note: "",
    },
    Asked {
        question: "Which questions are still open?",
        commands: &["bayan questions in-nagar-palika --open"],
        note: "",
    },
    Asked {
        question: "Give me one page to send to an editor, a court, a regulator.",
        commands: &["bayan show incident:in-nagar-palika"],
        note: "`bayan export` gives every claim of it as a table.",
    },
    Asked {
        question: "What changed since I last looked?",
        commands: &["bayan diff ke-hacking-week --from 102"],
        note: "",
    },
    Asked {
        question: "Where do two outlets print different numbers for one utterance?",
        commands: &["bayan conflicts id-patient-data extent"],
        note: "Nowhere in the demo. Where they do, the bounds of each side stand below the two sentences.",
    },
    Asked {
        question: "Do we two see the same picture?",
        commands: &["bayan state-digest --all"],
        note: "",
    },
];

/// See [`keep_current`].
#[test]
fn the_questions_are_current() {
    let path = root().join("docs/questions.md");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    keep_current(&path, &kept, &document());
}

fn document() -> String {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path().join("demo");
    build(&top);
    let mut text = String::from(
        "# Questions\n\nMade from the program by a test; do not edit. Each question that users ask, with the commands that \
         answer it and what they print on the ledger that `bayan demo` builds. In another demo keys, ids and \
         times are others, and so is the order of what nothing orders.\n\nThe incidents happened; the words are the demo's own.\n",
    );
    for (number, asked) in (1..).zip(QUESTIONS) {
        writeln!(text, "\n## {number}. {}", asked.question).unwrap();
        for command in asked.commands {
            writeln!(text, "\n```text\n$ {command}\n{}\n```", answer(&top, command)).unwrap();
        }
        if !asked.note.is_empty() {
            writeln!(text, "\n{}", asked.note).unwrap();
        }
    }
    text
}

/// Builds the demo's ledger in this process, with a clock that ticks and entropy that repeats.
fn build(top: &Path) {
    let system = System {
        clock: Arc::new(TickingClock::new(BUILT_AT, 1_000)),
        entropy: Arc::new(SeededEntropy::new(2026)),
        variable: |_| None,
        terminal: Terminal::default(),
    };
    let cli = Cli::try_parse_from(["bayan", "demo", "--dir", top.to_str().unwrap()]).unwrap();
    let ui = Ui::new(&system, Format::Text, ColorChoice::Never, true).muted();
    let mut context = Context::new(system, ui, cli.global);
    cli.command.run(&mut context).unwrap_or_else(|failure| panic!("{failure:?}"));
}

/// What a command prints in the demo's ledger, which must go well.
fn answer(top: &Path, command: &str) -> String {
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let output = Command::new(binary())
        .args(&words)
        .current_dir(top.join("ledger"))
        .env_clear()
        .env("XDG_STATE_HOME", top.join("state"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}: {said}{error}");
    assert!(!said.contains('\u{1b}'), "{command}: a pipe is plain");
    let lines: Vec<&str> = said.trim_end().lines().map(str::trim_end).collect();
    assert!(!lines.is_empty(), "{command} prints nothing");
    let more = lines.len().saturating_sub(LINES_MAX);
    let mut shown = lines.into_iter().take(LINES_MAX).collect::<Vec<_>>().join("\n");
    if more > 0 {
        write!(shown, "\n… ({more} more lines)").unwrap();
    }
    shown
}
