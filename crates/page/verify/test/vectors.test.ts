// The signature rule on the vectors of C2SP/CCTV, where they are there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { holds } from "../src/ledger/signature.ts";
import { unhex, utf8 } from "../src/ledger/bytes.ts";
import { vectors } from "./bayan.ts";

const folder = vectors();
const REFUSED = new Set(["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "reencoded_k"]);

test("the rule accepts the 106 of 914 vectors without a flag that it refuses", { skip: folder ? false : "the vectors are not there (BAYAN_VECTORS)" }, () => {
  const all = JSON.parse(readFileSync(join(folder!, "ed25519vectors.json"), "utf8")) as { number: number; key: string; sig: string; msg: string; flags: string[] | null }[];
  assert.equal(all.length, 914);
  let accepted = 0;
  for (const { number, key, sig, msg, flags } of all) {
    const expected = !(flags ?? []).some((flag) => REFUSED.has(flag));
    assert.equal(holds(unhex(key), unhex(sig), utf8(msg)), expected, `vector ${number}: ${flags?.join(" ")}`);
    if (expected) accepted++;
  }
  assert.equal(accepted, 106);
});
