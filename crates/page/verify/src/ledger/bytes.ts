// Bytes, hex and base64, all of it strict: what has two spellings is refused.

import { sha256 } from "@noble/hashes/sha2.js";

export { sha256 };

/** What is wrong with a bundle, and with which of its entries, where it is one. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly entry: number | null = null,
  ) {
    super(message);
  }
}

export function need(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Refused(message);
}

const UTF8 = new TextEncoder();
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => UTF8.encode(text);

/** The text of bytes that are UTF-8; null for others. */
export function text(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Negative, zero or positive, by the bytes as unsigned numbers; a prefix comes first. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const same = (a: Uint8Array, b: Uint8Array): boolean => compare(a, b) === 0;

export function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += byte.toString(16).padStart(2, "0");
  return out;
}

/** Bytes of lower-case hex that a pattern has checked. */
export function unhex(digits: string): Uint8Array {
  need(/^([0-9a-f]{2})*$/.test(digits), "hex digits are not lower-case pairs");
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** RFC 4648 §4 with padding, in the one canonical spelling. */
export function unbase64(encoded: string): Uint8Array | null {
  if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return null;
  const binary = atob(encoded);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  // Bits beyond the last byte would be a second spelling.
  return btoa(binary) === encoded ? bytes : null;
}

export const digest = (...parts: Uint8Array[]): Uint8Array => sha256(concat(...parts));
export const digestHex = (bytes: Uint8Array): string => hex(sha256(bytes));

export function bigEndian(value: bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  for (let i = width - 1; i >= 0; i--) {
    bytes[i] = Number(value & 0xffn);
    value >>= 8n;
  }
  return bytes;
}

/** Orders texts as their UTF-8 bytes, which is not the order of UTF-16. */
export const byBytes = (a: string, b: string): number => compare(utf8(a), utf8(b));
