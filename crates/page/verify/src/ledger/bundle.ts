// Bundles: a part of a ledger with all that it takes to judge it (docs/format.md §6).

import { blake3 } from "@noble/hashes/blake3.js";
import { compare, digestHex, hex, need, same, sha256, utf8 } from "./bytes.ts";
import { bytes, decode, list, string } from "./cbor.ts";
import { chainHash, entry, isBody, within, type Entry } from "./entry.ts";
import { canonical, type JsonObject } from "./json.ts";
import { Judge, type Told, type Unchecked } from "./judge.ts";
import { checkpoint, cosigners, isRoot, leafHash, root, verifyLog, type Checkpoint } from "./note.ts";
import { listAt, MAX_ARTIFACT, textAt } from "./rules.ts";

const FIRST_LINE = utf8("bayan bundle v1\n");
const MAX_BUNDLE = 1024 * 1024 * 1024;
const MAX_PARTITION = 512;
const MAX_CHECKPOINT = 262_144;
const MAX_BODY = 262_144;

/** What is known of a ledger from outside a bundle. */
export interface Pin {
  origin: string;
  entry_0: string;
  receipts: string;
  log: string[];
}

export interface Verified {
  /** The partition that the bundle is about; null for the whole log. */
  about: string | null;
  origin: string;
  size: number;
  root: string;
  /** Seconds since the Unix epoch, of the log's ML-DSA-44 signature. */
  time: bigint;
  entry0: string;
  pin: Pin;
  pinned: boolean;
  entries: Entry[];
  told: Map<number, Told>;
  artifacts: Map<string, Uint8Array>;
  withheld: Map<string, number>;
  unchecked: Unchecked[];
  /** Whether every entry of the log is here, so that there are no more. */
  whole: boolean;
  /** Entries of the partition, and the newest of them. */
  part: { entries: number; upTo: number };
  /** Witnesses named by the ledger's own policy whose cosignatures hold, and how many it asks for. */
  witnesses: string[];
  quorum: number;
}

interface Carried {
  entry: Entry;
  body: Uint8Array | null;
}

interface Bundle {
  about: string | null;
  note: Checkpoint;
  hashes: Uint8Array;
  carried: Carried[];
  artifacts: Map<string, Uint8Array>;
}

/** Called between pieces of work; a page lets its reader scroll meanwhile. */
export type Pause = (done: number, all: number) => Promise<void>;

function open(encoded: Uint8Array): Bundle {
  need(encoded.length <= MAX_BUNDLE, "the bundle is larger than 1 GiB");
  need(same(encoded.subarray(0, FIRST_LINE.length), FIRST_LINE), "this is no bundle");
  const fields = list(decode(encoded.subarray(FIRST_LINE.length)), 5, "the bundle");
  const about = fields[0] === null ? null : string(fields[0], "the partition");
  need(about === null || utf8(about).length <= MAX_PARTITION, "the partition's name is too long");
  const note = bytes(fields[1], null, "the checkpoint");
  need(note.length <= MAX_CHECKPOINT, "the checkpoint is too long");
  const hashes = bytes(fields[2], null, "the hashes");
  need(hashes.length % 32 === 0, "the hashes are not of 32 bytes each");
  const items = list(fields[3], null, "the entries");
  need(items.length > 0, "the bundle holds no entry");
  let last = -1;
  const carried = items.map((item) => {
    const [record, said] = list(item, 2, "an entry");
    const read = entry(bytes(record, null, "an entry"));
    need(read.index > last, "the entries are out of order");
    last = read.index;
    const body = said === null ? null : bytes(said, null, "a body");
    need(body === null || body.length <= MAX_BODY, "a body is too long");
    return { entry: read, body };
  });
  return { about, note: checkpoint(note), hashes, carried, artifacts: artifacts(list(fields[4], null, "the artifacts").map((item) => bytes(item, null, "an artifact"))) };
}

function artifacts(items: Uint8Array[]): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>();
  let last: Uint8Array | null = null;
  for (const item of items) {
    need(item.length <= MAX_ARTIFACT, "an artifact is larger than 64 MiB");
    const sha = sha256(item);
    need(last === null || compare(last, sha) < 0, "the artifacts are out of order");
    last = sha;
    all.set(hex(sha), item);
  }
  return all;
}

/** Compares what entry 0 says with the pin. */
function agree(pin: Pin, own: Pin): void {
  need(pin.origin === own.origin, "the pin is of another ledger");
  need(pin.entry_0 === own.entry_0, "entry 0 is not the one of the pin");
  need(pin.receipts === own.receipts, "the receipt key is not the one of the pin");
  need(canonical(pin.log) === canonical(own.log), "the log's keys are not those of the pin");
}

/** The pin that a bundle's own entry 0 would be compared with. */
function pinOf(first: Entry, policy: JsonObject): Pin {
  return {
    origin: textAt(policy, "/origin") ?? "",
    entry_0: digestHex(first.bytes),
    receipts: textAt(policy, "/receipt_key") ?? "",
    log: listAt(policy, "/log_vkeys").map(String),
  };
}

/** Step 4: the entries of a partition count from 0 and link to each other. */
function linked(carried: Carried[], name: string): Carried[] {
  const mine = carried.filter(({ entry: { parts } }) => parts.some((part) => part.name === name));
  let previous: number | null = null;
  for (const [n, { entry: one }] of mine.entries()) {
    const part = one.parts.find((candidate) => candidate.name === name)!;
    within(one.index, () => need(part.ordinal === n && part.previous === previous, "an entry before this one is left out"));
    previous = one.index;
  }
  need(mine.length > 0, "the bundle holds no entry of what it is about");
  return mine;
}

