//! The page around the pictures: head, styles, what is embedded, and nothing from anywhere else.

use bayan_proof::hash::Sha256;
use bayan_words::{Arg, Words};
use data_encoding::BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Map, Value};

use crate::report::Embedded;

/// The styles: light, dark, print.
const STYLE: &str = include_str!("style.css");

/// The keys of the words that the verifier reads, one a line, each followed by its variables.
const KEYS: &str = include_str!("../verify/words.keys");

/// A digest as a content security policy names it (CSP3 §2.3.1, hash-source).
fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::of(text.as_bytes()).0))
}

/// The policy of a page: nothing is loaded, and no other script than the one in it runs. Styles may stand inline, for the
/// verifier marks what differs by styles that no rule of a changed copy overrides.
fn policy(embedded: Option<Embedded<'_>>) -> String {
    let script = embedded.map_or_else(|| "'none'".to_owned(), |it| hash_source(it.script));
    format!(
        "default-src 'none'; script-src {script}; style-src 'unsafe-inline'; img-src 'none'; base-uri 'none'; form-action 'none'"
    )
}

/// The title of a page.
pub(crate) enum Title {
    /// Of one incident, by its id and the name that is shown.
    Incident(String, String),
    /// Of several.
    Own(String),
}

/// A whole page.
pub(crate) fn page(
    speech: &Words,
    title: &Title,
    body: &Markup,
    embedded: Option<Embedded<'_>>,
) -> String {
    let tongue = speech.tongue();
    let page = html! {
        (DOCTYPE)
        html lang=(tongue.tag()) dir=(tongue.direction().name()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(embedded));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                @match title {
                    Title::Incident(id, name) => title data-bayan={ (id) " name" } data-bayan-as="name" { (name) },
                    Title::Own(text) => title data-bayan-own { (text) },
                }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#bayan-report" data-bayan-own { (speech.text("page-skip")) }
                (body)
                @if let Some(embedded) = embedded { (carried(speech, embedded)) }
            }
        }
    };
    page.into_string()
}

/// What the page carries: the bundle, the pin, the words that the verifier reads numbers and dates by, and the verifier.
/// Base64 holds no `<`, in JSON it is escaped, and the script is our own.
fn carried(speech: &Words, embedded: Embedded<'_>) -> Markup {
    let json = |text: &str| PreEscaped(text.replace('<', "\\u003c"));
    html! {
        script type="application/vnd.bayan.bundle" id="bayan-bundle" { (PreEscaped(BASE64.encode(embedded.bundle))) }
        script type="application/json" id="bayan-pin" { (json(embedded.pin)) }
        script type="application/json" id="bayan-words" { (json(&words(speech))) }
        script { (PreEscaped(embedded.script)) }
    }
}

/// The words that the verifier reads numbers, dates and labels by, as one JSON object: every variable stands as its name in
/// braces.
fn words(speech: &Words) -> String {
    let plain = Words::new(speech.tongue());
    let one = |line: &str| {
        let mut parts = line.split_ascii_whitespace();
        let key = parts.next()?;
        let names: Vec<(&str, String)> = parts.map(|name| (name, format!("{{{name}}}"))).collect();
        let variables: Vec<(&str, Arg<'_>)> =
            names.iter().map(|(name, text)| (*name, text.into())).collect();
        Some((key.to_owned(), Value::String(plain.with(key, &variables))))
    };
    let words: Map<String, Value> = KEYS.lines().filter_map(one).collect();
    Value::Object(words).to_string()
}
