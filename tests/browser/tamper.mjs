// What a forger can do who edits a page and keeps its script: each change, and where it must show.
//
// `change` runs in the page without its script having run; it marks the place where the red must be with
// `data-test-here`. `states` are those that the place may have; without them the page as a whole must be bad.

const pick = (selector) => `const here = document.querySelector(${JSON.stringify(selector)}); if (!here) throw new Error("the page has no such place"); here.setAttribute("data-test-here", "");`;
const SENTENCE = '#bayan-report [data-bayan$="/exact"]:not([data-bayan-as])';

/** A change at the first place of a selector. */
const at = (what, selector, code, states = ["differs"], only = "") => ({ what, change: pick(selector) + code, states, only });
/** A change of the page as a whole. */
const page = (what, change, bad = "forbidden") => ({ what, change, bad });
const css = (what, rule) => page(what, `const style = document.createElement("style"); style.textContent = ${JSON.stringify(rule)}; document.head.append(style);`);

const firstText = `const walker = document.createTreeWalker(here, NodeFilter.SHOW_TEXT); let text = walker.nextNode(); while (text && !/[\\p{L}\\p{N}]/u.test(text.data)) text = walker.nextNode();`;
const ownOther = `const other = [...document.querySelectorAll(${JSON.stringify(SENTENCE)})].find((one) => one.getAttribute("data-bayan").split(" ")[0] !== here.getAttribute("data-bayan").split(" ")[0]);`;

