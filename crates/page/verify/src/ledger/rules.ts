// The rules between fields of a body, which no schema says (docs/format.md §1).

import { need, utf8 } from "./bytes.ts";
import { isEdtf, isInstant } from "./edtf.ts";
import { at, isObject, type Json, type JsonObject } from "./json.ts";
import { vkey } from "./note.ts";
import type { Found, Schema } from "./schema.ts";

/** The text at a field; undefined where there is none. */
export function textAt(object: Json | undefined, pointer: string): string | undefined {
  const value = at(object, pointer);
  return typeof value === "string" ? value : undefined;
}
export function listAt(object: Json | undefined, pointer: string): Json[] {
  const value = at(object, pointer);
  return Array.isArray(value) ? value : [];
}
export function objectAt(object: Json | undefined, pointer: string): JsonObject | undefined {
  const value = at(object, pointer);
  return isObject(value) ? value : undefined;
}
const numberAt = (object: Json | undefined, pointer: string): number | undefined => {
  const value = at(object, pointer);
  return typeof value === "number" ? value : undefined;
};
const texts = (values: Json[]): string[] => values.filter((value) => typeof value === "string");

export const MAX_ARTIFACT = 64 * 1024 * 1024;

/** What a first-person utterance attests is said by the signer, or by an office in whose name it signs. */
export const isFirstPerson = (utterance: JsonObject): boolean => utterance.attests !== "read_them_so";

/** Definitions whose lists name nothing twice. */
const SETS = new Set([
  ...["PartyId", "ThingId", "IncidentId", "QuestionId", "Entity", "ClaimRef", "ClaimTarget", "StatementRef", "Sha256"],
  ...["KeyBytes", "Usage", "FacetName", "Currency"],
]);

/** Definitions that say something, and the fields that say nothing by themselves. */
const SAYING: Record<string, string[]> = {
  Scope: [],
  Extent: ["unsure"],
  Time: ["inferred"],
  Distance: [],
  Duration: [],
  Item: [],
  Unanswered: [],
  Times: [],
};

/** Checks one value on the way through a body. */
export function inside(found: Found): void {
  const { value, pointer } = found;
  const name = found.names.at(-1) ?? "";
  if (typeof value === "string") characters(value, found, name);
  if (Array.isArray(value)) unique(value, found);
  if (!isObject(value)) return;
  const silent = SAYING[name];
  if (silent) need(Object.keys(value).some((field) => !silent.includes(field)), `${pointer} says nothing`);
  RULES[name]?.(value, pointer);
}

function characters(value: string, found: Found, name: string): void {
  if (name === "Edtf") need(isEdtf(value), `${found.pointer} is no date of the calendar`);
  if (name === "Instant") need(isInstant(value), `${found.pointer} is no moment of the calendar`);
  const controls = value.match(/\p{Cc}/gu) ?? [];
  if (controls.length === 0) return;
  const { field } = found;
  const owner = found.names.at(-1) ?? "";
  const isPrinted = field === "exact" || field === "printed" || (owner === "PrintedName" && (field === "name" || field === "role"));
  const isProse =
    (field === "text" && (owner.startsWith("Phrase") || owner === "Utterance")) ||
    field === "grounds" ||
    field === "about" ||
    (field === "note" && owner !== "Marker");
  const allowed = isPrinted ? /[\t-\r\u0085]/ : isProse ? /[\t\n]/ : /(?!)/;
  for (const control of controls) need(allowed.test(control), `${found.pointer} holds a control character`);
}

function unique(values: Json[], found: Found): void {
  const plain = texts(values);
  const isVkeys = found.field === "log_vkeys" || found.field === "vkeys";
  // The definition of the items is not told with the list: the items say it by their form.
  const listed = plain.length === values.length && (isVkeys || LISTED.has(found.field));
  if (listed) need(new Set(plain).size === plain.length, `${found.pointer} names something twice`);
  if (found.field === "members") {
    const known = texts(values.map((member) => (isObject(member) ? (member.is ?? null) : null)));
    need(new Set(known).size === known.length, `${found.pointer} names something twice`);
  }
}

/** The fields that hold lists of the definitions in `SETS`. */
const LISTED = new Set<string>();

