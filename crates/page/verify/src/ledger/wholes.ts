// Nothing is a part of itself, at any distance (docs/format.md §4).

import { need } from "./bytes.ts";

const MOST = 4_096;

export class Wholes {
  private readonly wholes = new Map<string, string[]>();
  private readonly aliases = new Map<string, Set<string>>();
  private readonly given = new Map<string, string[]>();

  /** Says what an id is part of and an alias of, in place of what was said before. */
  set(id: string, wholes: string[], aliases: string[]): void {
    for (const old of this.given.get(id) ?? []) this.aliases.get(old)?.delete(id);
    this.given.set(id, aliases);
    for (const other of aliases) {
      const back = this.aliases.get(other) ?? new Set();
      this.aliases.set(other, back.add(id));
    }
    this.wholes.set(id, wholes);
    this.check(id);
  }

  private same(id: string): string[] {
    return [...(this.given.get(id) ?? []), ...(this.aliases.get(id) ?? [])];
  }

  /** Walks up from an id; meeting it, or an alias of it, again by way of a whole is a circle. */
  private check(id: string): void {
    const self = this.closure([id]);
    const seen = new Set<string>();
    let next = [...self].flatMap((one) => this.wholes.get(one) ?? []);
    while (next.length > 0) {
      const level = [...this.closure(next)].filter((one) => !seen.has(one));
      for (const one of level) {
        need(!self.has(one), `${id} is a part of itself`);
        seen.add(one);
      }
      need(seen.size <= MOST, `${id} has more than ${MOST} wholes and aliases`);
      next = level.flatMap((one) => this.wholes.get(one) ?? []);
    }
  }

  private closure(ids: string[]): Set<string> {
    const all = new Set(ids);
    for (const one of all) for (const other of this.same(one)) all.add(other);
    return all;
  }
}
