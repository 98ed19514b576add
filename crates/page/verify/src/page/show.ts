// Shows what was found: at each place, and in the summary on top.

import { BAD, type Place, type State } from "./marks.ts";
import type { Words } from "./words.ts";

const RED = "#b3141d";
const GREEN = "#1a7f37";
const SIGN = "\u2717 ";
/** What is longer is a box of many texts: it gets its frame in red and is left readable. */
const LONG = 2_000;
const MOST_FLAGS = 400;
const MOST_LINES = 60;

/** Sets a style that no sheet of the page takes back, also not by a transition that never ends. */
function force(element: Element, styles: Record<string, string>): void {
  const { style } = element as HTMLElement;
  style.setProperty("transition", "none", "important");
  style.setProperty("animation", "none", "important");
  for (const [name, value] of Object.entries(styles)) style.setProperty(name, value, "important");
}

/** Undoes what an earlier run showed. */
export class Shown {
  private readonly undo: (() => void)[] = [];

  constructor(
    private readonly made: WeakSet<Node>,
    private readonly words: Words,
  ) {}

  clear(): void {
    for (const act of this.undo.splice(0).reverse()) act();
  }

  private keep(element: Element, name: string): void {
    const before = element.getAttribute(name);
    this.undo.push(() => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before)));
  }

  private set(element: Element, name: string, value: string): void {
    this.keep(element, name);
    element.setAttribute(name, value);
  }

  /** Marks every place; the bad ones in red, with words. Says how many there are of each state. */
  places(places: readonly Place[]): Map<State, number> {
    const counts = new Map<State, number>();
    const worst = new Map<Element, Place>();
    for (const place of places) {
      const before = worst.get(place.element);
      if (!before || (BAD.includes(place.state) && !BAD.includes(before.state))) worst.set(place.element, place);
    }
    let flags = 0;
    for (const place of worst.values()) {
      counts.set(place.state, (counts.get(place.state) ?? 0) + 1);
      if (place.element !== document.documentElement) this.set(place.element, "data-bayan-state", place.state);
      if (BAD.includes(place.state)) this.flag(place, flags++ < MOST_FLAGS);
    }
    return counts;
  }

  private flag(place: Place, inWords: boolean): void {
    const { element } = place;
    // The state of the root is that of the whole page; the title stands in no page.
    if (element === document.documentElement || (element.localName === "title" && element.namespaceURI?.endsWith("xhtml"))) return;
    this.keep(element, "style");
    const isSvg = element.namespaceURI === "http://www.w3.org/2000/svg";
    force(element, { outline: `2px solid ${RED}`, "outline-offset": "1px", visibility: "visible", opacity: "1" });
    if (isSvg) force(element, { fill: RED, "text-decoration": "underline wavy" });
    else if (element.textContent!.length < LONG) force(element, { "background-color": RED, color: "#fff", "-webkit-text-fill-color": "#fff" });
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (up.localName === "details" && !up.hasAttribute("open")) this.set(up, "open", "");
    }
    this.set(element, "aria-describedby", `bayan-is-${place.state}`);
    if (inWords) this.say(element, isSvg, ` ${SIGN}${this.words.say(`verify-state-${place.state}`)}`);
  }

  /** Puts the words of a state into the element itself, where it can hold text. */
  private say(element: Element, isSvg: boolean, text: string): void {
    if (isSvg && !["text", "tspan"].includes(element.localName)) return;
    if (/^(table|thead|tbody|tfoot|tr|colgroup|ul|ol|dl|details|svg|html|body|br|hr|img|input|select|textarea|video|audio|canvas|iframe)$/.test(element.localName)) return;
    const note = isSvg ? document.createElementNS(element.namespaceURI, "tspan") : document.createElement("strong");
    note.textContent = isSvg ? ` ${SIGN}` : text;
    force(note, isSvg ? { fill: RED } : { color: "#fff", "-webkit-text-fill-color": "#fff", "background-color": RED, display: "inline", "font-size": "0.8rem", "font-weight": "700" });
    this.made.add(note);
    element.append(note);
    this.undo.push(() => note.remove());
  }

  /** Leaves nothing to be seen but what is proven, or wrong; or takes that back. */
  private narrowed: (() => void)[] | null = null;
  onlyProven(places: readonly Place[], own: Element): boolean {
    if (this.narrowed) {
      for (const act of this.narrowed.reverse()) act();
      this.narrowed = null;
      return false;
    }
    const undo: (() => void)[] = (this.narrowed = []);
    const see = (element: Element, visibility: string): void => {
      const { style } = element as HTMLElement;
      const [before, priority] = [style.getPropertyValue("visibility"), style.getPropertyPriority("visibility")];
      undo.push(() => style.setProperty("visibility", before, priority));
      style.setProperty("visibility", visibility, "important");
    };
    see(document.body, "hidden");
    see(own, "visible");
    for (const { element, state } of places) if (state === "proven" || BAD.includes(state)) see(element, "visible");
    for (const { element, state } of places) if ((state === "own" || state === "computed") && !places.some((other) => other.element === element && other.state === "proven")) see(element, "hidden");
    return true;
  }
}

export interface Line {
  text: string;
  good?: boolean;
  bad?: boolean;
}

/** The summary, written anew into the section that the page has for it. */
export class Summary {
  private readonly status = document.createElement("div");
  private readonly rest = document.createElement("div");

