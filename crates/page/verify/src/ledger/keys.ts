// Who holds which key, and until when (docs/format.md §4).

import { concat, need, unhex, utf8 } from "./bytes.ts";
import { thumbprint } from "./entry.ts";
import { canonical, type Json, type JsonObject } from "./json.ts";
import { listAt, objectAt, textAt } from "./rules.ts";
import { holds, mayEnrol } from "./signature.ts";

export interface Key {
  bytes: Uint8Array;
  party: string;
  usages: Set<string>;
  offices: Set<string>;
  /** The thumbprint of the key that may revoke this one. */
  recovery: string | null;
  granted: number;
  /** The thumbprint of the key that signed the grant; null for those of entry 0. */
  by: string | null;
  ended: boolean;
  compromisedSince: number | null;
  /** Named only as a recovery key: it falls with no other. */
  recovers: boolean;
}

const ALL = ["record", "speak", "operate"];
const strings = (values: Json[]): string[] => values.filter((value) => typeof value === "string");

export class Keys {
  readonly held = new Map<string, Key>();
  policy: JsonObject = {};
  operator = "";
  private listed: string[] = [];

  /** The key that signed a statement: granted before, not ended, of the party that signs. */
  signer(print: string, party: string): Key {
    const key = this.held.get(print);
    need(key !== undefined, "the signing key was never granted");
    need(!key.ended, "the signing key had ended");
    need(key.party === party, "the signing key is another party's");
    return key;
  }

  private enrol(material: string, key: Omit<Key, "bytes" | "ended" | "compromisedSince" | "recovers">, recovers = false): string {
    const bytes = unhex(material);
    const print = thumbprint(bytes);
    need(!this.held.has(print), "a key is granted a second time");
    need(material !== this.policy.receipt_key, "the receipt key is granted");
    need(mayEnrol(bytes), "a key is no sound point of the prime-order group");
    this.held.set(print, { ...key, bytes, ended: false, compromisedSince: null, recovers });
    return print;
  }

  /** Takes a recovery key on: new, or one that the party has already. */
  private recovery(material: string, party: string, index: number, by: string | null): string {
    const print = thumbprint(unhex(material));
    const known = this.held.get(print);
    if (!known) return this.enrol(material, { party, usages: new Set(), offices: new Set(), recovery: null, granted: index, by }, true);
    need(known.recovers && known.party === party, "a recovery key is another key already");
    return print;
  }

  /** Puts a policy in force; `by` is the thumbprint of its signer, null for entry 0. */
  enforce(says: JsonObject, index: number, by: string | null): void {
    const party = textAt(says, "/operator/party")!;
    if (by !== null) {
      for (const field of ["origin", "log_vkeys", "receipt_key"]) {
        need(canonical(says[field]!) === canonical(this.policy[field]!), `a later policy has another ${field}`);
      }
      need(party === this.operator, "a later policy has another operator");
    }
    this.operator = party;
    this.policy = says;
    const keys = strings(listAt(says, "/operator/keys"));
    const prints = keys.map((material) => thumbprint(unhex(material)));
    for (const print of this.listed) if (!prints.includes(print)) this.held.get(print)!.ended = true;
    for (const [n, material] of keys.entries()) {
      const known = this.held.get(prints[n]!);
      if (known) need(known.party === party, "a listed key is another party's");
      else this.enrol(material, { party, usages: new Set(ALL), offices: new Set(), recovery: null, granted: index, by });
    }
    this.listed = prints;
    for (const material of strings(listAt(says, "/recovery_keys"))) this.recovery(material, party, index, by);
  }

  /** Applies a key statement that `signer` signed. */
  apply(says: JsonObject, index: number, signer: Key, signerPrint: string, audience: string): void {
    const [grant, rotate, revoke] = [objectAt(says, "/grant"), objectAt(says, "/rotate"), objectAt(says, "/revoke")];
    if (grant) this.grant(grant, index, signer, signerPrint, audience);
    if (rotate) this.rotate(rotate, index, signer, signerPrint, audience);
    if (revoke) this.revoke(revoke, index, signer, signerPrint);
  }

