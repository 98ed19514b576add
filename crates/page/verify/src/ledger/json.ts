// RFC 8785: JSON in the one form that is signed.

import { need, same, text, utf8 } from "./bytes.ts";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

const DEPTH = 64;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The canonical form. Names stand in the order of their UTF-16 units, which is how JavaScript compares. */
export function canonical(value: Json, depth = 0): string {
  need(depth <= DEPTH, "the JSON is nested too deep");
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      .map((name) => `${quoted(name)}:${canonical(value[name]!, depth + 1)}`);
    return `{${members.join(",")}}`;
  }
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

function quoted(value: string): string {
  need(!/\p{Surrogate}/u.test(value), "a text holds half a character");
  return JSON.stringify(value);
}

/** JSON that stands in its canonical form: duplicate names, other orders and other escapes all differ from it. */
export function parse(bytes: Uint8Array): Json {
  const written = text(bytes);
  need(written !== null, "the body is not UTF-8");
  let value: Json;
  try {
    value = JSON.parse(written) as Json;
  } catch {
    need(false, "the body is not JSON");
  }
  const again = utf8(canonical(value));
  need(same(again, bytes), "the body is not in the form of RFC 8785, or has a member twice");
  return value;
}

/** What an RFC 6901 pointer leads to; undefined where that is nothing. */
export function at(value: Json | undefined, pointer: string): Json | undefined {
  if (pointer === "") return value;
  if (!pointer.startsWith("/")) return undefined;
  for (const token of pointer.slice(1).split("/")) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = /^(0|[1-9][0-9]{0,8})$/.test(name) ? value[Number(name)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, name) ? value[name] : undefined;
    else return undefined;
  }
  return value;
}