  constructor(
    section: Element,
    private readonly words: Words,
    private readonly made: WeakSet<Node>,
  ) {
    const heading = element("h2", this.words.say("verify-heading"));
    heading.id = "bayan-verify-heading";
    section.setAttribute("aria-labelledby", heading.id);
    this.status.setAttribute("role", "status");
    section.replaceChildren(heading, this.status, this.rest, this.states());
    made.add(section);
    force(section, { display: "block", visibility: "visible", opacity: "1", position: "static", transform: "none", "clip-path": "none" });
  }

  /** The words of the states, for `aria-describedby`. */
  private states(): Element {
    const list = element("div", "");
    list.hidden = true;
    for (const state of BAD) {
      const word = element("span", this.words.say(`verify-state-${state}`));
      word.id = `bayan-is-${state}`;
      list.append(word);
    }
    return list;
  }

  busy(text: string): void {
    this.status.replaceChildren(element("p", text));
  }

  verdict(good: boolean, text: string, lines: readonly Line[], places: readonly Place[]): void {
    const head = element("p", `${good ? "\u2713" : "\u2717"} ${text}`);
    force(head, { "font-weight": "700", "border-inline-start": `0.4rem solid ${good ? GREEN : RED}`, "padding-inline-start": "0.6rem" });
    const list = element("ul", "");
    for (const { text: line, bad } of lines) {
      const item = element("li", line);
      if (bad) force(item, { "border-inline-start": `0.3rem solid ${RED}`, "padding-inline-start": "0.4rem" });
      list.append(item);
    }
    this.status.replaceChildren(head, list);
    if (places.length > 0) this.status.append(this.bad(places));
  }

  private bad(places: readonly Place[]): Element {
    const list = element("ol", "");
    for (const [n, place] of places.slice(0, MOST_LINES).entries()) {
      const item = element("li", "");
      const what = `${this.words.say(`verify-state-${place.state}`)}${place.entry === null ? "" : ` (${place.entry})`}`;
      const target = place.element;
      if (target.isConnected && !["html", "body", "title", "head", "style", "script"].includes(target.localName)) {
        target.id ||= `bayan-place-${n}`;
        const link = element("a", what) as HTMLAnchorElement;
        link.href = `#${encodeURIComponent(target.id)}`;
        item.append(link);
      } else item.append(what);
      if (place.detail !== "") item.append(": ", isolated(place.state === "differs" ? this.words.say("verify-signed", { text: place.detail }) : place.detail));
      list.append(item);
    }
    if (places.length > MOST_LINES) list.append(element("li", this.words.say("verify-more", { n: places.length - MOST_LINES })));
    return list;
  }

  /** The buttons, the field for the reader's pin, and the bundle to take away. */
  controls(bundle: Uint8Array<ArrayBuffer> | null, name: string, act: { again: () => void; pin: (text: string) => boolean; only: () => boolean }): void {
    const { words } = this;
    const again = button(words.say("verify-again"), act.again);
    const only = button(words.say("verify-only-proven"), () => {
      const isOn = act.only();
      only.textContent = words.say(isOn ? "verify-everything" : "verify-only-proven");
      only.setAttribute("aria-pressed", String(isOn));
    });
    only.setAttribute("aria-pressed", "false");
    const row = element("p", "");
    row.append(again, " ", only);
    this.rest.replaceChildren(row, this.pinForm(act.pin));
    if (bundle) this.rest.append(this.save(bundle, name));
    this.rest.append(element("p", words.say("verify-limits")));
    this.made.add(this.rest);
  }

  private pinForm(use: (text: string) => boolean): Element {
    const { words } = this;
    const box = element("details", "");
    const label = element("label", words.say("verify-pin-label")) as HTMLLabelElement;
    const field = element("textarea", "") as HTMLTextAreaElement;
    [field.id, field.rows, field.spellcheck] = ["bayan-own-pin", 5, false];
    force(field, { display: "block", "inline-size": "100%", "box-sizing": "border-box" });
    field.dir = "ltr";
    label.htmlFor = field.id;
    const fileLabel = element("label", `${words.say("verify-pin-file")} `) as HTMLLabelElement;
    const file = element("input", "") as HTMLInputElement;
    file.type = "file";
    fileLabel.append(file);
    file.addEventListener("change", () => void file.files?.[0]?.text().then((text) => (field.value = text)));
    const problem = element("p", "");
    problem.setAttribute("role", "alert");
    const go = button(words.say("verify-pin-use"), () => (problem.textContent = use(field.value) ? "" : words.say("verify-pin-unread")));
    box.append(element("summary", words.say("verify-pin-label")), label, field, fileLabel, " ", go, problem);
    return box;
  }

  private save(bundle: Uint8Array<ArrayBuffer>, name: string): Element {
    const link = element("a", this.words.say("verify-save")) as HTMLAnchorElement;
    link.download = name;
    link.href = URL.createObjectURL(new Blob([bundle], { type: "application/vnd.bayan.bundle" }));
    const line = element("p", `${this.words.say("verify-save-why")} `);
    const command = element("code", `bayan check-proof ${name} --pin PIN`);
    command.dir = "ltr";
    line.append(command, " ", link);
    return line;
  }
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function isolated(text: string): HTMLElement {
  return element("bdi", text);
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = element("button", text) as HTMLButtonElement;
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