/** What a bundle is judged by step for step; throws `Refused`, which names the entry where there is one. */
export async function verify(encoded: Uint8Array, pin: Pin | null, pause: Pause = async () => {}): Promise<Verified> {
  const bundle = open(encoded);
  const { note, carried, about } = bundle;
  for (const { entry: one, body } of carried) within(one.index, () => need(body === null || isBody(one.statement, body), "the body is not the one that was signed"));
  await pause(0, carried.length);

  const first = carried[0]!;
  need(first.entry.index === 0 && first.body !== null && first.entry.statement.kind === "policy", "the bundle does not start with entry 0, a policy");
  const judge = new Judge();
  // Entry 0 alone: its body is read before the checkpoint, whose keys it names.
  within(0, () => judge.judge(first.entry, first.body));
  const own = pinOf(first.entry, judge.keys.policy);
  if (pin) agree(pin, own);

  need(note.origin === own.origin, "the checkpoint is of another ledger");
  const time = verifyLog(note, own.log);
  const newest = carried.at(-1)!.entry;
  within(newest.index, () => need(newest.index < note.size, "an entry lies beyond the checkpoint"));
  if (newest.index === note.size - 1) need(newest.time / 1000n === time, "the checkpoint's time is not that of the newest entry");
  const leaves = carried.map(({ entry: one }) => ({ index: one.index, hash: leafHash(one.bytes) }));
  need(isRoot(note, root(note.size, leaves, bundle.hashes)), "the entries are not those of the tree that was signed");

  const whole = carried.length === note.size;
  need(about !== null || whole, "the bundle is of the whole log and lacks entries");
  const part = about === null ? carried : linked(carried, about);
  linked(carried, own.origin);
  chained(carried, own.origin, whole);
  for (const [n, { entry: one, body }] of carried.entries()) {
    if (n > 0) within(one.index, () => judge.judge(one, body));
    if (n % 8 === 0) await pause(n, carried.length);
  }
  bodies(carried, new Set(part), judge);
  await quotations(bundle.artifacts, judge, pause);
  const witnesses = listAt(judge.keys.policy, "/witnesses/vkeys").map(String);
  return {
    about,
    origin: own.origin,
    size: note.size,
    root: hex(note.root),
    time,
    entry0: own.entry_0,
    pin: own,
    pinned: pin !== null,
    entries: carried.map(({ entry: one }) => one),
    told: new Map([...judge.told.values()].map((told) => [told.index, told])),
    artifacts: bundle.artifacts,
    withheld: judge.withheld,
    unchecked: judge.unchecked,
    whole,
    part: { entries: part.length, upTo: part.at(-1)!.entry.index },
    witnesses: cosigners(note, witnesses),
    quorum: Number((judge.keys.policy.witnesses as JsonObject).quorum),
  };
}

/** Time, chain and, where the whole log is here, partitions. */
function chained(carried: Carried[], origin: string, whole: boolean): void {
  const counts = new Map<string, { ordinal: number; previous: number | null }>();
  let before: Entry | null = null;
  for (const { entry: one } of carried) {
    within(one.index, () => {
      need(before === null || one.time >= before.time, "the time runs backwards");
      if (before === null) need(same(one.previous, chainHash(utf8(origin))), "the chain does not start with the origin");
      else if (before.index === one.index - 1) need(same(one.previous, chainHash(before.bytes)), "the chain is broken");
      for (const part of whole ? one.parts : []) {
        const next = counts.get(part.name) ?? { ordinal: 0, previous: null };
        need(part.ordinal === next.ordinal && part.previous === next.previous, "a part does not follow from the entries before");
        counts.set(part.name, { ordinal: next.ordinal + 1, previous: one.index });
      }
    });
    before = one;
  }
}

/** Step 6, bodies: what is missing is withheld or of something else, and what is withheld is missing. */
function bodies(carried: Carried[], part: Set<Carried>, judge: Judge): void {
  for (const one of carried) {
    const { index, statement } = one.entry;
    const named = judge.withheld.has(statement.id);
    const mustBe = part.has(one) || ["policy", "key", "redaction"].includes(statement.kind);
    within(index, () => {
      need(!named || one.body === null, "a body is here that is withheld");
      need(named || one.body !== null || !mustBe, "a body is missing that nobody withheld");
    });
  }
}

/** Step 6, artifacts: each is used by a body here, is what was said of it, and holds what is quoted from it. */
async function quotations(artifacts: Map<string, Uint8Array>, judge: Judge, pause: Pause): Promise<void> {
  for (const [sha, content] of artifacts) {
    need(judge.used.has(sha), "an artifact is here that nothing here is about");
    need(!judge.withheld.has(sha), "an artifact is here that is withheld");
    judge.artifact(content, sha, blake3(content));
    await pause(1, 1);
  }
  const absent = new Set<string>();
  for (const quotation of judge.quotations) {
    const content = artifacts.get(quotation.artifact);
    if (content) {
      within(quotation.entry, () => need(judge.stands(quotation, content), `${quotation.pointer}: the words do not stand there in what was captured`));
    } else absent.add(quotation.artifact);
  }
  for (const sha of absent) judge.unchecked.push({ entry: judge.quotations.find(({ artifact }) => artifact === sha)!.entry, what: `artifact ${sha} is not here` });
}
