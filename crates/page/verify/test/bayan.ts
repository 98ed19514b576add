// The program that the verifier is compared with. `BAYAN` names it; without one, what needs it is skipped aloud.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pin } from "../src/ledger/bundle.ts";
import { readPin } from "../src/page/pin.ts";

export const BAYAN = process.env.BAYAN ?? "";
export const skipped = BAYAN !== "" && existsSync(BAYAN) ? false : "BAYAN names no program, so nothing is compared with it";

export interface Demo {
  folder: string;
  pin: Pin;
  pinPath: string;
  bundles: Map<string, Uint8Array>;
}

/** The demo's ledger and its bundles: whole, by incident, by signer, with all entries, and without artifacts. */
export function demo(): Demo {
  const folder = mkdtempSync(join(tmpdir(), "bayan-verify-"));
  const run = (...args: string[]): string => execFileSync(BAYAN, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });
  run("demo", "--dir", join(folder, "demo"));
  const ledger = join(folder, "demo", "ledger");
  const pinPath = join(folder, "demo", "pin.toml");
  const bundles = new Map<string, Uint8Array>();
  const make = (name: string, ...args: string[]): void => {
    const path = join(folder, `${name}.bayan`);
    run("-L", ledger, "bundle", ...args, "-o", path);
    bundles.set(name, new Uint8Array(readFileSync(path)));
  };
  make("all", "--all");
  make("all-bare", "--all", "--no-artifacts");
  const incidents = run("-L", ledger, "list", "incidents", "--json").matchAll(/"slug":\s*"(?:incident:)?([a-z0-9-]+)"/g);
  for (const [, slug] of incidents) {
    make(slug!, slug!);
    make(`${slug!}-entries`, slug!, "--all-entries");
    make(`${slug!}-bare`, slug!, "--no-artifacts");
  }
  const keys = new Set([...run("-L", ledger, "list", "keys", "--json").matchAll(/"key":\s*"([0-9a-f]{64})"/g)].map(([, print]) => print!));
  for (const key of keys) {
    try {
      make(`key-${key.slice(0, 8)}`, "--signer", key);
    } catch {
      // A key that signed nothing has no bundle.
    }
  }
  return { folder, pin: readPin(readFileSync(pinPath, "utf8"))!, pinPath, bundles };
}

export interface Verdict {
  ok: boolean;
  entry: number | null;
  why: string;
  size?: number;
  root?: string;
  withheld?: number;
  entries?: number;
}

/** What the program says of a bundle. */
export function judged(bytes: Uint8Array, folder: string, pinPath: string | null): Verdict {
  const path = join(folder, "judged.bayan");
  writeFileSync(path, bytes);
  const { stdout, status, stderr } = spawnSync(BAYAN, ["check-proof", path, "--json", ...(pinPath === null ? [] : ["--pin", pinPath])], { encoding: "utf8", maxBuffer: 1 << 26 });
  const said = JSON.parse(stdout || stderr) as { ok?: boolean; size?: number; root?: string; entries?: number; withheld?: unknown[]; error?: { what: string } };
  if (said.error) {
    const entry = /\bentry (\d+)/.exec(said.error.what)?.[1];
    if (status === 0 || status === 101) throw new Error(`${status} ${stderr}`);
    return { ok: false, entry: entry === undefined ? null : Number(entry), why: said.error.what };
  }
  return { ok: said.ok === true, entry: null, why: "", ...(said.size === undefined ? {} : { size: said.size, root: said.root!, entries: said.entries!, withheld: said.withheld!.length }) };
}

/** A folder of vectors that is not part of the project, where it is there. */
export function vectors(): string | null {
  const named = process.env.BAYAN_VECTORS ?? new URL("../../../../../shared/vectors/cctv", import.meta.url).pathname;
  return existsSync(named) && readdirSync(named).length > 0 ? named : null;
}
