// Writes NOTICE: the licences of what dist/verify.js carries. `npm run build` calls it.
import { readFileSync, writeFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

export function notice(check) {
  const parts = ["@noble/curves", "@noble/hashes", "@noble/post-quantum"].map((name) => {
    const { version } = JSON.parse(read(`node_modules/${name}/package.json`));
    return `${name} ${version}\n\n${read(`node_modules/${name}/LICENSE`).trim()}\n`;
  });
  const text = `dist/verify.js carries parts of these packages.\n\n${parts.join("\n----\n\n")}`;
  if (!check) writeFileSync(new URL("NOTICE", import.meta.url), text);
  else if (read("NOTICE") !== text) throw new Error("NOTICE is stale: npm run build");
}
