// Bundles of the demo, whole and damaged, judged here and by the program.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { Refused } from "../src/ledger/bytes.ts";
import { verify, type Pin } from "../src/ledger/bundle.ts";
import { demo, judged, skipped, type Demo, type Verdict } from "./bayan.ts";
import { damaged } from "./damage.ts";

/** How many bits are flipped in each of the bundles that are damaged; `BAYAN_BITS` asks for more. */
const BITS = Number(process.env.BAYAN_BITS ?? 400);
const made: Demo | null = skipped === false ? demo() : null;
after(() => made && rmSync(made.folder, { recursive: true }));

async function here(bytes: Uint8Array, pin: Pin | null): Promise<Verdict> {
  try {
    const { size, root, withheld, entries } = await verify(bytes, pin);
    return { ok: true, entry: null, why: "", size, root, withheld: withheld.size, entries: entries.length };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, entry: error.entry, why: error.message };
  }
}

test("every bundle of the demo verifies, and says what the program says", { skip: skipped }, async () => {
  const { bundles, pin, pinPath, folder } = made!;
  assert.ok(bundles.size >= 18, `only ${bundles.size} bundles`);
  for (const [name, bytes] of bundles) assert.deepEqual(await here(bytes, pin), judged(bytes, folder, pinPath), name);
});

test("another pin is refused", { skip: skipped }, async () => {
  const { bundles, pin } = made!;
  const bytes = bundles.get("all")!;
  for (const change of [{ origin: "x" }, { entry_0: "0".repeat(64) }, { receipts: "0".repeat(64) }, { log: [pin.log[1]!, pin.log[0]!] }]) {
    assert.equal((await here(bytes, { ...pin, ...change })).ok, false, JSON.stringify(change));
  }
});

for (const name of ["id-patient-data", "in-nagar-palika", "ke-hacking-week-entries", "ir-civil-registry-bare"]) {
  test(`damage to ${name} is judged as by the program`, { skip: skipped }, async (t) => {
    const { bundles, pin, pinPath, folder } = made!;
    let [all, good, elsewhere] = [0, 0, 0];
    for (const { what, bytes } of damaged(bundles.get(name)!, BITS, 1 + name.length)) {
      const [mine, theirs] = [await here(bytes, pin), judged(bytes, folder, pinPath)];
      assert.equal(mine.ok, theirs.ok, `${what}: here ${mine.ok ? "good" : mine.why}, there ${theirs.ok ? "good" : theirs.why}`);
      if (mine.ok) assert.deepEqual(mine, theirs, what);
      if (!mine.ok && mine.entry !== null && theirs.entry !== null && mine.entry !== theirs.entry) elsewhere++;
      all++;
      if (mine.ok) good++;
    }
    assert.ok(good > 0 && good < all / 2, `${good} of ${all} are good`);
    t.diagnostic(`${all} copies, ${good} of them good for both; both name an entry, and not the same one: ${elsewhere}`);
  });
}
