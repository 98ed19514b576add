// Admission: each statement judged against those before it (docs/format.md §4).

import { need, same, unhex, utf8, digestHex, hex } from "./bytes.ts";
import { thumbprint, type Entry, type Kind, type Statement } from "./entry.ts";
import { Facets } from "./facets.ts";
import { isObject, parse, type Json, type JsonObject } from "./json.ts";
import { Keys, type Key } from "./keys.ts";
import { inside, isFirstPerson, learn, listAt, objectAt, textAt } from "./rules.ts";
import { check, DEFS, KINDS, type Found } from "./schema.ts";
import { holds } from "./signature.ts";
import { concerned, subject } from "./subject.ts";
import { Wholes } from "./wholes.ts";

learn(Object.values(DEFS));

export interface Told {
  index: number;
  statement: Statement;
  /** The body; null where it is withheld, or not here. */
  body: JsonObject | null;
}

export interface Unchecked {
  entry: number;
  what: string;
}

export interface Quotation {
  entry: number;
  pointer: string;
  artifact: string;
  exact: Uint8Array;
  starts: number[];
}

export interface Artifact {
  size: number | null;
  blake3: { entry: number; hash: string }[];
}

const OPERATED: readonly Kind[] = ["policy", "redaction"];
const RECORDED: readonly Kind[] = ["party", "incident", "thing", "question", "silence", "link"];
const FIXED: readonly Kind[] = ["policy", "key", "redaction"];

export class Judge {
  readonly keys = new Keys();
  readonly told = new Map<string, Told>();
  readonly artifacts = new Map<string, Artifact>();
  /** Artifacts that a body here captures, quotes or names as an original. */
  readonly used = new Set<string>();
  readonly quotations: Quotation[] = [];
  readonly unchecked: Unchecked[] = [];
  /** Statement ids and artifacts that a redaction names, with its entry. */
  readonly withheld = new Map<string, number>();
  private readonly facets = new Facets();
  private readonly wholes = new Wholes();
  private readonly declared = new Map<string, Kind>();
  private readonly slugs = new Map<string, string>();
  private readonly references = new Set<string>();
  /** The artifact that a first-person statement's own text is. */
  private readonly texts = new Map<string, string>();
  /** Whether the body of an entry before is withheld or not here. */
  private hidden = false;
  origin = "";
  audience = "";

  /** Judges an entry; `body` is null where it is not here. */
  judge(entry: Entry, encoded: Uint8Array | null): void {
    const { statement, index } = entry;
    const body = encoded === null ? null : this.body(statement, encoded, index);
    const says = body ? (body.says as JsonObject) : null;
    if (index === 0) this.found(statement, says, entry);
    else need(statement.audience === null ? !FIXED.includes(statement.kind) && statement.kind !== "amend" : statement.audience === this.audience, "the statement is for another ledger, or for none");
    const key = this.keys.signer(statement.thumbprint, statement.signer);
    need(holds(key.bytes, statement.signature, statement.signed), "the signature does not hold");
    need(!this.told.has(statement.id), "a statement is here twice");
    this.allowed(statement.kind, says, key, statement.thumbprint);
    if (says && body) {
      this.header(statement, says);
      this.refer(statement, body);
      this.read(statement.kind, says, index, statement);
      if (index > 0) this.apply(statement, says, entry, key);
    } else {
      this.hidden = true;
      if (["party", "thing", "incident"].includes(statement.kind)) this.declare(statement.subject, statement.kind);
    }
    this.told.set(statement.id, { index, statement, body });
  }

  private body(statement: Statement, encoded: Uint8Array, index: number): JsonObject {
    const body = parse(encoded);
    need(isObject(body), "the body is no object");
    const names = Object.keys(body).filter((name) => name !== "ref");
    need(names.join() === "kind,nonce,says,v" && body.v === 1, "the body has other fields than a body has");
    need(body.kind === statement.kind, "the header names another kind than the body");
    need(typeof body.nonce === "string" && /^[0-9a-f]{32}$/.test(body.nonce), "the nonce is not 16 bytes in hex");
    const { ref } = body;
    need(ref === undefined || (typeof ref === "string" && ref !== "" && [...ref].length <= 128 && !/\p{Cc}/u.test(ref)), "the author's reference is no text of 1 to 128 characters");
    const references: Found[] = [];
    check(KINDS[statement.kind]!, body.says!, (found) => {
      inside(found);
      if (typeof found.value === "string") references.push(found);
    });
    this.pending = { references, index };
    return body;
  }
  private pending: { references: Found[]; index: number } = { references: [], index: 0 };