  private grant(says: JsonObject, index: number, signer: Key, by: string, audience: string): void {
    need(signer.usages.has("operate"), "the signing key may not grant keys");
    const party = textAt(says, "/party")!;
    const usages = strings(listAt(says, "/usages"));
    const offices = strings(listAt(says, "/offices"));
    const promise: JsonObject = {
      aud: audience,
      grantor: by,
      offices: [...offices].sort(),
      party,
      usages: ALL.filter((usage) => usages.includes(usage)),
    };
    isPossessed(says, "bayan 2026 key grant possession v1\n", promise);
    const named = textAt(says, "/recovery_key");
    this.enrol(textAt(says, "/key")!, { party, usages: new Set(usages), offices: new Set(offices), recovery: null, granted: index, by });
    if (named !== undefined) this.name(textAt(says, "/key")!, named, party, index, by);
  }

  /** Names the recovery key of a key. */
  private name(material: string, recovery: string, party: string, index: number, by: string): void {
    const print = thumbprint(unhex(material));
    const named = this.recovery(recovery, party, index, by);
    need(named !== print, "a key is its own recovery key");
    this.held.get(print)!.recovery = named;
  }

  private rotate(says: JsonObject, index: number, signer: Key, by: string, audience: string): void {
    const print = textAt(says, "/old")!;
    const old = this.held.get(print);
    need(old !== undefined && !old.ended, "the key that is rotated is not in force");
    need(reaches(signer, by, old, print), "the signing key may not rotate that key");
    isPossessed(says, "bayan 2026 key rotation possession v1\n", { aud: audience, grantor: by, old: print });
    const { party, usages, offices, recovery, recovers } = old;
    this.enrol(textAt(says, "/key")!, { party, usages, offices, recovery, granted: index, by }, recovers);
    old.ended = true;
    const named = textAt(says, "/recovery_key");
    if (named !== undefined) this.name(textAt(says, "/key")!, named, party, index, by);
  }

  private revoke(says: JsonObject, index: number, signer: Key, by: string): void {
    const print = textAt(says, "/key")!;
    const key = this.held.get(print);
    need(key !== undefined, "a key is revoked that was never granted");
    const recovers = this.recovers(by, key);
    need(recovers || reaches(signer, by, key, print), "the signing key may not revoke that key");
    const since = says.compromised_since;
    if (typeof since !== "number") {
      need(!key.ended, "a key is revoked that had ended");
    } else {
      need(recovers || signer.usages.has("operate"), "the signing key may not say since when a key is compromised");
      need(since >= key.granted && since <= index, "a key is compromised since before its grant, or since later");
      need(key.compromisedSince === null, "a key is compromised a second time");
      key.compromisedSince = since;
      this.fall(print, since);
    }
    key.ended = true;
  }

  /** Whether the key of a thumbprint may revoke another one as its recovery key. */
  recovers(by: string, key: Key): boolean {
    if (key.recovery === by) return true;
    const named = strings(listAt(this.policy, "/recovery_keys")).map((material) => thumbprint(unhex(material)));
    return key.party === this.operator && named.includes(by);
  }

  /** Ends what a compromised key granted from an entry on, and so on. */
  private fall(print: string, since: number): void {
    for (const [other, key] of this.held) {
      if (key.by !== print || key.granted < since || key.recovers || key.ended) continue;
      key.ended = true;
      this.fall(other, key.granted);
    }
  }
}

/** The key itself, one of the same party with at least its usages and offices, or one that operates. */
function reaches(signer: Key, by: string, key: Key, print: string): boolean {
  if (by === print || signer.usages.has("operate")) return true;
  const covers = (all: Set<string>, some: Set<string>): boolean => [...some].every((one) => all.has(one));
  return signer.party === key.party && !signer.recovers && covers(signer.usages, key.usages) && covers(signer.offices, key.offices);
}

function isPossessed(says: JsonObject, label: string, promise: JsonObject): void {
  const message = concat(utf8(label), utf8(canonical(promise)));
  need(holds(unhex(textAt(says, "/key")!), unhex(textAt(says, "/possession")!), message), "the new key did not sign that it is held");
}