/** Finds those fields in the schemas. */
export function learn(schemas: Schema[]): void {
  for (const schema of schemas) {
    if (typeof schema === "string") continue;
    for (const [name, field] of Object.entries(schema.fields ?? {})) {
      if (typeof field !== "string" && typeof field.list === "string" && SETS.has(field.list)) LISTED.add(name.replace("?", ""));
      learn([field]);
    }
    learn(schema.one ?? []);
  }
}

const RULES: Record<string, (value: JsonObject, pointer: string) => void> = {
  Segment: segment,
  Extent(value, pointer) {
    const but = new Set(texts(listAt(value, "/all_except")));
    need(!texts(listAt(value, "/of")).some((id) => but.has(id)), `${pointer} names something in both lists`);
  },
  Time(value, pointer) {
    need(value.inferred === undefined || value.edtf !== undefined, `${pointer} infers no date`);
  },
  Set(value, pointer) {
    need(value.closure !== "all_except" || listAt(value, "/members").length > 0, `${pointer} excepts nothing`);
  },
  Amount(value, pointer) {
    const [low, high] = [textAt(value, "/between/lo"), textAt(value, "/between/hi")];
    if (low !== undefined && high !== undefined) need(compareDecimals(low, high) <= 0, `${pointer} is crossed`);
  },
  Distance: spans,
  Duration: spans,
  Rate(value, pointer) {
    need((numberAt(value, "/every/n") ?? 0) > 0, `${pointer} is every no time at all`);
  },
  Marker(value, pointer) {
    need(value.kind !== "other" || value.note !== undefined, `${pointer} is of another kind and does not say which`);
  },
  Hop(value, pointer) {
    need((value.kind === "translates") === (value.maker !== undefined), `${pointer}: a maker is for translations, and needed there`);
  },
  Claim(value, pointer) {
    const answered = textAt(value, "/value/answer") !== undefined;
    need(answered === (textAt(value, "/stance/polarity") === undefined), `${pointer}: a polarity is for what is no answer, and needed there`);
    if (value.act === "retracts" || value.act === "corrects") need(value.target !== undefined, `${pointer} has no target`);
    need(value.inferred !== undefined || listAt(value, "/segments").length > 0, `${pointer} has no words`);
  },
  Utterance: utterance,
  Silence: others,
  Link: link,
  Capture: capture,
  Amend: amend,
  Grant(value, pointer) {
    need(listAt(value, "/offices").length === 0 || listAt(value, "/usages").includes("speak"), `${pointer} speaks for offices and may not speak`);
    need(value.recovery_key !== value.key, `${pointer} recovers itself`);
  },
  Rotate(value, pointer) {
    need(value.recovery_key === undefined || value.recovery_key !== value.key, `${pointer} recovers itself`);
  },
  Revoke(value, pointer) {
    need(value.compromised_since === undefined || value.why === "compromised", `${pointer} is compromised since, for another reason`);
  },
  Policy: policy,
  Party(value, pointer) {
    for (const whole of listAt(value, "/part_of")) need(textAt(whole, "/party") !== value.id, `${pointer} is part of itself`);
  },
  Thing(value, pointer) {
    for (const list of ["/part_of", "/alias_of"]) need(!listAt(value, list).includes(value.id!), `${pointer} is part of itself`);
  },
  Redaction(value, pointer) {
    need(listAt(value, "/statements").length + listAt(value, "/artifacts").length > 0, `${pointer} withholds nothing`);
  },
};

function segment(value: JsonObject, pointer: string): void {
  const length = utf8(String(value.exact)).length;
  const places = [value, ...listAt(value, "/also_at").filter(isObject)];
  const starts = new Set<number>();
  for (const place of places) {
    const [start, end] = [numberAt(place, "/start")!, numberAt(place, "/end")!];
    need(end - start === length, `${pointer}: the offsets do not span the words`);
    need(!starts.has(start), `${pointer} has one place twice`);
    starts.add(start);
  }
}

