// node many.mjs BAYAN FOLDER: a ledger with one incident, of which 60 speakers make 2,040 claims. Made up, without chance.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SPEAKERS = 60;
const EACH = 34;
const ANSWERS = ["incident.intrusion", "confidentiality.leak", "data.safety", "evidence.state", "integrity.alteration", "availability.outage"];
const COUNTS = ["confidentiality.records", "confidentiality.subjects", "availability.users"];
const SAID = ["yes", "no", "partly", "no_evidence_found", "unknown_to_source", "declined"];

export function many(bayan, folder) {
  mkdirSync(folder, { recursive: true });
  const ledger = join(folder, "ledger");
  const run = (...args) => execFileSync(bayan, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  run("init", ledger, "--origin", "many.example/incidents", "--operator-name", "Many desk", "--operator-slug", "desk", "--no-passphrase");
  const word = (speaker, n) => `Speaker ${speaker} says in sentence ${n} that matter ${(speaker * 7 + n) % 97} stands so.`;
  const lines = [];
  for (let speaker = 0; speaker < SPEAKERS; speaker++) for (let n = 0; n < EACH; n++) lines.push(word(speaker, n));
  const text = join(folder, "source.txt");
  writeFileSync(text, `${lines.join("\n")}\n`);
  const parties = Array.from({ length: SPEAKERS }, (_, speaker) => ({
    kind: "party",
    says: { slug: `speaker-${speaker}`, is: "organisation", names: [{ language: "en", text: `Speaker number ${speaker}` }] },
  }));
  const incident = { kind: "incident", says: { slug: "many", titles: [{ language: "en", text: "Many speakers on one incident" }] } };
  const first = join(folder, "first.jsonl");
  writeFileSync(first, [...parties, incident].map((draft) => JSON.stringify(draft)).join("\n"));
  run("-L", ledger, "import", first);
  run("-L", ledger, "capture", text, "--incident", "many", "--language", "en", "--captured-at", "2026-01-12T08:00:00Z");
  const artifact = execFileSync("sha256sum", [text], { encoding: "utf8" }).slice(0, 64);
  const utterances = Array.from({ length: SPEAKERS }, (_, speaker) => ({
    kind: "utterance",
    says: {
      incident: "incident:many",
      artifact: `capture:${artifact.slice(0, 12)}`,
      attests: "read_them_so",
      recorder: "party:desk",
      speaker: `party:speaker-${speaker}`,
      channel: "statement",
      language: "en",
      chain: [{ kind: "quotes", by: { party: `party:speaker-${speaker}` } }],
      times: { said: `2026-01-${String(1 + (speaker % 12)).padStart(2, "0")}` },
      claims: Array.from({ length: EACH }, (_, n) => claim(speaker, n, word(speaker, n))),
    },
  }));
  const second = join(folder, "second.jsonl");
  writeFileSync(second, utterances.map((draft) => JSON.stringify(draft)).join("\n"));
  run("-L", ledger, "import", second);
  return ledger;
}

function claim(speaker, n, quote) {
  const isCount = n % 5 === 4;
  const facet = isCount ? COUNTS[(speaker + n) % COUNTS.length] : ANSWERS[(speaker + n) % ANSWERS.length];
  return {
    facet,
    act: "asserts",
    value: isCount ? { quantity: { amount: { exactly: String(1000 + speaker * 31 + n) } } } : SAID[(speaker * 5 + n) % SAID.length],
    stance: isCount ? { polarity: "affirm", certainty: "certain" } : "certain",
    segments: [{ quote, zone: "body" }],
    gloss: [{ maker: "human", phrase: { language: "en", text: `matter ${(speaker * 7 + n) % 97}` } }],
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [bayan, folder] = process.argv.slice(2);
  if (!bayan || !folder) {
    console.error("usage: node many.mjs BAYAN FOLDER");
    process.exit(2);
  }
  console.log(many(bayan, folder));
}
