// The part of JSON Schema that the schemas of bodies use.

import { need, Refused } from "./bytes.ts";
import { canonical, isObject, type Json, type JsonObject } from "./json.ts";
import tables from "./tables.json";

/** A name of a definition, or one of the forms that `generate.mjs` writes. */
export type Schema = string | Form;
export interface Form {
  one?: Schema[];
  of?: string;
  fields?: Record<string, Schema>;
  list?: Schema;
  minItems?: number;
  maxItems?: number;
  below?: number;
  truth?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
}

export const DEFS = tables.defs as unknown as Record<string, Form>;
export const KINDS = tables.kinds as Record<string, string>;

/** A value with the names of the definitions that it was found under, outermost first, and its JSON pointer. */
export interface Found {
  value: Json;
  names: readonly string[];
  pointer: string;
  parent: JsonObject | null;
  field: string;
}

const patterns = new Map<string, RegExp>();
function matches(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, (compiled = new RegExp(`^(?:${pattern})$`, "u")));
  return compiled.test(value);
}

/** Whether a value that holds no other values is what its schema asks for. */
function isScalar(form: Form, value: Json): boolean {
  if (form.of !== undefined) return typeof value === "string" && form.of.split(" ").includes(value);
  if (form.truth) return typeof value === "boolean";
  if (form.below !== undefined) return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < form.below;
  if (typeof value !== "string") return false;
  const length = form.minLength === undefined && form.maxLength === undefined ? 0 : [...value].length;
  if (length < (form.minLength ?? 0) || length > (form.maxLength ?? Infinity)) return false;
  return form.pattern === undefined || matches(form.pattern, value);
}

/** Checks a value, and tells of every value inside it in the order of the document. */
export function check(schema: Schema, value: Json, tell: (found: Found) => void): void {
  walk(schema, { value, names: [], pointer: "/says", parent: null, field: "says" }, tell);
}

function walk(schema: Schema, found: Found, tell: (found: Found) => void): void {
  const { value, pointer, names } = found;
  if (typeof schema === "string") walk(DEFS[schema]!, { ...found, names: [...names, schema] }, tell);
  else if (schema.one) walk(chosen(schema.one, value, pointer), found, tell);
  else if (schema.fields) fields(schema.fields, found, tell);
  else if (schema.list !== undefined) {
    const inner = schema.list;
    need(Array.isArray(value), `${pointer} is not a list`);
    need(value.length >= (schema.minItems || 1), `${pointer} has too few items`);
    need(value.length <= (schema.maxItems ?? Infinity), `${pointer} has too many items`);
    tell(found);
    value.forEach((item, n) => walk(inner, { ...found, value: item, pointer: `${pointer}/${n}` }, tell));
  } else {
    need(isScalar(schema, value), `${pointer} is not what its schema asks for`);
    tell(found);
  }
}

function fields(known: Record<string, Schema>, found: Found, tell: (found: Found) => void): void {
  const { value, pointer, names } = found;
  need(isObject(value), `${pointer} is not an object`);
  tell(found);
  for (const name of Object.keys(known)) need(name.endsWith("?") || Object.hasOwn(value, name), `${pointer} lacks ${name}`);
  for (const [name, item] of Object.entries(value)) {
    const inner = Object.hasOwn(known, name) ? known[name] : Object.hasOwn(known, `${name}?`) ? known[`${name}?`] : undefined;
    need(inner !== undefined, `${pointer} has a field that no schema knows`);
    walk(inner, { value: item, names, pointer: `${pointer}/${name}`, parent: value, field: name }, tell);
  }
}

/** The alternative that a value takes, told by its form: a text of a list, or an object with its names. */
function chosen(alternatives: Schema[], value: Json, pointer: string): Schema {
  for (const schema of alternatives) {
    const form = typeof schema === "string" ? DEFS[schema]! : schema;
    const isIt = form.fields ? isObject(value) && named(form.fields, value) : isScalar(form, value);
    if (isIt) return schema;
  }
  throw new Refused(`${pointer} is none of the forms that its schema has: ${canonical(value).slice(0, 60)}`);
}

/** Whether an object has the fields that are needed, and in those with a fixed text, such as `kind`, that text. */
function named(known: Record<string, Schema>, value: JsonObject): boolean {
  return Object.entries(known).every(([name, field]) => {
    if (name.endsWith("?")) return true;
    return Object.hasOwn(value, name) && (typeof field === "string" || field.of === undefined || isScalar(field, value[name]!));
  });
}