  /** Entry 0 founds the ledger. */
  private found(statement: Statement, says: JsonObject | null, entry: Entry): void {
    need(statement.kind === "policy" && says !== null, "entry 0 is no policy, or has no body");
    this.origin = textAt(says, "/origin")!;
    need(statement.audience === this.origin, "entry 0 is for another ledger");
    this.audience = `${this.origin}#${digestHex(entry.bytes)}`;
    const prints = listAt(says, "/operator/keys").map((key) => thumbprint(unhex(String(key))));
    need(prints.includes(statement.thumbprint), "entry 0 is not signed by an operator's key");
    this.keys.enforce(says, 0, null);
    this.declare(this.keys.operator, "party", true);
  }

  /** Usages: which keys may say what. */
  private allowed(kind: Kind, says: JsonObject | null, key: Key, print: string): void {
    const recovery = kind === "key" && textAt(says ?? undefined, "/revoke/key") !== undefined && (key.recovers || this.isRecovery(print));
    if (this.keys.policy.append === "operator_only") need(key.usages.has("operate") || recovery, "only the operator may append");
    if (OPERATED.includes(kind)) need(key.usages.has("operate"), `the signing key may not sign a ${kind}`);
    else if (RECORDED.includes(kind)) need(key.usages.has("record"), `the signing key may not record a ${kind}`);
    else if (kind === "utterance" && says) this.spoken(says, key);
    else if (kind !== "key") need(key.usages.has("record") || key.usages.has("speak"), `the signing key may not sign a ${kind}`);
    if (kind !== "amend" || !says) return;
    const [inner, replacement] = [textAt(says, "/replacement/kind") as Kind | undefined, objectAt(says, "/replacement/says")];
    if (inner === undefined || !replacement) return;
    if (RECORDED.includes(inner)) need(key.usages.has("record"), `the signing key may not record a ${inner}`);
    else if (inner === "utterance") this.spoken(replacement, key);
  }

  private isRecovery(print: string): boolean {
    return [...this.keys.held.values()].some((key) => key.recovery === print);
  }

  private spoken(says: JsonObject, key: Key): void {
    if (!isFirstPerson(says)) return need(key.usages.has("record"), "the signing key may not record what others said");
    need(key.usages.has("speak"), "the signing key may not speak");
    const office = textAt(says, "/attests/on_behalf_of");
    const speaker = textAt(says, "/speaker/party");
    if (office === undefined) need(speaker === key.party, "the speaker is not the key's party");
    else need(speaker === office && key.offices.has(office), "the key was not granted for that office");
  }

  private header(statement: Statement, says: JsonObject): void {
    const before = (id: string): string => {
      const known = this.told.get(id);
      need(known !== undefined, `statement ${id} was not declared before`);
      return known.statement.subject;
    };
    const about = subject(statement.kind, says, this.origin, before);
    need(about === statement.subject, "the subject in the header does not follow from the body");
    const others = concerned(statement.kind, says, about, this.origin, before);
    need(others.join() === statement.incidents.join(), "the incidents in the header do not follow from the body");
  }

  /** Everything that a body points to was declared before. */
  private refer(statement: Statement, body: JsonObject): void {
    if (typeof body.ref === "string") {
      const reference = `${statement.signer} ${body.ref}`;
      need(!this.references.has(reference), "an author's reference is there twice");
      this.references.add(reference);
    }
    const own = ownClaims(statement.kind, body.says as JsonObject);
    // A first-person text is an artifact that its own claims quote.
    for (const text of ["/says/text", "/says/replacement/says/text"]) {
      const said = textAt(body, text);
      if (said !== undefined) this.ownText(said, statement.id);
    }
    const { references, index } = this.pending;
    for (const found of references) {
      if (/^\/says(\/replacement\/says)?\/(id|artifact)$/.test(found.pointer)) continue;
      this.resolve(found, own, index);
    }
    const incidents = this.about(statement.kind, body.says as JsonObject).flatMap((id) => this.incidentsOf(id));
    const mine = [statement.subject, ...statement.incidents].filter((id) => id.startsWith("incident:"));
    if (["link", "opinion", "amend"].includes(statement.kind)) need(new Set([...incidents, ...mine]).size <= 16, "more than 16 incidents are concerned");
  }

  private about(kind: Kind, says: JsonObject): string[] {
    if (kind === "link") return [textAt(says, "/from")!, textAt(says, "/to")!].filter((end) => end.includes("#")).map((end) => end.split("#")[0]!);
    if (kind === "opinion") return [textAt(says, "/target")!.split("#")[0]!];
    return kind === "amend" ? listAt(says, "/targets").map(String) : [];
  }

  private incidentsOf(id: string): string[] {
    const known = this.told.get(id)?.statement;
    return known ? [known.subject, ...known.incidents].filter((name) => name.startsWith("incident:")) : [];
  }

