// What is small enough to be tested by itself: CBOR, JSON, dates, the tree, pins, and how texts are compared.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { digest, Refused, same, unbase64, unhex, utf8 } from "../src/ledger/bytes.ts";
import type { Verified } from "../src/ledger/bundle.ts";
import { decode } from "../src/ledger/cbor.ts";
import { isEdtf } from "../src/ledger/edtf.ts";
import { parse, type Json } from "../src/ledger/json.ts";
import { leafHash, root, vkey } from "../src/ledger/note.ts";
import { readPin } from "../src/page/pin.ts";
import { compare, Proven } from "../src/page/values.ts";
import { latin, Words } from "../src/page/words.ts";

const refused = (act: () => unknown): boolean => {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof Refused) return true;
    throw error;
  }
};

test("CBOR that is not deterministic is refused", () => {
  for (const good of ["00", "17", "1818", "1903e8", "3903e7", "40", "6161", "80", "a10102", "a2010203f6", "f6", "d200", "1b0000000100000000"]) {
    assert.ok(!refused(() => decode(unhex(good))), good);
  }
  const bad = ["", "1817", "190018", "1a0000ffff", "1b00000000ffffffff", "5f4101ff", "9fff", "a201020102", "a202010102", "f4", "f7", "fb3ff0000000000000", "61ff", "0000", "4201", "1c", "82"];
  for (const one of bad) assert.ok(refused(() => decode(unhex(one))), one);
  assert.ok(refused(() => decode(unhex("81".repeat(64) + "00"))), "nested deep");
});

test("JSON that is not in the form of RFC 8785 is refused", () => {
  for (const good of ['{"a":1,"b":[]}', '"\\u0001\\n"', '{"€":1,"😀":2}', "9007199254740991"]) assert.ok(!refused(() => parse(utf8(good))), good);
  const bad = ['{"b":1,"a":1}', '{"a":1,"a":1}', '{"a": 1}', "1.0", "1e1", "-0", '"\\u0061"', '"\\ud800"', '"\\/"', "", "{", "[1,]", "\ufeff1", " 1"];
  for (const one of bad) assert.ok(refused(() => parse(utf8(one))), one);
  assert.ok(refused(() => parse(Uint8Array.of(0x22, 0xff, 0x22))), "no UTF-8");
});

test("dates", () => {
  const good = ["2023", "2023-12", "2023-12-21", "2023-12-21T14:30", "2023-12-21T14:30:05Z", "2023-12-21T14:30+04:30", "2023-12-21T14:30-14", "2023-12?", "2023-12-21~", "2023%", "201X", "2004-XX", "1985-04-XX", "1985-XX-XX", "XXXX-01-06", "XXXX-02-29", "20XX-02-29", "2023/2024", "2023-12/..", "/2023", "../2023", "2023/", "2024-02-29", "0000-02-29"];
  const bad = ["", "203", "2023-13", "2023-00", "2023-02-29", "1900-02-29", "2023-12-32", "2023-12-21T24:00", "2023-12-21T14", "2023-12-21T14:30-00:00", "2023-12-21T14:30+14:01", "2023-12-21T14:30?", "XXXX", "XXXX-XX", "201X-XX", "20X3", "2023-1X", "2004-XX-05", "2024/2023", "2023-12-21/2023-12-20", "/", "../..", "2023/2024/2025", "2023-12-21T14:60", "XXXX-02-30"];
  for (const one of good) assert.ok(isEdtf(one), one);
  for (const one of bad) assert.ok(!isEdtf(one), one);
});

test("the root follows from any of the leaves and the hashes of the rest", () => {
  const node = (left: Uint8Array, right: Uint8Array): Uint8Array => digest(Uint8Array.of(1), left, right);
  for (let size = 1; size <= 20; size++) {
    const leaves = Array.from({ length: size }, (_, n) => leafHash(Uint8Array.of(n)));
    const whole = (start: number, end: number): Uint8Array => {
      if (end === start + 1) return leaves[start]!;
      let width = 1;
      while (width * 2 < end - start) width *= 2;
      return node(whole(start, start + width), whole(start + width, end));
    };
    for (let mask = 1; mask < 2 ** Math.min(size, 9); mask += size > 6 ? 5 : 1) {
      const here = leaves.flatMap((hash, index) => ((mask >> index) & 1 ? [{ index, hash }] : []));
      const rest: Uint8Array[] = [];
      const collect = (start: number, end: number): void => {
        if (!here.some(({ index }) => index >= start && index < end)) rest.push(whole(start, end));
        else if (end > start + 1) {
          let width = 1;
          while (width * 2 < end - start) width *= 2;
          collect(start, start + width);
          collect(start + width, end);
        }
      };
      collect(0, size);
      const hashes = Uint8Array.from(rest.flatMap((hash) => [...hash]));
      assert.ok(same(root(size, here, hashes), whole(0, size)), `${size} ${mask}`);
      assert.ok(refused(() => root(size, here, Uint8Array.from([...hashes, ...new Uint8Array(32)]))));
      if (hashes.length > 0) assert.ok(refused(() => root(size, here, hashes.subarray(32))));
    }
  }
});

test("base64 and vkeys have one spelling", () => {
  assert.deepEqual(unbase64("AQ=="), Uint8Array.of(1));
  for (const bad of ["AQ", "AR==", "AQ=", "A===", "AQ==\n", "-_==", "===="]) assert.equal(unbase64(bad), null, bad);
  const good = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  assert.equal(vkey(good)?.type, 1);
  for (const bad of [good.replace("530d", "530e"), good.replace("foo", "bar"), good.replace("+Aek", "+Bek"), good.slice(0, -4), `x ${good}`, "a+b", ""]) assert.equal(vkey(bad), null, bad);
});

