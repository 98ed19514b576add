// Goes through the page and says of each text what it is: proven, computed, the page's own, or not what it must be.

import { listAt, textAt } from "../ledger/rules.ts";
import type { JsonObject } from "../ledger/json.ts";
import { compare, Pointless, Proven } from "./values.ts";
import { plain, type Words } from "./words.ts";

export type State = "proven" | "computed" | "own" | "differs" | "unproven" | "misplaced" | "unmarked" | "forbidden";
export const BAD: readonly State[] = ["differs", "unproven", "misplaced", "unmarked", "forbidden"];

export interface Place {
  element: Element;
  state: State;
  /** What was signed, or what is wrong. */
  detail: string;
  /** The entry that the mark names. */
  entry: number | null;
}

interface Group {
  entry: number;
  number: number;
}

interface Context {
  mark: "proven" | "computed" | "own" | null;
  group: Group | null;
  party: string | null;
  facet: string | null;
  /** In the title and the first heading: the incident that the report is about. */
  heads: string | null;
}

const NOWHERE: Context = { mark: null, group: null, party: null, facet: null, heads: null };
const SAYS = /[\p{L}\p{N}]/u;
const QUOTES = /["“”„‟«»‹›「」『』]|(?:^|[^\p{L}\p{N}])['‘‚]|['’](?=$|[\s,.;:!?)])/u;
const INSIDE = new Set(["bdi", "mark", "del", "wbr", "b", "i", "em", "strong", "br", "tspan", "span"]);
const QUOTING = new Set(["q", "blockquote", "mark", "time", "data", "code", "s", "del", "ins"]);
const WIDE = new Set(["html", "body", "main", "svg", "table"]);
const READ_OUT = ["aria-label", "title", "alt", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label", "summary"];

export class Reading {
  readonly places: Place[] = [];
  /** `ENTRY POINTER` of every mark that is proven and can be seen. */
  readonly shown = new Set<string>();

  constructor(
    private readonly proven: Proven | null,
    private readonly words: Words,
    /** Elements that this script made. */
    private readonly made: WeakSet<Node>,
    private readonly own: Element,
  ) {}

  async read(page: Document, pause: () => Promise<void>): Promise<void> {
    const stack: [Element, Context][] = [[page.body, NOWHERE]];
    const title = page.querySelector("title");
    if (title) stack.push([title, NOWHERE]);
    let seen = 0;
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [element, context] = next;
      const inner = this.element(element, context);
      for (const child of [...element.children].reverse()) {
        if (child === this.own || this.made.has(child) || isSilent(child)) continue;
        stack.push([child, inner]);
      }
      if (++seen % 200 === 0) await pause();
    }
    this.headings();
  }

  /** Names of parties that stand outside the claims: each heads the nearest box with claims, if it is the only one there. */
  private readonly heads: { place: Place; party: string }[] = [];

  /** A box of claims that is headed by one party holds a claim that this party has to do with. */
  private headings(): void {
    const marks = new Map(this.heads.map((head) => [head.place.element, head]));
    const seen = new Map<Element, { claims: string[]; parties: Set<string> }>();
    const look = (box: Element): { claims: string[]; parties: Set<string> } => {
      const before = seen.get(box);
      if (before) return before;
      const claims = claimsIn(box);
      const inside = claims.length === 0 ? [] : [...box.querySelectorAll('[data-bayan^="party:"]')];
      const found = { claims, parties: new Set(inside.flatMap((one) => marks.get(one)?.party ?? [])) };
      seen.set(box, found);
      return found;
    };
    for (const { place, party } of this.heads) {
      let box = place.element.parentElement;
      while (box && look(box).claims.length === 0) box = box.parentElement;
      if (!box) continue;
      const { claims, parties } = look(box);
      if (parties.size > 1 || claims.some((claim) => this.involved(claim).has(party))) continue;
      place.state = "misplaced";
      place.detail = claims.slice(0, 3).join(" ");
    }
  }

  private readonly known = new Map<string, Set<string>>();

  /** Whose words a claim is: its speakers, those it came from by its chain, not those who print it, and what they are part of; the
   * publisher's, where nobody is named as the speaker. */
  private involved(claim: string): Set<string> {
    const entry = claim.split("#")[0]!;
    const before = this.known.get(entry);
    if (before) return before;
    const says = this.proven!.claim(Number(entry), 0)?.says ?? {};
    const named = speakers(says);
    const hops = listAt(says, "/chain").filter((hop) => named.length === 0 || !/publishes$|own_voice|quotes|paraphrases/.test(textAt(hop, "/kind") ?? ""));
    const publisher = named.length === 0 ? (textAt(says, "/publisher") ?? []) : [];
    const parties = new Set([...named, ...[publisher].flat(), ...hops.flatMap((hop) => textAt(hop, "/by/party") ?? [])]);
    for (const one of parties) for (const whole of this.proven!.wholesOf(one)) parties.add(whole);
    this.known.set(entry, parties);
    return parties;
  }

  private tell(element: Element, state: State, detail = "", entry: number | null = null): void {
    this.places.push({ element, state, detail, entry });
  }

  private element(element: Element, outer: Context): Context {
    let context = this.groups(element, outer);
    const marks = ["data-bayan", "data-bayan-computed", "data-bayan-own"].filter((name) => element.hasAttribute(name));
    if (marks.length > 1) this.tell(element, "forbidden", marks.join(" "));
    if (marks[0] === "data-bayan") {
      this.prove(element, context);
      context = { ...context, mark: "proven" };
    } else if (marks[0] === "data-bayan-computed") {
      this.computed(element);
      context = { ...context, mark: "computed" };
    } else if (marks[0] === "data-bayan-own") {
      if (WIDE.has(element.localName)) this.tell(element, "forbidden", "data-bayan-own");
      else context = { ...context, mark: "own" };
    } else if (outer.mark === "proven" && !INSIDE.has(element.localName)) this.tell(element, "forbidden", `<${element.localName}>`);
    this.texts(element, context, marks[0]);
    if (element.localName === "a") this.link(element, context);
    return context;
  }

  /** Texts that stand right in an element, and those that are read out for it. */
  private texts(element: Element, context: Context, mark: string | undefined): void {
    const texts = [...element.childNodes].filter((node): node is Text => node.nodeType === Node.TEXT_NODE && SAYS.test((node as Text).data)).map((node) => node.data);
    const spoken = READ_OUT.map((name) => element.getAttribute(name) ?? "").filter((text) => SAYS.test(text));
    if (spoken.length > 0 && (context.mark === null || context.mark === "proven")) this.tell(element, "unmarked", spoken.join(" "));
    if (context.mark === null && texts.length > 0) this.tell(element, "unmarked", plain(texts.join(" ")).slice(0, 80));
    if (context.mark !== "own") return;
    const problem = [...texts, ...spoken].find((text) => /\p{N}/u.test(text) || QUOTES.test(text));
    const key = element.getAttribute("data-bayan-own") ?? "";
    if (problem !== undefined) this.tell(element, "unmarked", plain(problem).slice(0, 80));
    else if (texts.length > 0 && QUOTING.has(element.localName)) this.tell(element, "unmarked", `<${element.localName}>`);
    else if (key !== "" && (!this.words.isKnown || plain(element.textContent!) !== plain(this.words.say(key)))) this.tell(element, "differs", this.words.say(key));
    else if (mark !== undefined) this.tell(element, "own");
  }

  private groups(element: Element, outer: Context): Context {
    const context = { ...outer };
    const [claim, party, facet] = ["data-bayan-claim", "data-bayan-party", "data-bayan-facet"].map((name) => element.getAttribute(name));
    if (party != null) context.party = party === "" ? null : party;
    if (facet != null) context.facet = facet === "" ? null : facet;
    if (claim != null) context.group = claim === "" ? null : this.group(element, claim, context);
    if (element.localName === "h1" || element.localName === "title") context.heads = element.ownerDocument.getElementById("bayan-report")?.getAttribute("data-bayan-incident") ?? null;
    const number = /^c([0-9]+)-([0-9]+)$/.exec(element.id);
    if (number && claim !== `${number[1]}#${number[2]}`) this.tell(element, "misplaced", element.id);
    return context;
  }

  private group(element: Element, written: string, context: Context): Group | null {
    const [, entry, number] = /^([0-9]+)#([0-9]+)$/.exec(written) ?? [];
    const group = { entry: Number(entry), number: Number(number) };
    if (!this.proven) return null;
    const found = entry === undefined ? undefined : this.proven.claim(group.entry, group.number);
    if (!found) {
      this.tell(element, "unproven", written, entry === undefined ? null : group.entry);
      return null;
    }
    if (context.party !== null && !speakers(found.says).includes(context.party)) this.tell(element, "misplaced", `${written}: ${this.proven.namesOf(speakers(found.says)[0] ?? "")[0] ?? ""}`, group.entry);
    if (context.facet !== null && textAt(found.claim, "/facet") !== context.facet) this.tell(element, "misplaced", `${written}: ${textAt(found.claim, "/facet")}`, group.entry);
    return group;
  }

  private prove(element: Element, context: Context): void {
    const mark = element.getAttribute("data-bayan")!;
    const [, where, path] = /^(\S+) (\S+)$/.exec(mark) ?? [];
    const entry = where !== undefined && /^[0-9]+$/.test(where) ? Number(where) : null;
    const how = element.getAttribute("data-bayan-as") ?? (path === "name" ? "name" : "text");
    if (!this.proven || where === undefined || path === undefined) return this.tell(element, "unproven", mark, entry);
    // A sentence is shown whole: nothing short of all its words passes for them.
    if (path.endsWith("/exact") && how !== "text" && how !== "strike") return this.tell(element, "forbidden", `data-bayan-as="${how}"`, entry);
    if (how !== "strike" && element.querySelector("del")) return this.tell(element, "forbidden", "<del>", entry);
    try {
      const value = this.proven.value(where, path);
      const difference = compare(this.shownText(element), value, how, this.proven, this.words);
      if (difference) return this.tell(element, "differs", difference.signed, entry);
      const stamp = element.getAttribute("datetime");
      if (stamp !== null && stamp !== String(value)) return this.tell(element, "differs", String(value), entry);
      const place = this.misplaced(where, path, value, how, context);
      if (place !== null) return this.tell(element, "misplaced", place, entry);
      const hidden = isHidden(element);
      if (hidden !== null) return this.tell(element, "forbidden", hidden, entry);
      if (isSeen(element)) this.shown.add(mark);
      this.tell(element, "proven", "", entry);
      if (where.startsWith("party:") && !context.group) this.heads.push({ place: this.places.at(-1)!, party: where });
    } catch (error) {
      if (!(error instanceof Pointless)) throw error;
      this.tell(element, "unproven", error.message, entry);
    }
  }

  /** The text of an element without what this script put into it. */
  private shownText(element: Element): string {
    let text = "";
    for (const node of element.childNodes) {
      if (this.made.has(node)) continue;
      if (node.nodeType === Node.TEXT_NODE) text += (node as Text).data;
      else if (node.nodeType === Node.ELEMENT_NODE) text += (node as Element).localName === "br" ? " " : this.shownText(node as Element);
    }
    return text;
  }

  /** Why a proven text does not belong into its group; null where it does. */
  private misplaced(where: string, path: string, value: unknown, how: string, context: Context): string | null {
    const { group, party } = context;
    if (where.startsWith("incident:") && context.heads !== null && context.heads !== where) return context.heads;
    if (party !== null && how === "name" && path.includes("/speaker/") && value !== party) return String(value);
    if (!group) return null;
    if (/^[0-9]+$/.test(where) && Number(where) !== group.entry) return `${where} / ${group.entry}#${group.number}`;
    const number = /\/claims\/([0-9]+)(?:\/|$)/.exec(path)?.[1];
    if (number !== undefined && Number(number) !== group.number) return `${where}#${number} / ${group.entry}#${group.number}`;
    if (!where.startsWith("sha256:")) return null;
    const { claim } = this.proven!.claim(group.entry, group.number)!;
    const quoted = listAt(claim, "/segments").map((segment) => textAt(segment, "/artifact"));
    return quoted.includes(where.slice(7)) ? null : where;
  }

  private computed(element: Element): void {
    const sources = element.getAttribute("data-bayan-computed")!.split(/\s+/).filter((source) => source !== "");
    const lost = sources.find((source) => {
      const [, entry, number] = /^([0-9]+)(?:#([0-9]+))?$/.exec(source) ?? [];
      if (entry === undefined || !this.proven) return true;
      return number === undefined ? !this.proven.bundle.told.has(Number(entry)) : !this.proven.claim(Number(entry), Number(number));
    });
    if (lost === undefined) this.tell(element, "computed");
    else this.tell(element, "unproven", lost);
  }

  /** A link to the evidence of a claim leads to that of its own group. */
  private link(element: Element, { group }: Context): void {
    const [, entry, number] = /^#c([0-9]+)-([0-9]+)$/.exec(element.getAttribute("href") ?? "") ?? [];
    if (entry === undefined || !group) return;
    if (Number(entry) !== group.entry || Number(number) !== group.number) this.tell(element, "misplaced", `#c${entry}-${number} / ${group.entry}#${group.number}`);
  }
}

/** The claims that stand in a box, by its groups, its links to evidence and the sources of what is computed. */
function claimsIn(box: Element): string[] {
  const all = new Set<string>();
  for (const one of box.querySelectorAll("[data-bayan-claim],[data-bayan-computed],a[href^='#c']")) {
    const said = `${one.getAttribute("data-bayan-claim") ?? ""} ${one.getAttribute("data-bayan-computed") ?? ""}`;
    for (const [claim] of said.matchAll(/[0-9]+#[0-9]+/g)) all.add(claim);
    const [, entry, number] = /^#c([0-9]+)-([0-9]+)$/.exec(one.getAttribute("href") ?? "") ?? [];
    if (entry !== undefined) all.add(`${entry}#${number}`);
  }
  return [...all];
}

export function speakers(says: JsonObject): string[] {
  const one = textAt(says, "/speaker/party");
  return one === undefined ? listAt(says, "/speaker/ambiguous/between").map(String) : [one];
}

const isSilent = (element: Element): boolean => ["script", "style", "noscript"].includes(element.localName);

/** Whether an element is shown, or would be once a closed `details` is opened. */
function isSeen(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest("details:not([open])") !== null;
}

const CLEAR = /^(?:transparent|rgba\(.*,\s*0\)|color\(.*\/\s*0\)|none)$/;

/** How an element hides a part of its text; null where it does not. */
function isHidden(element: Element): string | null {
  const base = getComputedStyle(element);
  const isSvg = element.namespaceURI === "http://www.w3.org/2000/svg";
  if (element.localName === "title" || element.localName === "desc") return null;
  if (base.textTransform !== "none") return "text-transform";
  if (base.getPropertyValue("-webkit-text-security") !== "none" && base.getPropertyValue("-webkit-text-security") !== "") return "text-security";
  if (CLEAR.test(isSvg ? base.fill : base.color)) return "color";
  if (Number.parseFloat(base.fontSize) < 4) return "font-size";
  for (const child of element.querySelectorAll("*")) {
    if (child.localName === "br" || child.localName === "wbr") continue;
    const { display, visibility, opacity, position, float, clipPath, transform, textTransform, fontSize, color, fill } = getComputedStyle(child);
    if (display === "none" || visibility !== base.visibility || Number(opacity) < 0.5) return "display";
    if (!["static", "relative"].includes(position) || float !== "none" || clipPath !== "none" || transform !== "none" || textTransform !== "none") return "position";
    if (Number.parseFloat(fontSize) < Number.parseFloat(base.fontSize) / 2 || CLEAR.test(isSvg ? fill : color)) return "font-size";
  }
  return isSeen(element) && element.checkVisibility() && !isDrawn(element) ? "display" : null;
}

/** Whether each text in an element that is shown takes up room. */
function isDrawn(element: Element): boolean {
  const range = element.ownerDocument.createRange();
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!SAYS.test((node as Text).data)) continue;
    range.selectNodeContents(node);
    if (range.getClientRects().length === 0) return false;
  }
  return true;
}

/** Sentences of the incident that the page must show, as marks. */
export function expected(proven: Proven, incident: string, asOf: number): string[] {
  const all: string[] = [];
  const gone = new Set<string>();
  const { told, entries, withheld } = proven.bundle;
  for (const { index, statement, body } of told.values()) {
    if (index > asOf || statement.kind !== "amend" || !body) continue;
    for (const target of listAt(body, "/says/targets")) gone.add(String(target));
  }
  for (const { index, parts, statement } of entries) {
    if (index > asOf || gone.has(statement.id) || withheld.has(statement.id) || !parts.some(({ name }) => name === incident)) continue;
    for (let n = 0; ; n++) {
      const found = proven.claim(index, n);
      if (!found) break;
      listAt(found.claim, "/segments").forEach((_, k) => all.push(`${index} ${found.pointer}/segments/${k}/exact`));
    }
  }
  return all;
}