  private resolve(found: Found, own: number, index: number): void {
    const value = found.value as string;
    const type = found.names.at(-1) ?? "";
    switch (type) {
      case "PartyId":
      case "ThingId":
      case "IncidentId":
      case "Entity":
        return need(this.declared.has(value), `${found.pointer}: ${value} was not declared before`);
      case "QuestionId":
        return this.known(this.declared.has(value), found, index, "question");
      case "Sha256":
        need(!this.withheld.has(value) || found.pointer.startsWith("/says/artifacts/"), `${found.pointer}: the artifact is withheld`);
        return this.known(this.artifacts.has(value), found, index, "artifact");
      case "FacetName":
        if (found.field === "name") return undefined;
        return this.known(this.facets.has(value), found, index, "facet");
      case "StatementRef":
        return need(this.told.has(value), `${found.pointer}: statement ${value} was not declared before`);
      case "Target":
      case "End":
      case "ClaimRef":
      case "ClaimTarget":
      case "Opined":
        if (value.includes("#")) return this.claim(value, own, found, index);
        if (value.startsWith("question:")) return this.known(this.declared.has(value), found, index, "question");
        return need(value.includes(":") ? this.declared.has(value) : this.told.has(value), `${found.pointer}: ${value} was not declared before`);
      default:
        return undefined;
    }
  }

  private known(isKnown: boolean, found: Found, index: number, what: string): void {
    if (isKnown) return;
    need(this.hidden, `${found.pointer}: the ${what} ${String(found.value)} was not declared before`);
    this.unchecked.push({ entry: index, what: `${found.pointer}: ${what} ${String(found.value)} may be declared by a statement that is withheld or not here` });
  }

  private claim(value: string, own: number, found: Found, index: number): void {
    const [id, number] = value.split("#") as [string, string];
    if (id === "") return need(Number(number) < own, `${found.pointer}: the statement has no claim ${number}`);
    const known = this.told.get(id);
    need(known !== undefined, `${found.pointer}: statement ${id} was not declared before`);
    if (known.body) return need(Number(number) < ownClaims(known.statement.kind, known.body.says as JsonObject), `${found.pointer}: there is no claim ${value}`);
    need(known.statement.kind === "utterance" || known.statement.kind === "amend", `${found.pointer}: there is no claim ${value}`);
    this.unchecked.push({ entry: index, what: `${found.pointer}: claims of ${id} cannot be counted` });
  }

  /** Reads claims, quotations and what else a body says, also inside a replacement. */
  private read(kind: Kind, says: JsonObject, index: number, statement: Statement, at = "/says"): void {
    if (kind === "amend") {
      this.amend(says, index, statement);
      const inner = objectAt(says, "/replacement/says");
      if (inner) this.read(textAt(says, "/replacement/kind") as Kind, inner, index, statement, `${at}/replacement/says`);
      return;
    }
    if (kind === "capture") this.capture(says, index);
    if (kind === "utterance") {
      for (const [n, claim] of listAt(says, "/claims").entries()) {
        const facet = textAt(claim, "/facet")!;
        const [type, value] = Object.entries(objectAt(claim, "/value")!)[0] as [string, Json];
        need(!this.facets.has(facet) || this.facets.takes(facet, type, value), `${at}/claims/${n}: the facet ${facet} takes no such value`);
        this.quoted(claim, `${at}/claims/${n}`, index);
      }
    }
    if (kind === "silence") this.quoted(says, at, index);
    if (["party", "thing", "incident", "question"].includes(kind)) this.describe(kind, says, statement, at !== "/says");
  }

  private ownText(text: string, statement: string): void {
    const encoded = utf8(text);
    const sha = digestHex(encoded);
    need(!this.withheld.has(sha), "a text is said again that is withheld");
    this.used.add(sha);
    this.texts.set(statement, sha);
    if (!this.artifacts.has(sha)) this.artifacts.set(sha, { size: encoded.length, blake3: [] });
  }

  private capture(says: JsonObject, index: number): void {
    const sha = textAt(says, "/artifact")!;
    need(!this.withheld.has(sha), "what is withheld is captured again");
    const size = says.size as number;
    const known = this.artifacts.get(sha);
    need(!known || known.size === null || known.size === size, "an artifact has two sizes");
    const artifact = known ?? { size, blake3: [] };
    artifact.blake3.push({ entry: index, hash: textAt(says, "/blake3")! });
    this.artifacts.set(sha, artifact);
    this.used.add(sha);
    const original = textAt(says, "/source/rendition/of");
    if (original !== undefined) this.used.add(original);
  }

  private quoted(holder: Json, at: string, index: number): void {
    for (const [n, segment] of listAt(holder, "/segments").entries()) {
      const artifact = textAt(segment, "/artifact")!;
      this.used.add(artifact);
      const places = [segment, ...listAt(segment, "/also_at")] as JsonObject[];
      const size = this.artifacts.get(artifact)?.size ?? null;
      for (const place of places) need(size === null || (place.end as number) <= size, `${at}/segments/${n} goes beyond the artifact`);
      this.quotations.push({ entry: index, pointer: `${at}/segments/${n}`, artifact, exact: utf8(textAt(segment, "/exact")!), starts: places.map((place) => place.start as number) });
    }
  }

