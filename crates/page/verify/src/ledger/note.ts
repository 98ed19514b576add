// Checkpoints: C2SP signed-note, tlog-checkpoint and tlog-cosignature (docs/format.md §5).

import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js";
import { bigEndian, concat, digest, hex, need, same, text, unbase64, utf8 } from "./bytes.ts";
import { holds } from "./signature.ts";

export interface Vkey {
  name: string;
  id: string;
  type: number;
  key: Uint8Array;
}

const LENGTHS: Record<number, number> = { 1: 32, 4: 32, 6: 1312 };

/** Reads a verifier key whose id is the recommended one, or null. */
export function vkey(written: string): Vkey | null {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(written);
  if (!parts) return null;
  const [name, id, rest] = parts.slice(1) as [string, string, string];
  const material = unbase64(rest);
  const type = material?.[0];
  if (!material || type === undefined || material.length - 1 !== LENGTHS[type]) return null;
  const right = hex(digest(utf8(`${name}\n`), material).subarray(0, 4));
  return right === id ? { name, id, type, key: material.slice(1) } : null;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
  text: string;
  signatures: { name: string; id: string; bytes: Uint8Array }[];
}

const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+=*)$/u;

export function checkpoint(bytes: Uint8Array): Checkpoint {
  const note = text(bytes);
  need(note !== null && !/[\0-\x09\x0b-\x1f]/.test(note), "the checkpoint is no text");
  const split = note.lastIndexOf("\n\n");
  need(split >= 0 && note.endsWith("\n"), "the checkpoint has no signatures");
  const lines = note.slice(0, split).split("\n");
  need(lines.length === 3, "the checkpoint has not three lines");
  const [origin, size, root] = lines as [string, string, string];
  need(origin !== "" && /^(0|[1-9][0-9]{0,15})$/.test(size) && Number.isSafeInteger(Number(size)), "the checkpoint names no size");
  const hash = unbase64(root);
  need(hash !== null && hash.length === 32, "the checkpoint names no root");
  const seen = new Set<string>();
  const signatures = note.slice(split + 2, -1).split("\n").map((line) => {
    const parts = SIGNATURE.exec(line);
    const signature = parts ? unbase64(parts[2]!) : null;
    need(parts !== null && signature !== null && signature.length > 4, "a signature line of the checkpoint is broken");
    const [name, id] = [parts[1]!, hex(signature.subarray(0, 4))];
    need(!seen.has(`${name} ${id}`), "a key signed the checkpoint twice");
    seen.add(`${name} ${id}`);
    return { name, id, bytes: signature.subarray(4) };
  });
  return { origin, size: Number(size), root: hash, text: `${lines.join("\n")}\n`, signatures };
}

/** What a cosigner signs by `subtree/v1`. */
function subtree(name: string, time: bigint, note: Checkpoint): Uint8Array {
  const named = (label: string): Uint8Array => concat(Uint8Array.of(utf8(label).length), utf8(label));
  return concat(
    utf8("subtree/v1\n\0"),
    named(name),
    bigEndian(time, 8),
    named(note.origin),
    bigEndian(0n, 8),
    bigEndian(BigInt(note.size), 8),
    note.root,
  );
}

/** The keys of a log, Ed25519 first. */
export function logKeys(vkeys: readonly string[], origin: string): [Vkey, Vkey] {
  const [first, second] = vkeys.map(vkey);
  need(vkeys.length === 2 && first?.type === 1 && second?.type === 6, "the log's keys are not Ed25519 and ML-DSA-44");
  need(first.name === origin && second.name === origin, "the log's keys are of another log");
  return [first, second];
}

/** Verifies both signatures of the log; says the time of the second, in seconds. */
export function verifyLog(note: Checkpoint, vkeys: readonly string[]): bigint {
  const [classic, later] = logKeys(vkeys, note.origin);
  const of = (key: Vkey): Uint8Array | undefined => note.signatures.find(({ name, id }) => name === key.name && id === key.id)?.bytes;
  const [plain, timed] = [of(classic), of(later)];
  need(plain !== undefined && holds(classic.key, plain, utf8(note.text)), "the log's Ed25519 key did not sign the checkpoint");
  need(timed !== undefined && timed.length === 8 + 2420, "the log's ML-DSA-44 key did not sign the checkpoint");
  const time = BigInt(`0x${hex(timed.subarray(0, 8))}`);
  need(time < 1n << 63n, "the time of the log's signature is too large");
  const isSigned = ml_dsa44.verify(timed.subarray(8), subtree(later.name, time, note), later.key);
  need(isSigned, "the log's ML-DSA-44 key did not sign the checkpoint");
  return time;
}

/** The vkeys of witnesses whose cosignatures hold. */
export function cosigners(note: Checkpoint, witnesses: readonly string[]): string[] {
  return witnesses.filter((written) => {
    const key = vkey(written);
    const line = key && note.signatures.find(({ name, id }) => name === key.name && id === key.id);
    if (!key || !line || line.bytes.length < 8) return false;
    const [time, signature] = [BigInt(`0x${hex(line.bytes.subarray(0, 8))}`), line.bytes.subarray(8)];
    if (time >= 1n << 63n) return false;
    if (key.type === 4) return holds(key.key, signature, utf8(`cosignature/v1\ntime ${time}\n${note.text}`));
    return key.type === 6 && signature.length === 2420 && ml_dsa44.verify(signature, subtree(key.name, time, note), key.key);
  });
}

const NODE = Uint8Array.of(1);
const LEAF = Uint8Array.of(0);
export const leafHash = (entry: Uint8Array): Uint8Array => digest(LEAF, entry);

/** The root of a tree from some of its leaves and the hashes of the subtrees that hold none of them (§6). */
export function root(size: number, leaves: readonly { index: number; hash: Uint8Array }[], hashes: Uint8Array): Uint8Array {
  let used = 0;
  const below = (start: number, end: number, first: number, last: number): Uint8Array => {
    if (first === last) {
      need(used + 32 <= hashes.length, "the bundle holds too few hashes");
      used += 32;
      return hashes.subarray(used - 32, used);
    }
    if (end === start + 1) return leaves[first]!.hash;
    let width = 1;
    while (width * 2 < end - start) width *= 2;
    const middle = start + width;
    let split = first;
    while (split < last && leaves[split]!.index < middle) split++;
    const left = below(start, middle, first, split);
    return digest(NODE, left, below(middle, end, split, last));
  };
  const hash = below(0, size, 0, leaves.length);
  need(used === hashes.length, "the bundle holds hashes that nothing needs");
  return hash;
}

export const isRoot = (note: Checkpoint, hash: Uint8Array): boolean => same(note.root, hash);
