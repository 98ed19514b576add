// What a mark points to, and whether a text says it.

import { listAt, objectAt, textAt } from "../ledger/rules.ts";
import { hex, text as decodeText } from "../ledger/bytes.ts";
import { at, type Json, type JsonObject } from "../ledger/json.ts";
import type { Pin, Verified } from "../ledger/bundle.ts";
import { latin, plain, type Words } from "./words.ts";

/** A mark that points nowhere. */
export class Pointless extends Error {}

export class Proven {
  private readonly names = new Map<string, Set<string>>();
  private readonly wholes = new Map<string, string[]>();

  constructor(
    readonly bundle: Verified,
    private readonly pin: Pin | null,
  ) {
    for (const { statement, body } of bundle.told.values()) {
      if (!body) continue;
      const amended = statement.kind === "amend";
      const says = objectAt(body, amended ? "/says/replacement/says" : "/says");
      const kind = amended ? textAt(body, "/says/replacement/kind") : statement.kind;
      if (says && ["party", "thing", "incident", "question"].includes(kind ?? "")) this.name(says);
    }
  }

  private name(says: JsonObject): void {
    const id = textAt(says, "/id")!;
    const names = this.names.get(id) ?? new Set();
    for (const list of ["/names", "/titles"]) for (const name of listAt(says, list)) names.add(plain(textAt(name, "/text")!));
    for (const name of [textAt(says, "/slug"), textAt(says, "/text/text")]) if (name !== undefined) names.add(plain(name));
    this.names.set(id, names);
    const wholes = [...listAt(says, "/part_of"), ...listAt(says, "/roles")].map((one) => textAt(one, "/party") ?? textAt(one, "/of"));
    this.wholes.set(id, [...(this.wholes.get(id) ?? []), ...wholes.filter((one) => one !== undefined)]);
  }

  /** What a party is declared to be a part of, or to have a role in. */
  wholesOf = (id: string): string[] => this.wholes.get(id) ?? [];

  namesOf = (id: string): string[] => [...(this.names.get(id) ?? [])];

  /** The claim of an entry, and where it stands in the body; undefined where there is none. */
  claim(entry: number, number: number): { claim: JsonObject; pointer: string; says: JsonObject } | undefined {
    const told = this.bundle.told.get(entry);
    if (!told?.body) return undefined;
    const base = told.statement.kind === "amend" ? "/says/replacement/says" : "/says";
    const pointer = `${base}/claims/${number}`;
    const [claim, says] = [objectAt(told.body, pointer), objectAt(told.body, base)];
    return claim && says ? { claim, pointer, says } : undefined;
  }

  /** The value that `WHERE PATH` points to. */
  value(where: string, path: string): Json {
    const found = /^[0-9]+$/.test(where) ? this.ofEntry(Number(where), path) : this.elsewhere(where, path);
    if (found === undefined) throw new Pointless(`${where} ${path}`);
    return found;
  }

  private ofEntry(index: number, path: string): Json | undefined {
    const told = this.bundle.told.get(index);
    if (!told) return undefined;
    if (path.startsWith("/")) return told.body ? at(told.body, path) : undefined;
    const { statement } = told;
    const facts: Record<string, () => Json> = {
      index: () => index,
      time: () => String(this.bundle.entries.find((entry) => entry.index === index)!.time),
      id: () => statement.id,
      key: () => statement.thumbprint,
      signer: () => statement.signer,
      subject: () => statement.subject,
      kind: () => statement.kind,
      issued: () => String(statement.issued * 1000n),
      body: () => hex(statement.bodySha256),
    };
    return Object.hasOwn(facts, path) ? facts[path]!() : undefined;
  }

  private elsewhere(where: string, path: string): Json | undefined {
    const { bundle } = this;
    if (where === "checkpoint") {
      const facts: Record<string, Json> = { origin: bundle.origin, size: bundle.size, root: bundle.root, time: String(bundle.time * 1000n) };
      return Object.hasOwn(facts, path) ? facts[path] : undefined;
    }
    if (where === "pin") {
      const facts: JsonObject = this.pin ? { origin: this.pin.origin, entry_0: this.pin.entry_0, receipts: this.pin.receipts } : {};
      return Object.hasOwn(facts, path) ? facts[path] : undefined;
    }
    if (where.startsWith("sha256:")) {
      const content = bundle.artifacts.get(where.slice(7));
      const [, start, end] = /^([0-9]+)-([0-9]+)$/.exec(path) ?? [];
      if (!content || start === undefined || Number(end) > content.length || Number(start) >= Number(end)) return undefined;
      return decodeText(content.subarray(Number(start), Number(end))) ?? undefined;
    }
    return path === "name" && this.names.has(where) ? where : undefined;
  }
}

/** What a comparison found: null where the text says the value, otherwise the text that would. */
export type Difference = null | { signed: string };

type How = (shown: string, value: Json, about: { proven: Proven; words: Words; option: string }) => Difference;

const differs = (signed: Json | string): Difference => ({ signed: typeof signed === "string" ? signed : JSON.stringify(signed) });
const scalar = (value: Json): string | null => (typeof value === "string" ? value : typeof value === "number" ? String(value) : null);

