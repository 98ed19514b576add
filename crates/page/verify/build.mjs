// node build.mjs [--check]: makes dist/verify.js, the one script that a page carries, or compares it with a new build.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { notice } from "./notice.mjs";

// The words of each language by their digest, so that the script knows the ones that a page carries; and its own in
// English, for a page that carries others.
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const keys = read("words.keys").trim().split("\n").map((line) => line.split(" ")[0]);
function messages(tongue) {
  const all = new Map();
  for (const line of read(`../../words/i18n/${tongue}.ftl`).split("\n")) {
    const [, key, text] = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line) ?? [];
    if (key) all.set(key, text.replace(/\{ \$([a-z_]+) \}/g, "{$1}"));
  }
  const lack = keys.filter((key) => !all.has(key));
  if (lack.length > 0) throw new Error(`${tongue}.ftl lacks ${lack.join(" ")}, or has them on several lines`);
  return Object.fromEntries([...keys].sort().map((key) => [key, all.get(key)]));
}
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const tongues = ["en", "fa", "fr", "hi", "id", "sw"].map((tongue) => [tongue, messages(tongue)]);
const english = Object.fromEntries(Object.entries(Object.fromEntries(tongues).en).filter(([key]) => key.startsWith("verify-")));
const words = `${JSON.stringify({ digests: Object.fromEntries(tongues.map(([tongue, texts]) => [tongue, sha256(JSON.stringify(texts))])), english }, null, 1)}\n`;
const wordsPath = new URL("src/page/words.json", import.meta.url);
const isCheck = process.argv.includes("--check");
if (!isCheck) writeFileSync(wordsPath, words);
else if (read("src/page/words.json") !== words) {
  console.error("src/page/words.json is not what crates/words/i18n says: npm run build");
  process.exit(1);
}

notice(isCheck);

const here = fileURLToPath(new URL(".", import.meta.url));
const path = new URL("dist/verify.js", import.meta.url);

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/page/main.ts"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  write: false,
});
// A script in a page ends at the first "</script", wherever it stands.
const made = outputFiles[0].text.replaceAll("</script", "<\\/script");
if (isCheck) {
  if (readFileSync(path, "utf8") !== made) {
    console.error("dist/verify.js is not what src/ makes: npm run build");
    process.exit(1);
  }
  console.log("dist/verify.js is what src/ makes");
} else {
  mkdirSync(new URL("dist/", import.meta.url), { recursive: true });
  writeFileSync(path, made);
  console.log(`dist/verify.js: ${Buffer.byteLength(made)} bytes`);
}
