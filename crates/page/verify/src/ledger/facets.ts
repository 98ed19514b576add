// Facets: what a claim can be about, and which values it takes (docs/format.md §4).

import { need } from "./bytes.ts";
import { canonical, type Json, type JsonObject } from "./json.ts";
import { listAt, textAt } from "./rules.ts";
import tables from "./tables.json";

/** Answers that give no value and fit every facet. */
const NO_VALUE = ["unknown_to_source", "no_evidence_found", "not_said", "declined", "withheld"];
const SOME = ["bytes", "money", "quantity", "set"];

interface Facet {
  value: string;
  harm: boolean;
  spec: string | null;
}

export class Facets {
  private readonly known = new Map<string, Facet>();
  private readonly families = new Set<string>();
  private readonly topics = new Set<string>();

  constructor() {
    for (const line of tables.facets) {
      const [name, value, harm, ...topics] = line.split(" ") as [string, string, string, ...string[]];
      this.known.set(name, { value, harm: harm === "!", spec: null });
      this.families.add(name.split(".")[0]!);
      for (const topic of topics) this.topics.add(topic);
    }
  }

  has = (name: string): boolean => this.known.has(name);

  takes(name: string, type: string, value: Json): boolean {
    const facet = this.known.get(name)!;
    return facet.value === type || (type === "answer" && NO_VALUE.includes(String(value)));
  }

  /** A thing declares a facet; `hidden` where a thing before it is withheld or not here. */
  declare(leaf: JsonObject, hidden: boolean): void {
    const name = textAt(leaf, "/name")!;
    const spec = leaf.spec as JsonObject;
    const written = canonical(spec);
    const before = this.known.get(name);
    need(!before || before.spec === written, `the facet ${name} is declared in other words`);
    const value = textAt(spec, "/value")!;
    const { harm } = spec;
    need(this.families.has(name.split(".")[0]!), `the facet ${name} is in no family`);
    for (const topic of listAt(spec, "/topics")) need(this.topics.has(String(topic)), `there is no topic ${String(topic)}`);
    if (harm !== undefined) need(harm === "some" ? SOME.includes(value) : value === "answer", `the facet ${name} has a harm rule for other values`);
    const implied = listAt(spec, "/implies").map(String);
    need(implied.length === 0 || harm !== undefined, `the facet ${name} implies others and has no harm rule`);
    for (const other of implied) {
      const facet = this.known.get(other);
      need(facet !== undefined ? facet.harm : hidden, `the facet ${name} implies one without a harm rule`);
    }
    if (spec.changing !== undefined) need(spec.changing === true && value === "answer" && harm === undefined, `the facet ${name} does not change`);
    this.known.set(name, { value, harm: harm !== undefined, spec: written });
  }
}