test("pins, as JSON and as TOML", () => {
  const zeros = "0".repeat(64);
  const pin = { origin: "o", entry_0: zeros, receipts: zeros, log: ["a", "b"] };
  assert.deepEqual(readPin(JSON.stringify(pin)), pin);
  assert.deepEqual(readPin(`# a pin\norigin = "o"\nentry_0 = "${zeros}"\nreceipts = "${zeros}"\nlog = [\n  "a",\n  "b",\n]\n`), pin);
  for (const bad of ["", "null", "{}", "[]", JSON.stringify({ ...pin, log: ["a"] }), JSON.stringify({ ...pin, entry_0: "0" }), `origin = "o"\norigin = "p"`]) assert.equal(readPin(bad), null, bad);
});

/** The words of a language as a page carries them. */
function words(tongue: string): Words {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  const keys = new Set(read("../words.keys").trim().split("\n").map((line) => line.split(" ")[0]));
  const texts: Record<string, Json> = {};
  for (const line of read(`../../../words/i18n/${tongue}.ftl`).split("\n")) {
    const [, key, text] = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line) ?? [];
    if (key !== undefined && keys.has(key)) texts[key] = text!.replace(/\{ \$([a-z_]+) \}/g, "{$1}");
  }
  return new Words(tongue, texts);
}

const NOTHING = new Proven({ told: new Map() } as unknown as Verified, null);
const says = (tongue: string, how: string, shown: string, value: Json): boolean => compare(shown, value, how, NOTHING, words(tongue)) === null;

test("the words of the six languages are known, and no others", () => {
  for (const tongue of ["en", "fr", "sw", "hi", "fa", "id"]) assert.ok(words(tongue).isKnown, tongue);
  assert.ok(!new Words("en", {}).isKnown);
  assert.ok(!new Words("fr", null).isKnown);
});

test("numbers as each language writes them, and no others", () => {
  for (const [tongue, value, shown] of [
    ["en", "12345678.5", "12,345,678.5"],
    ["fr", "12345678.5", "12\u202f345\u202f678,5"],
    ["sw", "1234", "1,234"],
    ["hi", "12345678.5", "1,23,45,678.5"],
    ["fa", "12345678.5", "۱۲٬۳۴۵٬۶۷۸٫۵"],
    ["id", "-1234.25", "-1.234,25"],
    ["en", 412, "412"],
  ] as [string, Json, string][]) {
    assert.ok(says(tongue, "number", shown, value), `${tongue} ${shown}`);
    for (const other of ["1", shown.replace(/.$/u, ""), `${shown}0`, `4${shown}`, shown.replace(/[٬.,\u202f]/u, "")]) if (other !== String(value) && other !== shown) assert.ok(!says(tongue, "number", other, value), `${tongue} ${other}`);
  }
  assert.equal(latin("۱۲३४٥"), "12345");
});

test("dates as each language writes them, and no others", () => {
  for (const [tongue, value, shown, ...others] of [
    ["en", "2023-12-21", "21 December 2023", "21 November 2023", "22 December 2023", "21 December 2024", "December 2023", "21 December 2023 at 14:30", "21 December 2023 (uncertain)"],
    ["en", "2023-12-21T14:30Z", "21 December 2023 at 14:30 UTC", "21 December 2023 at 14:31 UTC"],
    ["en", "2023-12?", "December 2023 (uncertain)", "December 2023", "December 2023 (approximate)"],
    ["en", "1985-04-XX", "April 1985 (day unknown)", "April 1985"],
    ["en", "2023-12/..", "December 2023 – (open end)", "December 2023"],
    ["en", "201X", "a year between 2010 and 2019", "a year between 2010 and 2018"],
    ["fr", "2023-12-21", "21 décembre 2023", "21 novembre 2023"],
    ["sw", "2023-12", "Desemba 2023", "Novemba 2023"],
    ["hi", "2022-11-23", "23 नवंबर, 2022", "23 दिसंबर, 2022"],
    ["fa", "2023-12-21T14:30+03:30", "۲۱ دسامبر ۲۰۲۳ ساعت ۱۴:۳۰ UTC+۰۳:۳۰", "۲۱ نوامبر ۲۰۲۳ ساعت ۱۴:۳۰ UTC+۰۳:۳۰"],
    ["id", "2024-06-20T04:00", "20 Juni 2024 pukul 04.00", "20 Juli 2024 pukul 04.00"],
    ["en", "1703169000000", "21 Dec 2023, 14:30:00 UTC", "21 Dec 2023, 14:30:01 UTC"],
  ] as [string, string, string, ...string[]][]) {
    assert.ok(says(tongue, "date", shown, value), `${tongue} ${shown}`);
    for (const other of others) assert.ok(!says(tongue, "date", other, value), `${tongue} ${other} for ${value}`);
  }
});

test("texts, digests and labels", () => {
  const long = "the data that the department keeps is safe";
  assert.ok(says("en", "text", `  ${long.replaceAll(" ", "\n ")} `, long));
  assert.ok(!says("en", "text", long.toUpperCase(), long));
  assert.ok(says("en", "hex", "0123 4567…", "0123456789abcdef"));
  assert.ok(says("en", "hex", "0123456789abcdef", "0123456789abcdef"));
  assert.ok(!says("en", "hex", "the data that…", long), "no digest is cut short");
  for (const other of ["0123456…", "01234567", "01234568…", "89abcdef…"]) assert.ok(!says("en", "hex", other, "0123456789abcdef"), other);
  assert.ok(says("fr", "label:act", words("fr").say("act-denies"), "denies"));
  assert.ok(!says("fr", "label:act", words("fr").say("act-admits"), "denies"));
  assert.ok(says("hi", "label:facet", words("hi").say("facet-data-safety"), "data.safety"));
});
