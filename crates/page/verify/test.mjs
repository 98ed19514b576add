// Bundles the tests with esbuild, since Node 20 reads no TypeScript, and runs them with Node's own runner.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "bayan-tests-"));
mkdirSync(out, { recursive: true });
const tests = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts") && name.includes(process.argv[2] ?? ""));
await build({
  absWorkingDir: here,
  entryPoints: tests.map((name) => join("test", name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  define: { "import.meta.url": JSON.stringify(new URL("test/x.ts", import.meta.url).href) },
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")))], { stdio: "inherit" });
rmSync(out, { recursive: true });
process.exit(status ?? 1);
