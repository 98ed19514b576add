// Deterministic CBOR (RFC 8949 §4.2.1), as far as the formats use it: no floats, and of simple values only nil.

import { compare, need, Refused, text } from "./bytes.ts";

/** A number is a `bigint`, a byte string a `Uint8Array`, nil is `null`. A map keeps its keys as they stand. */
export type Cbor = bigint | string | Uint8Array | null | Cbor[] | Mapping | Tagged;
export class Mapping {
  constructor(readonly pairs: [Cbor, Cbor][]) {}
  get(key: bigint): Cbor | undefined {
    return this.pairs.find(([name]) => name === key)?.[1];
  }
  keys(): Cbor[] {
    return this.pairs.map(([name]) => name);
  }
}
export class Tagged {
  constructor(
    readonly tag: bigint,
    readonly value: Cbor,
  ) {}
}

const DEPTH = 16;

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  private take(count: number): Uint8Array {
    need(count <= this.bytes.length - this.at, "the CBOR ends too early");
    const taken = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return taken;
  }

  private argument(info: number): bigint {
    if (info < 24) return BigInt(info);
    need(info <= 27, "CBOR of indefinite length or with a reserved length");
    const width = 1 << (info - 24);
    let value = 0n;
    for (const byte of this.take(width)) value = (value << 8n) | BigInt(byte);
    const least = width === 1 ? 24n : 1n << BigInt(4 * width);
    need(value >= least, "a CBOR head is not in its shortest form");
    return value;
  }

  private length(info: number): number {
    const length = this.argument(info);
    need(length <= BigInt(this.bytes.length - this.at), "a CBOR length goes beyond the end");
    return Number(length);
  }

  item(depth = 0): Cbor {
    need(depth <= DEPTH, "the CBOR is nested too deep");
    const head = this.take(1)[0]!;
    const info = head & 31;
    switch (head >> 5) {
      case 0:
        return this.argument(info);
      case 1:
        return -1n - this.argument(info);
      case 2:
        return this.take(this.length(info));
      case 3: {
        const read = text(this.take(this.length(info)));
        need(read !== null, "a CBOR text is not UTF-8");
        return read;
      }
      case 4: {
        const items: Cbor[] = [];
        for (let left = this.length(info); left > 0; left--) items.push(this.item(depth + 1));
        return items;
      }
      case 5:
        return this.map(this.length(info), depth);
      case 6:
        return new Tagged(this.argument(info), this.item(depth + 1));
      default:
        need(head === 0xf6, "a CBOR value that no format here has");
        return null;
    }
  }

  private map(count: number, depth: number): Mapping {
    const pairs: [Cbor, Cbor][] = [];
    let last: Uint8Array | null = null;
    for (; count > 0; count--) {
      const start = this.at;
      const key = this.item(depth + 1);
      const written = this.bytes.subarray(start, this.at);
      need(last === null || compare(last, written) < 0, "the keys of a CBOR map are out of order");
      last = written;
      pairs.push([key, this.item(depth + 1)]);
    }
    return new Mapping(pairs);
  }
}

/** One item and nothing behind it. */
export function decode(bytes: Uint8Array): Cbor {
  const reader = new Reader(bytes);
  const item = reader.item();
  need(reader.at === bytes.length, "there are bytes behind the CBOR item");
  return item;
}

export function list(item: Cbor | undefined, length: number | null, what: string): Cbor[] {
  if (!Array.isArray(item) || (length !== null && item.length !== length)) throw new Refused(`${what} is not the list it must be`);
  return item;
}

export function bytes(item: Cbor | undefined, length: number | null, what: string): Uint8Array {
  if (!(item instanceof Uint8Array) || (length !== null && item.length !== length)) throw new Refused(`${what} is not the byte string it must be`);
  return item;
}

export function string(item: Cbor | undefined, what: string): string {
  if (typeof item !== "string") throw new Refused(`${what} is not a text`);
  return item;
}

/** A number from 0 that JavaScript counts exactly. */
export function count(item: Cbor | undefined, what: string): number {
  if (typeof item !== "bigint" || item < 0n || item > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refused(`${what} is not a number from 0`);
  return Number(item);
}

export function uint(item: Cbor | undefined, what: string): bigint {
  if (typeof item !== "bigint" || item < 0n) throw new Refused(`${what} is not a number from 0`);
  return item;
}

export function mapping(item: Cbor | undefined, what: string): Mapping {
  if (!(item instanceof Mapping)) throw new Refused(`${what} is not a map`);
  return item;
}
