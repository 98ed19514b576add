// node generate.mjs BAYAN: writes src/ledger/tables.json, the closed world that docs/format.md refers to: the schemas
// (`bayan schema`) without descriptions and without the nulls that no body may hold, and the built-in facets.
// With --check it compares instead.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const [bayan, flag] = process.argv.slice(2);
if (!bayan) {
  console.error("usage: node generate.mjs BAYAN [--check]");
  process.exit(2);
}
const ask = (...args) => JSON.parse(execFileSync(bayan, args, { maxBuffer: 1 << 26 }));
const schemas = ask("schema");

const isNull = (schema) => schema.type === "null";

// A name stands for its definition; a field with "?" may be absent; a list of words is one text. Ranges of numbers
// follow from their formats, the other limits stand as they are.
function slim(schema, rename) {
  if (schema.$ref) return rename(schema.$ref.replace("#/$defs/", ""));
  const one = (schema.anyOf ?? schema.oneOf)?.filter((each) => !isNull(each)).map((each) => slim(each, rename));
  if (one) return one.length === 1 ? one[0] : { one };
  if (schema.enum) return { of: schema.enum.join(" ") };
  if (schema.const !== undefined) return { of: schema.const };
  const type = [schema.type].flat().find((each) => each !== "null");
  const { description, title, type: _, properties, required = [], additionalProperties, $schema, $defs, items, format, ...limits } = schema;
  if (type === "object") {
    if (additionalProperties !== false) throw new Error("a schema lets other fields in");
    const named = Object.entries(properties).map(([name, field]) => [required.includes(name) ? name : `${name}?`, slim(field, rename)]);
    return { fields: Object.fromEntries(named) };
  }
  if (type === "array") return { list: slim(items, rename), ...limits };
  if (type === "integer") return { below: { uint8: 2 ** 8, uint16: 2 ** 16, uint32: 2 ** 32, uint64: 2 ** 53 }[format] };
  if (type === "boolean") return { truth: true };
  return limits;
}

// The same phrase has one name in one schema and another in the next: they are told apart by their length.
const isPhrase = (name) => /^Phrase[0-9]*$/.test(name);
const defs = {};
const kinds = {};
for (const [kind, schema] of Object.entries(schemas)) {
  const rename = (name) => (isPhrase(name) ? `Phrase${schema.$defs[name].properties.text.maxLength}` : name);
  for (const [name, def] of Object.entries(schema.$defs)) {
    const [to, said] = [rename(name), slim(def, rename)];
    if (defs[to] && JSON.stringify(defs[to]) !== JSON.stringify(said)) throw new Error(`${kind}: two meanings of ${to}`);
    defs[to] = said;
  }
  kinds[kind] = schema.properties.says.$ref.replace("#/$defs/", "");
}
// name, value, "!" where affirming it is to somebody's harm, topics
const facets = ask("facets", "--json").map(({ facet, value, harm, topics }) => [facet, value, harm === null ? "" : "!", ...topics].join(" "));

const sorted = (value) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
    : Array.isArray(value)
      ? value.map(sorted)
      : value;
const written = `${JSON.stringify(sorted({ kinds, defs, facets }), null, 1)}\n`;
const path = new URL("src/ledger/tables.json", import.meta.url);
if (flag !== "--check") writeFileSync(path, written);
else if (readFileSync(path, "utf8") !== written) {
  console.error("src/ledger/tables.json is stale: node generate.mjs BAYAN");
  process.exit(1);
}
