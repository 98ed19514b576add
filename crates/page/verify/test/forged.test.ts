// Bundles that are well signed and break one rule, or show that something is allowed: `tests/independent/run BAYAN
// --bundles FOLDER` makes them, `BAYAN_FORGED=FOLDER` names them here. Damage is caught by hashes before any rule of
// meaning is tried; these are not.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Refused } from "../src/ledger/bytes.ts";
import { verify } from "../src/ledger/bundle.ts";
import { judged, skipped } from "./bayan.ts";

const FORGED = process.env.BAYAN_FORGED ?? "";
const isThere = FORGED !== "" && existsSync(FORGED);
/** docs/format.md §5: the time of the checkpoint is the newest entry's; the program does not compare it. */
const KNOWN = ["the ML-DSA-44 signature of another time"];

test("forged bundles are judged as by the program", { skip: skipped || (isThere ? false : "BAYAN_FORGED names no folder") }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bayan-forged-"));
  const differing: string[] = [];
  let [good, bad] = [0, 0];
  for (const name of readdirSync(FORGED).sort()) {
    const bytes = new Uint8Array(readFileSync(join(FORGED, name)));
    const theirs = judged(bytes, folder, null);
    let why = "";
    try {
      await verify(bytes, null);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      why = `entry ${error.entry}: ${error.message}`;
    }
    if ((why === "") !== theirs.ok && !KNOWN.some((known) => name.includes(known))) differing.push(`${name}: here ${why || "good"}, there ${theirs.why || "good"}`);
    if (theirs.ok) good++;
    else bad++;
  }
  rmSync(folder, { recursive: true });
  assert.deepEqual(differing, []);
  assert.ok(good > 20 && bad > 50, `${good} good, ${bad} bad`);
  t.diagnostic(`${good} good for both, ${bad} bad for both`);
});