export function compareDecimals(a: string, b: string): number {
  const scaled = (text: string): bigint => {
    const [whole = "0", rest = ""] = text.replace("-", "").split(".");
    const digits = BigInt(whole + rest.padEnd(18, "0"));
    return text.startsWith("-") ? -digits : digits;
  };
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const DAY = 86_400;
const SECONDS: Record<string, [number, number]> = {
  seconds: [1, 1],
  minutes: [60, 60],
  hours: [3_600, 3_600],
  days: [DAY, DAY],
  weeks: [7 * DAY, 7 * DAY],
  months: [28 * DAY, 31 * DAY],
  years: [365 * DAY, 366 * DAY],
};

function spans(value: JsonObject, pointer: string): void {
  const seconds = (field: string, most: 0 | 1): number | undefined => {
    const count = numberAt(value, `${field}/n`);
    const unit = SECONDS[textAt(value, `${field}/unit`) ?? ""];
    return count === undefined || unit === undefined ? undefined : count * unit[most];
  };
  const [least, most] = [seconds("/min", 0), seconds("/max", 1)];
  if (least !== undefined && most !== undefined) need(least <= most, `${pointer} is crossed`);
}

function others(value: JsonObject, pointer: string): void {
  need(!listAt(value, "/also").includes(value.incident ?? null), `${pointer}: also names the subject`);
}

function utterance(value: JsonObject, pointer: string): void {
  others(value, pointer);
  const chain = listAt(value, "/chain");
  if (isFirstPerson(value)) {
    need(textAt(value, "/speaker/party") !== undefined, `${pointer}: the first person is one party`);
    need(chain.length === 0, `${pointer}: the first person has no chain`);
  } else need(value.text === undefined, `${pointer}: a text of one's own is for the first person`);
  const claims = listAt(value, "/claims");
  for (const claim of claims) {
    for (const hop of ["/stance/hop", "/verb/hop"]) need((numberAt(claim, hop) ?? -1) < chain.length, `${pointer}: a hop that the chain has not`);
  }
}

const BETWEEN_INCIDENTS = new Set(["same_event", "part_of_event", "caused_by", "related_unclear"]);

function link(value: JsonObject, pointer: string): void {
  const [from, to] = [String(value.from), String(value.to)];
  const relation = String(value.relation);
  const [isClaim, isIncident] = [(end: string) => end.includes("#"), (end: string) => end.startsWith("incident:")];
  need(from !== to, `${pointer} leads to where it starts`);
  const fits =
    (isClaim(from) && isClaim(to)) ||
    (isIncident(from) && isIncident(to) && BETWEEN_INCIDENTS.has(relation)) ||
    (isClaim(from) && to.startsWith("question:") && (relation === "answers" || relation === "evades"));
  need(fits, `${pointer}: ${relation} does not join these`);
}

function capture(value: JsonObject, pointer: string): void {
  const size = numberAt(value, "/size") ?? 0;
  need(size <= MAX_ARTIFACT, `${pointer}: the artifact is larger than 64 MiB`);
  need(textAt(value, "/source/rendition/of") !== value.artifact, `${pointer} is a rendition of itself`);
  for (const defect of listAt(value, "/defects")) {
    const [start, end] = [numberAt(defect, "/at/start"), numberAt(defect, "/at/end")];
    if (start !== undefined && end !== undefined) need(start <= end && end <= size, `${pointer}: a defect goes beyond the artifact`);
  }
}

function amend(value: JsonObject, pointer: string): void {
  const withdraws = value.reason === "withdrawal";
  need(withdraws === (value.replacement === undefined), `${pointer}: a replacement is for what is not withdrawn, and needed there`);
  const targets = listAt(value, "/targets");
  need(targets.length === 1 || withdraws || value.reason === "merge", `${pointer}: several targets are for a merge or a withdrawal`);
  const starts = listAt(value, "/moved").map((moved) => textAt(moved, "/from") ?? "");
  need(new Set(starts).size === starts.length, `${pointer}: a claim moves twice`);
  for (const start of starts) need(targets.includes(start.split("#")[0]!), `${pointer}: a claim moves that is not the target's`);
  need(!listAt(value, "/also").includes(value.incident ?? null), `${pointer}: also names the subject`);
}

function policy(value: JsonObject, pointer: string): void {
  const keys = [...listAt(value, "/operator/keys"), ...listAt(value, "/recovery_keys")];
  need(!keys.includes(value.receipt_key ?? null), `${pointer}: the receipt key is a statement key`);
  need(new Set(keys).size === keys.length, `${pointer}: a recovery key is another key`);
  const witnesses = texts(listAt(value, "/witnesses/vkeys"));
  need((numberAt(value, "/witnesses/quorum") ?? 0) <= witnesses.length, `${pointer}: the quorum is larger than the witnesses are many`);
  for (const witness of witnesses) {
    const key = vkey(witness);
    need(key !== null && (key.type === 4 || key.type === 6), `${pointer}: a witness's key is of no type that witnesses have`);
  }
}
