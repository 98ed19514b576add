// Ways to damage a bundle: bits of every region, and whole parts left out, swapped, doubled or cut.

export interface Piece {
  /** Byte offsets of the item, head included. */
  start: number;
  end: number;
  items: Piece[];
  head: number;
}

/** Where the items of a bundle stand; of well-formed bytes only. */
export function pieces(bytes: Uint8Array): Piece {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = bytes.indexOf(10) + 1;
  const item = (): Piece => {
    const start = at;
    const major = bytes[at]! >> 5;
    const info = bytes[at]! & 31;
    at += 1;
    let value = info;
    if (info === 24) value = view.getUint8(at);
    if (info === 25) value = view.getUint16(at);
    if (info === 26) value = view.getUint32(at);
    if (info >= 24 && info <= 26) at += 1 << (info - 24);
    const head = at - start;
    const items: Piece[] = [];
    if (major === 2 || major === 3) at += value;
    if (major === 4) for (let n = 0; n < value; n++) items.push(item());
    return { start, end: at, items, head };
  };
  return item();
}

function head(major: number, value: number): number[] {
  if (value < 24) return [(major << 5) + value];
  if (value < 256) return [(major << 5) + 24, value];
  if (value < 65536) return [(major << 5) + 25, value >> 8, value & 255];
  return [(major << 5) + 26, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const join = (...parts: (Uint8Array | number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const list = (items: Uint8Array[]): Uint8Array => join(head(4, items.length), ...items);
const text = (said: string): Uint8Array => {
  const encoded = new TextEncoder().encode(said);
  return join(head(3, encoded.length), encoded);
};
const octets = (content: Uint8Array): Uint8Array => join(head(2, content.length), content);

/** A generator of numbers from a seed (xorshift32). */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export interface Damaged {
  what: string;
  bytes: Uint8Array;
}

/** Every structural damage once, and `bits` flipped bits spread over the regions. */
export function* damaged(bytes: Uint8Array, bits: number, seed: number): Generator<Damaged> {
  const draw = random(seed);
  const whole = pieces(bytes);
  const cut = (piece: Piece): Uint8Array => bytes.subarray(piece.start, piece.end);
  const inner = (piece: Piece): Uint8Array => bytes.subarray(piece.start + piece.head, piece.end);
  const [about, note, hashes, entries, artifacts] = whole.items as [Piece, Piece, Piece, Piece, Piece];
  const line = bytes.subarray(0, whole.start);
  const parts = { about: cut(about), note: cut(note), hashes: cut(hashes), entries: entries.items.map(cut), artifacts: artifacts.items.map(cut) };
  const made = (change: Partial<typeof parts>): Uint8Array => {
    const all = { ...parts, ...change };
    return join(line, head(4, 5), all.about, all.note, all.hashes, list(all.entries), list(all.artifacts));
  };
  const without = <T>(items: T[], n: number): T[] => items.filter((_, k) => k !== n);
  const swapped = <T>(items: T[], n: number, m: number): T[] => items.map((item, k) => (k === n ? items[m]! : k === m ? items[n]! : item));
  const record = (n: number): Uint8Array => cut(entries.items[n]!.items[0]!);
  const body = (n: number): Uint8Array => cut(entries.items[n]!.items[1]!);
  const count = parts.entries.length;

  yield { what: "as it is, put together anew", bytes: made({}) };
  // Of a long bundle every seventh entry is enough, and each of its kinds is met.
  for (let n = 0; n < count; n += count > 60 ? 7 : 1) {
    yield { what: `entry number ${n} left out`, bytes: made({ entries: without(parts.entries, n) }) };
    yield { what: `body number ${n} left out`, bytes: made({ entries: parts.entries.map((item, k) => (k === n ? list([record(n), Uint8Array.of(0xf6)]) : item)) }) };
    const other = (n + 1) % count;
    yield { what: `entries ${n} and ${other} swapped`, bytes: made({ entries: swapped(parts.entries, n, other) }) };
    yield { what: `bodies ${n} and ${other} swapped`, bytes: made({ entries: parts.entries.map((item, k) => (k === n ? list([record(n), body(other)]) : k === other ? list([record(other), body(n)]) : item)) }) };
    yield { what: `entry ${n} twice`, bytes: made({ entries: [...parts.entries.slice(0, n + 1), ...parts.entries.slice(n)] }) };
    yield { what: `cut behind entry ${n}`, bytes: made({ entries: parts.entries.slice(0, n + 1) }) };
  }
  for (let n = 0; n < parts.artifacts.length; n++) {
    yield { what: `artifact ${n} left out`, bytes: made({ artifacts: without(parts.artifacts, n) }) };
    yield { what: `artifact ${n} twice`, bytes: made({ artifacts: [...parts.artifacts.slice(0, n + 1), ...parts.artifacts.slice(n)] }) };
    yield { what: `artifact ${n} cut`, bytes: made({ artifacts: parts.artifacts.map((item, k) => (k === n ? octets(inner(artifacts.items[n]!).slice(0, -1)) : item)) }) };
  }
  yield { what: "artifacts left out", bytes: made({ artifacts: [] }) };
  yield { what: "an artifact that belongs to nothing", bytes: made({ artifacts: [octets(Uint8Array.of(1)), ...parts.artifacts].slice(0, 1) }) };
  yield { what: "one hash less", bytes: made({ hashes: octets(inner(hashes).slice(32)) }) };
  yield { what: "one hash more", bytes: made({ hashes: octets(join(inner(hashes), new Uint8Array(32))) }) };
  yield { what: "31 bytes of a hash", bytes: made({ hashes: octets(join(inner(hashes), new Uint8Array(31))) }) };
  for (const name of ["", "incident:00000000000000000000000000000000", "nobody", "x".repeat(512), "x".repeat(513)]) yield { what: `about ${name}`, bytes: made({ about: text(name) }) };
  yield { what: "about nothing", bytes: made({ about: Uint8Array.of(0xf6) }) };
  for (const name of partitions(bytes, entries)) yield { what: `about ${name}`, bytes: made({ about: text(name) }) };
  yield { what: "a byte behind", bytes: join(bytes, [0]) };
  yield { what: "a list of indefinite length", bytes: join(line, [0x9f], bytes.subarray(whole.start + 1), [0xff]) };
  yield { what: "a head that is too long", bytes: join(line, [0x98, 5], bytes.subarray(whole.start + 1)) };
  yield { what: "another first line", bytes: join(new TextEncoder().encode("bayan bundle v2\n"), bytes.subarray(whole.start)) };
  yield { what: "no first line", bytes: bytes.slice(whole.start) };
  for (const length of [0, 1, 15, 16, 17, 40, whole.items[1]!.start + 40, bytes.length - 1]) yield { what: `cut to ${length} bytes`, bytes: bytes.slice(0, length) };

  // Small regions would be missed by positions drawn from the whole.
  const regions: [string, number, number][] = [["the first line", 0, whole.start + 1], ...whole.items.map((piece, n): [string, number, number] => [["partition", "checkpoint", "hashes", "entries", "artifacts"][n]!, piece.start, piece.end])];
  for (let n = 0; n < bits; n++) {
    const [name, start, end] = regions[n % (regions.length + 3)] ?? regions[4]!;
    const at = start + draw(end - start);
    const bit = draw(8);
    const changed = bytes.slice();
    changed[at]! ^= 1 << bit;
    yield { what: `bit ${bit} of byte ${at}, in ${name}`, bytes: changed };
  }
}

/** The names of partitions that stand in the entries. */
function partitions(bytes: Uint8Array, entries: Piece): Set<string> {
  const read = new TextDecoder("latin1").decode(bytes.subarray(entries.start, entries.end));
  return new Set([...read.matchAll(/(?:incident|party|thing):[0-9a-f]{32}|key:[0-9a-f]{64}/g)].map(([name]) => name));
}