export const TAMPERS = [
  at("a word is added to a sentence", SENTENCE, `here.append(" not");`),
  at("a letter of a sentence changes", SENTENCE, `${firstText} text.data = text.data.slice(0, -1) + "X";`),
  at("a sentence is cut", SENTENCE, `${firstText} text.data = text.data.slice(0, text.data.length / 2);`),
  at("a sentence is emptied", SENTENCE, `here.textContent = "";`),
  at("a gloss changes", '[data-bayan*="/gloss/"]', `${firstText} text.data = "the opposite " + text.data;`),
  at("the name of a speaker changes", '[data-bayan*="/speaker/party"][data-bayan-as="name"],[data-bayan^="party:"]', `here.textContent = "Somebody Else";`),
  at("an entry number changes", '[data-bayan$=" index"]', `here.textContent = "7";`),
  at("a digest changes", '[data-bayan-as="hex"]', `${firstText} text.data = (text.data[0] === "0" ? "1" : "0") + text.data.slice(1);`),
  at("a speech act changes", '[data-bayan-as="label:act"]', `here.textContent = "admits";`),
  at("the size of the tree changes", '[data-bayan="checkpoint size"]', `here.textContent = "999";`),
  at("the root of the tree changes", '[data-bayan="checkpoint root"]', `${firstText} text.data = text.data.replace(/^./, (c) => (c === "f" ? "e" : "f"));`),
  at("the title changes", "h1 [data-bayan], h1[data-bayan]", `here.textContent = "Nothing happened";`),
  at("a mark is taken away", SENTENCE, `here.removeAttribute("data-bayan");`, ["unmarked"]),
  at("a mark points nowhere", SENTENCE, `here.setAttribute("data-bayan", "999999 /says/claims/0");`, ["unproven"]),
  at("a mark points to a field that is not there", SENTENCE, `here.setAttribute("data-bayan", here.getAttribute("data-bayan") + "/more");`, ["unproven"]),
  at("the way of comparing is unknown", SENTENCE, `here.setAttribute("data-bayan-as", "anything");`, ["forbidden"]),
  at("a sentence becomes the page's own words", SENTENCE, `here.removeAttribute("data-bayan"); here.setAttribute("data-bayan-own", ""); here.textContent = "“We lied”";`, ["unmarked"]),
  at("own words get a number", "#bayan-report [data-bayan-own]:not(:has(*))", `here.append(" 42");`, ["unmarked"]),
  at("own words get a quotation", "#bayan-report [data-bayan-own]:not(:has(*))", `here.append(" \\"it leaked\\"");`, ["unmarked"]),
  at("a computed text rests on nothing", "#bayan-report [data-bayan-computed]", `here.setAttribute("data-bayan-computed", "999999#9");`, ["unproven"]),
  at("a sentence of another entry stands in a claim's place", `[data-bayan-claim] ${SENTENCE.replace("#bayan-report ", "")}`, `${ownOther} here.setAttribute("data-bayan", other.getAttribute("data-bayan")); here.textContent = other.textContent;`, ["misplaced"]),
  // Not told apart: a party that passed the words on, or that the speaker is a part of, as in the Persian report.
  at("a column of claims is headed by somebody else", ".column h3 [data-bayan^='party:'], .column h4 [data-bayan^='party:']", `const other = [...document.querySelectorAll("#bayan-report [data-bayan^='party:']")].find((one) => one.getAttribute("data-bayan") !== here.getAttribute("data-bayan") && !one.closest("[data-bayan-claim]")); if (!other) throw new Error("the page has no such place"); here.setAttribute("data-bayan", other.getAttribute("data-bayan")); here.textContent = other.textContent;`, ["misplaced"], "-en"),
  at("the report is headed by another incident", "h1 [data-bayan^='incident:'], h1[data-bayan^='incident:']", `here.setAttribute("data-bayan", "incident:00000000000000000000000000000000 name");`, ["unproven", "misplaced"]),
  at("a link leads to another claim's evidence", '[data-bayan-claim] a[href^="#c"]', `const other = [...document.querySelectorAll("[id]")].find((one) => /^c\\d+-\\d+$/.test(one.id) && "#" + one.id !== here.getAttribute("href")); here.setAttribute("href", "#" + other.id);`, ["misplaced"]),
  at("the evidence of two claims swaps ids", "[data-bayan-claim][id]", `const other = [...document.querySelectorAll("[data-bayan-claim][id]")].find((one) => one !== here && /^c/.test(one.id)); [here.id, other.id] = [other.id, here.id];`, ["misplaced"]),
  at("text without a mark is added", "#bayan-report", `here.removeAttribute("data-test-here"); const added = document.createElement("p"); added.setAttribute("data-test-here", ""); added.textContent = "The minister admitted it."; here.append(added);`, ["unmarked"]),
  at("text is added beside the report", "body", `here.removeAttribute("data-test-here"); const added = document.createElement("div"); added.setAttribute("data-test-here", ""); added.textContent = "Breaking: leaked"; here.prepend(added);`, ["unmarked"]),
  at("a spoken label is added", "#bayan-report", `here.setAttribute("aria-label", "It was all denied");`, ["unmarked"]),
  at("a part of a sentence is hidden", SENTENCE, `const more = document.createElement("span"); more.textContent = here.textContent; more.style.display = "none"; here.textContent = ""; here.append(more);`, ["forbidden"]),
  at("a sentence is see-through", SENTENCE, `here.style.color = "transparent";`, ["forbidden"]),
  at("a sentence is made too small to see", SENTENCE, `here.style.fontSize = "1px";`, ["forbidden"]),
  at("a sentence is put into a shadow", SENTENCE, `const host = document.createElement("span"); host.innerHTML = here.textContent; here.textContent = ""; here.append(host); here.removeAttribute("data-test-here"); host.setAttribute("data-test-here", ""); host.attachShadow({ mode: "open", serializable: true }).innerHTML = "other words";`, ["forbidden"]),
  css("text by CSS", `#bayan-report::before { content: "It leaked" }`),
  css("text by CSS in escapes", `#bayan-report::before { content: "\\49\\74" }`),
  css("text by CSS from a variable", `:root { --x: "It leaked" } #bayan-report::after { content: var(--x) }`),
  css("text by CSS from an attribute", `#bayan-report::after { content: attr(id) }`),
  css("text by CSS in print only", `@media print { h1::after { content: "draft" } }`),
  css("text by a list's marker", `li { list-style-type: "Leaked " }`),
  css("text by quotes", `q { quotes: "he lied: " "" }`),
  css("text turned around", `q, bdi { unicode-bidi: bidi-override; direction: rtl }`),
  css("text by a font", `@font-face { font-family: x; src: local("y") }`),
  css("text cut to its start", `q, bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }`),
  css("text by a picture in the background", `body { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }`),
  page("a picture is added", `document.body.append(Object.assign(document.createElement("img"), { alt: "" }));`),
  page("another script is added", `const script = document.createElement("script"); script.textContent = "1"; document.head.append(script);`),
  page("an event attribute is added", `document.body.setAttribute("onclick", "alert()");`),
  page("an id is there twice", `const one = document.querySelector("#bayan-report [id]"); const two = document.createElement("div"); two.id = one.id; document.body.append(two);`),
  page("a link leads out", `const link = document.querySelector("#bayan-report a[href]"); link.setAttribute("href", "https://example.org/");`),
  page("a style sheet is shown as text", `document.querySelector("style").style.display = "block";`),
  page("a second bundle is added", `const two = document.getElementById("bayan-bundle").cloneNode(true); two.id = "other"; document.body.append(two);`, "broken"),
  page("the bundle has another id", `document.getElementById("bayan-bundle").id = "other";`, "broken"),
  page("the bundle is gone", `document.getElementById("bayan-bundle").remove();`, "broken"),
  page("the bundle is cut", `const bundle = document.getElementById("bayan-bundle"); bundle.textContent = bundle.textContent.slice(0, -8);`, "broken"),
  page("the pin is of another ledger", `const pin = document.getElementById("bayan-pin"); const said = JSON.parse(pin.textContent); said.entry_0 = "0".repeat(64); pin.textContent = JSON.stringify(said);`, "broken"),
  page("the words for the states change", `const words = document.getElementById("bayan-words"); const said = JSON.parse(words.textContent); said["verify-state-differs"] = said["verify-state-proven"]; words.textContent = JSON.stringify(said);`, "words"),
  page("a claim is left out everywhere", `const path = document.querySelector(${JSON.stringify(SENTENCE)}).getAttribute("data-bayan"); for (const one of document.querySelectorAll('[data-bayan="' + path + '"]')) one.remove();`, "lack"),
  page("the page says that it is of another incident", `document.getElementById("bayan-report").dataset.bayanIncident = "incident:" + "0".repeat(32);`, "lack"),
];

/** A changed byte in a bundle, which must show at the entry that it is in. */
export function changeBundle(html, find) {
  return html.replace(/(<script type="application\/vnd\.bayan\.bundle" id="bayan-bundle">)([^<]*)/, (_, start, encoded) => {
    const bytes = Buffer.from(encoded.replace(/\s+/g, ""), "base64");
    const place = bytes.indexOf(find);
    if (place < 0) throw new Error(`the bundle has no ${find}`);
    bytes[place] ^= 1;
    return start + bytes.toString("base64");
  });
}