  private declare(id: string, kind: Kind, again = false): void {
    need(again || !this.declared.has(id) || id === this.keys.operator, `${id} is declared twice`);
    if (id === this.keys.operator && !again) {
      need(!this.describedOperator, `${id} is declared twice`);
      this.describedOperator = true;
    }
    this.declared.set(id, kind);
  }
  private describedOperator = false;

  private describe(kind: Kind, says: JsonObject, statement: Statement, again: boolean): void {
    const id = textAt(says, "/id")!;
    if (!again) this.declare(id, kind);
    if (id === this.keys.operator) need(statement.signer === this.keys.operator, "another party describes the operator");
    const slug = textAt(says, "/slug");
    if (slug !== undefined) {
      const owner = this.slugs.get(`${kind}:${slug}`);
      need(owner === undefined || owner === id, `the slug ${slug} is another one's already`);
      this.slugs.set(`${kind}:${slug}`, id);
    }
    const leaf = objectAt(says, "/is/facet");
    if (leaf && !again) this.facets.declare(leaf, this.hidden);
    if (kind !== "party" && kind !== "thing") return;
    const wholes = listAt(says, "/part_of").map((whole) => (isObject(whole) ? textAt(whole, "/party")! : String(whole)));
    this.wholes.set(id, wholes, listAt(says, "/alias_of").map(String));
  }

  private amend(says: JsonObject, index: number, statement: Statement): void {
    const inner = textAt(says, "/replacement/kind");
    for (const target of listAt(says, "/targets").map(String)) {
      const known = this.told.get(target)!;
      need(!FIXED.includes(known.statement.kind), "a policy, key or redaction is amended");
      need(known.statement.signer === statement.signer, "another party's record is amended");
      need(inner === undefined || inner === known.statement.kind, "a record is amended into another kind");
      if (inner === undefined) continue;
      if (["party", "thing", "incident"].includes(inner)) need(textAt(says, "/replacement/says/id") === known.statement.subject, "an amended declaration changes its id");
      if (!known.body) {
        this.unchecked.push({ entry: index, what: `what ${target} said cannot be compared` });
        continue;
      }
      if (inner === "question") need(textAt(says, "/replacement/says/id") === textAt(known.body, "/says/id"), "an amended declaration changes its id");
      const isFacet = objectAt(known.body, "/says/is/facet") !== undefined || objectAt(says, "/replacement/says/is/facet") !== undefined;
      if (inner === "thing") need(!isFacet, "a thing that declares a facet is amended");
    }
  }

  /** What policies, keys and redactions change from here on. */
  private apply(statement: Statement, says: JsonObject, entry: Entry, key: Key): void {
    if (statement.kind === "policy") this.keys.enforce(says, entry.index, statement.thumbprint);
    if (statement.kind === "key") this.keys.apply(says, entry.index, key, statement.thumbprint, this.audience);
    if (statement.kind !== "redaction") return;
    for (const id of listAt(says, "/statements").map(String)) {
      need(!FIXED.includes(this.told.get(id)!.statement.kind), "a policy, key or redaction is withheld");
      if (!this.withheld.has(id)) this.withheld.set(id, entry.index);
    }
    for (const sha of listAt(says, "/artifacts").map(String)) if (!this.withheld.has(sha)) this.withheld.set(sha, entry.index);
    for (const [id, sha] of this.texts) need(this.withheld.has(id) === this.withheld.has(sha), "a first-person statement is withheld and its text is not, or the other way round");
  }

  /** Compares an artifact with what is said of it, and the quotations in it. */
  artifact(bytes: Uint8Array, sha: string, blake3: Uint8Array): void {
    const said = this.artifacts.get(sha);
    if (said?.size !== null && said !== undefined) need(said.size === bytes.length, "an artifact has another size than was said");
    for (const { hash } of said?.blake3 ?? []) need(hash === hex(blake3), "an artifact has another BLAKE3 than was said");
  }

  /** Whether a quotation stands at its places. */
  stands(quotation: Quotation, bytes: Uint8Array): boolean {
    return quotation.starts.every((start) => {
      const end = start + quotation.exact.length;
      return end <= bytes.length && same(bytes.subarray(start, end), quotation.exact);
    });
  }
}

/** How many claims can be addressed as the statement's own. */
function ownClaims(kind: Kind, says: JsonObject): number {
  if (kind === "utterance") return listAt(says, "/claims").length;
  return kind === "amend" && textAt(says, "/replacement/kind") === "utterance" ? listAt(says, "/replacement/says/claims").length : 0;
}
