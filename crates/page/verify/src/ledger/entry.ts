// Entries and the signed statements in them (docs/format.md §2 and §3).

import { blake3 } from "@noble/hashes/blake3.js";
import { byBytes, concat, digest, hex, need, Refused, same, utf8 } from "./bytes.ts";
import { bytes, count, decode, list, mapping, string, Tagged, uint, type Cbor, type Mapping } from "./cbor.ts";

export const KIND_NAMES = [
  ...["policy", "key", "party", "incident", "thing", "capture", "utterance"],
  ...["silence", "link", "opinion", "question", "amend", "redaction"],
] as const;
export type Kind = (typeof KIND_NAMES)[number];

export interface Statement {
  id: string;
  kind: Kind;
  signer: string;
  thumbprint: string;
  subject: string;
  audience: string | null;
  issued: bigint;
  incidents: string[];
  bodySha256: Uint8Array;
  bodyBlake3: Uint8Array;
  signed: Uint8Array;
  signature: Uint8Array;
}

export interface Part {
  name: string;
  ordinal: number;
  previous: number | null;
}

export interface Entry {
  bytes: Uint8Array;
  index: number;
  time: bigint;
  previous: Uint8Array;
  parts: Part[];
  statement: Statement;
}

export const MAX_ENTRY = 65_535;
const LATEST = 253_402_300_799n;

const LABELS = [1n, 4n, 15n, 16n, 258n, 259n, -65_537n, -65_538n, -65_539n];

/** The statement, from the four parts of its COSE_Sign1. */
function statement(item: Cbor | undefined): Statement {
  need(item instanceof Tagged && item.tag === 18n, "the statement is no COSE_Sign1");
  const [first, unprotected, third, last] = list(item.value, 4, "the statement");
  const header = bytes(first, null, "the protected header");
  need(mapping(unprotected, "the unprotected header").pairs.length === 0, "the unprotected header is not empty");
  const payload = bytes(third, 32, "the payload");
  const signature = bytes(last, 64, "the signature");
  const fields = mapping(decode(header), "the protected header");
  for (const label of fields.keys()) need(typeof label === "bigint" && LABELS.includes(label), "the protected header has another label");
  need(fields.get(1n) === -19n, "the statement's algorithm is not Ed25519");
  need(fields.get(16n) === "application/vnd.bayan.statement+cose", "the statement is of another type");
  need(fields.get(258n) === -16n, "the payload's hash is not SHA-256");
  need(fields.get(259n) === "application/vnd.bayan.statement+json", "the payload is the hash of something else");
  const kind = KIND_NAMES[count(fields.get(-65_537n), "the kind")];
  need(kind !== undefined, "the kind has no name");
  // Sig_structure of RFC 9052 §4.4.
  const signed = concat(Uint8Array.of(0x84, 0x6a), utf8("Signature1"), head(header.length), header, Uint8Array.of(0x40, 0x58, 0x20), payload);
  return {
    id: hex(digest(signed)),
    kind,
    thumbprint: hex(bytes(fields.get(4n), 32, "the key's thumbprint")),
    incidents: incidents(fields),
    bodySha256: payload,
    bodyBlake3: bytes(fields.get(-65_539n), 32, "the body's BLAKE3"),
    signed,
    signature,
    ...claims(mapping(fields.get(15n), "the CWT claims")),
  };
}

/** The head of a byte string. */
function head(length: number): Uint8Array {
  if (length < 24) return Uint8Array.of(0x40 + length);
  if (length < 256) return Uint8Array.of(0x58, length);
  return Uint8Array.of(0x59, length >> 8, length & 255);
}

function claims(map: Mapping): Pick<Statement, "signer" | "subject" | "audience" | "issued"> {
  for (const label of map.keys()) need([1n, 2n, 3n, 6n].includes(label as bigint), "the CWT claims have another label");
  const issued = uint(map.get(6n), "iat");
  need(issued <= LATEST, "iat lies behind the year 9999");
  const audience = map.get(3n);
  return {
    signer: string(map.get(1n), "iss"),
    subject: string(map.get(2n), "sub"),
    audience: audience === undefined ? null : string(audience, "aud"),
    issued,
  };
}

function incidents(fields: Mapping): string[] {
  const names = list(fields.get(-65_538n), null, "the incidents").map((name) => string(name, "an incident"));
  need(names.length <= 16, "the incidents are more than 16");
  for (const [n, name] of names.entries()) {
    need(/^incident:[0-9a-f]{32}$/.test(name), "an incident has no id");
    need(n === 0 || byBytes(names[n - 1]!, name) < 0, "the incidents are out of order");
  }
  return names;
}

/** Decodes an entry, suffix included, and nothing beyond what it says by itself. */
export function entry(encoded: Uint8Array): Entry {
  need(encoded.length > 103 && encoded.length <= MAX_ENTRY, "an entry is too short or too long");
  const record = encoded.subarray(0, -5);
  const offset = new DataView(encoded.buffer, encoded.byteOffset + record.length).getUint32(0);
  need(offset === record.length - 98 && encoded.at(-1) === 1, "the end of an entry does not point to its payload");
  const fields = list(decode(record), 6, "an entry");
  need(fields[0] === 1n, "an entry is of another version");
  const parts = list(fields[4], null, "the parts").map((item) => {
    const [name, ordinal, previous] = list(item, 3, "a part");
    return {
      name: string(name, "a part's name"),
      ordinal: count(ordinal, "an ordinal"),
      previous: previous === null ? null : count(previous, "a part's previous entry"),
    };
  });
  const index = count(fields[1], "the index");
  const told = statement(fields[5]);
  const names = partNames(told);
  need(parts.length === names.length && parts.every((part, n) => part.name === names[n]), "the parts do not follow from the header");
  for (const part of parts) {
    need((part.previous === null) === (part.ordinal === 0), "a part has a previous entry and is the first, or neither");
    need(part.previous === null || part.previous < index, "a part's previous entry comes later");
    need(part.ordinal <= index, "a part's ordinal is beyond the index");
  }
  return { bytes: encoded, index, time: uint(fields[2], "the time"), previous: bytes(fields[3], 32, "the hash of the entry before"), parts, statement: told };
}

/** The partitions that an entry is of, from its header: those of the key, the subject and each incident. */
export function partNames(told: Statement): string[] {
  return [...new Set([`key:${told.thumbprint}`, told.subject, ...told.incidents])].sort(byBytes);
}

/** What the next entry holds as the hash of this one; of entry 0, made over the origin. */
export const chainHash = (before: Uint8Array): Uint8Array => blake3(before, { context: utf8("bayan 2026 entry chain v1") });

/** Whether a body is the one whose digests the statement holds. */
export const isBody = (told: Statement, body: Uint8Array): boolean => same(digest(body), told.bodySha256) && same(blake3(body), told.bodyBlake3);

/** RFC 9679 thumbprint of an Ed25519 key. */
export const thumbprint = (key: Uint8Array): string => hex(digest(Uint8Array.of(0xa3, 1, 1, 0x20, 6, 0x21, 0x58, 0x20), key));

/** Says which entry is meant, where an error has not said it yet. */
export function within<T>(index: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused && error.entry === null) throw new Refused(error.message, index);
    if (error instanceof RangeError) throw new Refused("it is nested too deep", index);
    throw error;
  }
}
