// A page as small as one can be that carries a bundle and follows the rules of marks; for tests of the script alone.
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

export function words(tongue) {
  const keys = new Set(read("../../crates/page/verify/words.keys").trim().split("\n").map((line) => line.split(" ")[0]));
  const all = {};
  for (const line of read(`../../crates/words/i18n/${tongue}.ftl`).split("\n")) {
    const [, key, text] = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line) ?? [];
    if (key && keys.has(key)) all[key] = text.replace(/\{ \$([a-z_]+) \}/g, "{$1}");
  }
  return all;
}

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const data = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The page of one incident, from `bayan check-proof --entries --json` of its bundle. */
export function minimal({ bundle, pin, report, tongue = "en" }) {
  const script = read("../../crates/page/verify/dist/verify.js");
  const hash = createHash("sha256").update(script).digest("base64");
  const texts = words(tongue);
  const names = new Map();
  for (const { body } of report.carried) for (const name of [...(body?.says?.names ?? []), ...(body?.says?.titles ?? [])]) if (!names.has(body.says.id)) names.set(body.says.id, name.text);
  const incident = report.carried.find(({ subject }) => subject === report.about);
  const rows = report.carried
    .filter(({ subject, incidents }) => subject === report.about || incidents.includes(report.about))
    .flatMap((told) => {
      const base = told.kind === "amend" ? "/says/replacement/says" : "/says";
      const says = told.kind === "amend" ? told.body?.says.replacement?.says : told.body?.says;
      return (says?.claims ?? []).map((claim, n) => row(told, says, base, claim, n));
    });
  function row(told, says, base, claim, n) {
    const at = `${told.entry} ${base}/claims/${n}`;
    const speaker = says.speaker.party;
    const name = speaker ? `<span data-bayan="${told.entry} ${base}/speaker/party" data-bayan-as="name">${escape(names.get(speaker) ?? "")}</span>` : "";
    const words = (claim.segments ?? []).map((segment, k) => `<q lang="${says.language ?? "en"}" data-bayan="${at}/segments/${k}/exact">${escape(segment.exact)}</q>`).join(" ");
    const gloss = (claim.gloss ?? []).map((one, k) => `<i data-bayan="${at}/gloss/${k}/phrase/text">${escape(one.phrase.text)}</i>`).join(" ");
    const exactly = claim.value.quantity?.amount.exactly;
    const number = exactly === undefined ? "" : `<b data-bayan="${at}/value/quantity/amount/exactly" data-bayan-as="number">${Number(exactly).toLocaleString(tongue)}</b>`;
    return `<tr data-bayan-claim="${told.entry}#${n}" id="c${told.entry}-${n}">
<td><span data-bayan="${told.entry} index" data-bayan-as="number">${told.entry}</span></td>
<td data-bayan="${at}/act" data-bayan-as="label:act">${escape(texts[`act-${claim.act.replaceAll("_", "-")}`])}</td>
<td>${name}</td><td>${words}</td><td>${gloss} ${number}</td>
<td><a href="#c${told.entry}-${n}"><code data-bayan="${told.entry} id" data-bayan-as="hex">${told.id.slice(0, 12)}…</code></a></td></tr>`;
  }
  const ladder = rows.length > 0 ? `<svg direction="ltr" viewBox="0 0 400 40" role="img" aria-labelledby="t"><title id="t" data-bayan-own>How it moved</title><text x="5" y="20" font-size="12" data-bayan-computed="">${rows.length}</text></svg>` : "";
  const title = incident.body.says.titles[0].text;
  return `<!doctype html>
<html lang="${tongue}" dir="${tongue === "fa" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title data-bayan="${incident.entry} /says/titles/0/text">${escape(title)}</title>
<style>body{font:16px/1.5 sans-serif;margin:1rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.3rem;vertical-align:top;text-align:start;overflow-wrap:anywhere}.wide{overflow-x:auto}code{overflow-wrap:anywhere}summary::before{content:"▸ "}</style></head>
<body><section id="bayan-verify" aria-live="polite"><p data-bayan-own>Open this with scripts allowed to check it.</p></section>
<main id="bayan-report" data-bayan-incident="${report.about}">
<h1 data-bayan="${incident.entry} /says/titles/0/text">${escape(title)}</h1>
<p><span data-bayan-own>Tree of</span> <span data-bayan="checkpoint size" data-bayan-as="number">${report.size}</span> <code data-bayan="checkpoint root" data-bayan-as="hex">${report.root}</code></p>
${ladder}
<details class="wide"><summary data-bayan-own>Claims</summary><table><thead><tr>${["Entry", "Act", "Speaker", "Words", "Gloss", "Statement"].map((head) => `<th scope="col" data-bayan-own>${head}</th>`).join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></details>
</main>
<script type="application/vnd.bayan.bundle" id="bayan-bundle">${bundle.toString("base64")}</script>
<script type="application/json" id="bayan-pin">${data(pin)}</script>
<script type="application/json" id="bayan-words">${data(texts)}</script>
<script>${script}</script></body></html>
`;
}