const HOWS: Record<string, How> = {
  text: (shown, value) => {
    const text = scalar(value);
    return text !== null && plain(text) === shown ? null : differs(value);
  },
  name: (shown, value, { proven }) => {
    const names = proven.namesOf(scalar(value) ?? "");
    return names.includes(shown) ? null : differs(names[0] ?? value);
  },
  number: (shown, value, { words }) => {
    const number = scalar(value) ?? "";
    return shown === number || plain(words.number(number)) === shown ? null : differs(words.number(number));
  },
  date: (shown, value, { words }) => {
    const text = scalar(value);
    return text !== null && isDate(shown, text, words) ? null : differs(value);
  },
  hex: (shown, value) => {
    const [text, short] = [scalar(value) ?? "", shown.replace(/\s/gu, "")];
    if (short === text) return null;
    if (!/^(?:[a-z0-9-]+:)?[0-9a-f]{16,}$/.test(text)) return differs(value);
    const start = short.endsWith("…") ? short.slice(0, -1) : "";
    const digits = start.replace(/^[a-z]+:/, "");
    const isStart = digits.length >= 8 && (text.startsWith(start) || text.replace(/^[a-z]+:/, "").startsWith(start));
    return isStart ? null : differs(value);
  },
  label: (shown, value, { words, option }) => {
    const member = scalar(value) ?? "";
    const key = `${option}-${member.replace(/[_.]/g, "-")}`;
    const label = words.has(key) ? plain(words.say(key)) : member;
    return words.isKnown && label === shown ? null : differs(label);
  },
};
HOWS.strike = HOWS.text!;

/** Compares a text that is shown, in the way that `data-bayan-as` names. */
export function compare(shown: string, value: Json, how: string, proven: Proven, words: Words): Difference {
  const [name, option = ""] = how.split(":") as [string, string?];
  const rule = Object.hasOwn(HOWS, name) ? HOWS[name] : undefined;
  if (!rule) throw new Pointless(`data-bayan-as=${how}`);
  return rule(plain(shown), value, { proven, words, option });
}

/** Whether a text writes a date or moment: all its numbers, the names of its months, its holes and doubts, and no more. */
function isDate(shown: string, value: string, words: Words): boolean {
  const whole = /^[0-9]{9,16}$/.test(value) ? new Date(Number(value)).toISOString().replace(/\.[0-9]+Z$/, "Z") : value;
  const text = latin(shown).normalize().toLowerCase();
  let rest = text;
  const numbers: string[] = [];
  for (const end of whole.split("/")) {
    const parts = /^([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?(?:T([0-9:]+)(Z|[+-][0-9:]+)?)?[?~%]?$/.exec(end);
    if (!parts) {
      if (end !== "" && end !== "..") return false;
      continue;
    }
    const [, year, month, day, clock, zone] = parts as unknown as (string | undefined)[];
    if (year !== undefined && year !== "XXXX") numbers.push(...(year.includes("X") ? [year.replaceAll("X", "0"), year.replaceAll("X", "9")] : [year]));
    if (day !== undefined && day !== "XX") numbers.push(day);
    numbers.push(...(clock?.split(":") ?? []), ...(zone?.match(/[0-9]+/g) ?? []));
    if (month === undefined || month === "XX") continue;
    const names = words.month(Number(month));
    const name = names.find((one) => rest.includes(one));
    if (name === undefined) {
      numbers.push(month);
      continue;
    }
    rest = rest.replace(name, " ");
  }
  const bare = (list: string[]): string => list.map((number) => number.replace(/^0+(?=[0-9])/, "")).sort().join(" ");
  if (bare(numbers) !== bare(rest.match(/[0-9]+/g) ?? [])) return false;
  for (let month = 1; month <= 12; month++) if (words.month(month).some((name) => name.length > 2 && hasWord(rest, name))) return false;
  return DOUBTS.every(([key, has]) => has(whole) === literal(words, key).every((piece) => text.includes(piece)));
}

const hasWord = (text: string, word: string): boolean => text.split(/[^\p{L}\p{M}]+/u).includes(word);

/** What the words say of holes and doubts of a date, and which dates have them. */
const DOUBTS: [string, (value: string) => boolean][] = [
  ["date-uncertain", (value) => value.includes("?")],
  ["date-approximate", (value) => value.includes("~")],
  ["date-uncertain-approximate", (value) => value.includes("%")],
  ["date-open-start", (value) => value.startsWith("../")],
  ["date-open-end", (value) => value.endsWith("/..")],
  ["date-unknown-start", (value) => value.startsWith("/")],
  ["date-unknown-end", (value) => value.endsWith("/")],
  ["date-day-unknown", (value) => /(?:^|\/)[0-9X]{4}-[0-9]{2}-XX/.test(value)],
  ["date-month-unknown", (value) => /[0-9]{4}-XX(?!-)/.test(value)],
  ["date-month-day-unknown", (value) => /-XX-XX/.test(value)],
];

/** The words of a message around its variables. */
const literal = (words: Words, key: string): string[] =>
  words
    .say(key)
    .split(/\{[a-z_]+\}/)
    .map((piece) => plain(piece).toLowerCase())
    .filter((piece) => piece !== "");
