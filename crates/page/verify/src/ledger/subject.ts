// What a statement is about, as it follows from its body (docs/format.md §2).

import { byBytes, need } from "./bytes.ts";
import type { Kind } from "./entry.ts";
import type { JsonObject } from "./json.ts";
import { listAt, objectAt, textAt } from "./rules.ts";

/** Subject of a statement that was told before. */
export type Before = (statement: string) => string;

const isIncident = (id: string): boolean => id.startsWith("incident:");
const statementOf = (end: string): string => end.split("#")[0]!;

export function subject(kind: Kind, says: JsonObject, origin: string, before: Before): string {
  const own = textAt(says, "/incident");
  switch (kind) {
    case "policy":
    case "key":
    case "redaction":
      return origin;
    case "party":
    case "thing":
    case "incident":
      return textAt(says, "/id")!;
    case "capture":
      return own ?? origin;
    case "link": {
      const from = textAt(says, "/from")!;
      return own ?? (isIncident(from) ? from : before(statementOf(from)));
    }
    case "opinion":
      return own ?? before(statementOf(textAt(says, "/target")!));
    case "amend":
      return own ?? before(String(listAt(says, "/targets")[0]));
    default:
      need(own !== undefined, "the body names no incident");
      return own;
  }
}

/** The incidents concerned beyond the subject, in order. */
export function concerned(kind: Kind, says: JsonObject, about: string, origin: string, before: Before): string[] {
  const named = new Set<string>();
  for (const list of ["/also", "/incidents"]) for (const id of listAt(says, list)) named.add(String(id));
  if (kind === "link") for (const end of ["/from", "/to"]) named.add(textAt(says, end)!);
  const replacement = objectAt(says, "/replacement/says");
  if (kind === "amend" && replacement) {
    const inner = textAt(says, "/replacement/kind") as Kind;
    const its = subject(inner, replacement, origin, before);
    named.add(its);
    for (const id of concerned(inner, replacement, its, origin, before)) named.add(id);
  }
  named.delete(about);
  return [...named].filter(isIncident).sort(byBytes);
}
