// Pins: as JSON in the page, and as the TOML that `bayan checkpoint --pin` prints.

import { isObject, type Json } from "../ledger/json.ts";
import type { Pin } from "../ledger/bundle.ts";

function pinOf(value: Json): Pin | null {
  if (!isObject(value)) return null;
  const { origin, entry_0, receipts, log } = value;
  const isDigest = (text: Json | undefined): text is string => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
  if (typeof origin !== "string" || !isDigest(entry_0) || !isDigest(receipts) || !Array.isArray(log)) return null;
  const keys = log.filter((key) => typeof key === "string");
  return keys.length === 2 && log.length === 2 ? { origin, entry_0, receipts, log: keys } : null;
}

/** Reads a pin; null for what is none. */
export function readPin(text: string): Pin | null {
  try {
    return pinOf(JSON.parse(text) as Json);
  } catch {
    return pinOf(toml(text));
  }
}

/** The part of TOML that pins use: texts and one list of texts, without escapes. */
function toml(text: string): Json {
  const bare = text.replace(/^\s*#.*$/gm, "");
  const value: Record<string, Json> = {};
  for (const [, name, said] of bare.matchAll(/^\s*([a-z_0-9]+)\s*=\s*("[^"\\\n]*"|\[[^\]]*\])/gm)) {
    if (name! in value) return null;
    value[name!] = said!.startsWith("[") ? [...said!.matchAll(/"([^"\\\n]*)"/g)].map((item) => item[1]!) : said!.slice(1, -1);
  }
  return value;
}
