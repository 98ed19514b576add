// node shot.mjs FILE.html OUTDIR: pictures of a page on a phone, on a desk, dark, and on paper (PDF and PNG pages).
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const [file, out] = process.argv.slice(2);
if (!file || !out) {
  console.error("usage: node shot.mjs FILE.html OUTDIR");
  process.exit(2);
}
const name = basename(file).replace(/\.html$/, "");
mkdirSync(out, { recursive: true });
const browser = await launch();
try {
  for (const [kind, width, height, colorScheme] of [
    ["390", 390, 844, "light"],
    ["1280", 1280, 900, "light"],
    ["1280-dark", 1280, 900, "dark"],
  ]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, offline: true });
    const page = await context.newPage();
    page.on("console", (message) => console.error(`${kind}: ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => console.error(`${kind}: ${error}`));
    await page.goto(pathToFileURL(resolve(file)).href);
    await page
      .waitForFunction(() => !document.documentElement.dataset.bayanState || !["", "busy"].includes(document.documentElement.dataset.bayanState), null, { timeout: 60000 })
      .catch(() => console.error(`${kind}: the page did not finish verifying`));
    if (kind === "1280") for (const line of await page.locator("#bayan-verify li").allInnerTexts()) console.error(line);
    await page.screenshot({ path: join(out, `${name}-${kind}.png`), fullPage: true });
    if (kind === "1280") {
      const pdf = join(out, `${name}-print.pdf`);
      await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true });
      const drawn = spawnSync("pdftoppm", ["-r", "70", "-png", pdf, join(out, `${name}-print`)]);
      if (drawn.error) console.error("pdftoppm is not here (apt: poppler-utils): the PDF is left as it is");
    }
    await context.close();
  }
} finally {
  await browser.close();
}
