// The words of the page's language, which come with the page and are known by their digest.

import { digestHex, utf8 } from "../ledger/bytes.ts";
import { canonical, isObject, type Json } from "../ledger/json.ts";
import known from "./words.json";

/** How a language writes numbers: digits from its zero, the sign between groups, the point, the size of groups but the last. */
const NUMBERS: Record<string, [zero: number, group: string, point: string, wide: number]> = {
  en: [0x30, ",", ".", 3],
  fr: [0x30, "\u202f", ",", 3],
  sw: [0x30, ",", ".", 3],
  hi: [0x30, ",", ".", 2],
  fa: [0x6f0, "\u066c", "\u066b", 3],
  id: [0x30, ".", ",", 3],
};

/** Isolates that a text may be wrapped in do not change what it says. */
export const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/gu, " ").trim();

/** ASCII digits for those of the scripts that our languages use. */
export const latin = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => String((digit.codePointAt(0)! & 0xf) - (digit >= "\u0966" ? 6 : 0)));

export class Words {
  readonly tongue: string;
  /** Whether these are the words that this script was built with. */
  readonly isKnown: boolean;
  private readonly texts: Record<string, string>;

  constructor(tongue: string, carried: Json) {
    this.tongue = tongue in NUMBERS ? tongue : "en";
    const texts: Record<string, string> = {};
    if (isObject(carried)) for (const [key, value] of Object.entries(carried)) if (typeof value === "string") texts[key] = value.replace(/[\u2066-\u2069]/g, "");
    const digests: Record<string, string> = known.digests;
    this.isKnown = digestHex(utf8(canonical(texts))) === digests[this.tongue];
    this.texts = this.isKnown ? texts : known.english;
  }

  has = (key: string): boolean => Object.hasOwn(this.texts, key);

  /** A message with its variables; the key itself where there is none. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const text = this.has(key) ? this.texts[key]! : key;
    return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(String(value)) : value;
    });
  }

  /** A decimal as the language writes it. */
  number(decimal: string): string {
    const [zero, group, point, wide] = NUMBERS[this.tongue]!;
    const negative = decimal.startsWith("-");
    const [whole = "0", rest] = decimal.replace("-", "").split(".");
    let grouped = whole.slice(-3);
    for (let left = whole.slice(0, -3); left !== ""; left = left.slice(0, -wide)) grouped = left.slice(-wide) + group + grouped;
    const written = grouped + (rest === undefined ? "" : point + rest);
    return (negative ? "-" : "") + written.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  }

  private readonly months = new Map<number, string[]>();

  /** The names of a month, long and short, the longest first. */
  month(month: number): string[] {
    const known = this.months.get(month) ?? this.monthNames(month).sort((a, b) => b.length - a.length);
    this.months.set(month, known);
    return known;
  }

  private monthNames(month: number): string[] {
    const date = new Date(Date.UTC(2000, month - 1, 15));
    const as = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(this.tongue, { ...options, calendar: "gregory", timeZone: "UTC" }).format(date).normalize();
    const inDate = (month: "long" | "short"): string => latin(as({ month, day: "numeric" })).replace(/[0-9]/g, "").replace(/^[\s,.]+|[\s,.]+$/gu, "");
    return [...new Set([as({ month: "long" }), as({ month: "short" }), inDate("long"), inDate("short")].map((name) => name.replace(/\.$/, "").toLowerCase()))];
  }
}
