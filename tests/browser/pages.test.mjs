// Opens reports in Chromium: they verify, show every change, load nothing, and can be read.
// BAYAN names the program; ./run sets everything up.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";
import { minimal } from "./minimal.mjs";
import { drawn } from "./drawn.mjs";
import { changeBundle, TAMPERS } from "./tamper.mjs";

const BAYAN = process.env.BAYAN;
const SHOTS = process.env.BAYAN_SHOTS ?? "";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const work = mkdtempSync(join(tmpdir(), "bayan-browser-"));
const ledger = join(work, "demo", "ledger");
const run = (...args) => execFileSync(BAYAN, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
let browser;

run("demo", "--dir", join(work, "demo"));
const slugs = [...run("-L", ledger, "list", "incidents", "--json").matchAll(/"slug":\s*"(?:incident:)?([a-z0-9-]+)"/g)].map(([, slug]) => slug);
const toml = readFileSync(join(work, "demo", "pin.toml"), "utf8");
const said = (name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(toml)[1];
const pin = { origin: said("origin"), entry_0: said("entry_0"), receipts: said("receipts"), log: [...toml.matchAll(/^ {2}"(.*)",$/gm)].map(([, key]) => key) };

/** The least page for an incident, which tests the script alone. */
function least(slug, tongue) {
  const path = join(work, `${slug}.bayan`);
  run("-L", ledger, "bundle", slug, "-o", path, "--force");
  return minimal({ bundle: readFileSync(path), pin, report: JSON.parse(run("check-proof", path, "--json", "--entries")), tongue });
}

const isReport = spawnSync(BAYAN, ["report", "--help"]).status === 0;
const TONGUES = { in: "hi", ir: "fa", id: "id", ke: "sw" };
const pages = new Map();
for (const slug of slugs) {
  if (!isReport || slug === slugs[0]) pages.set(`least ${slug}`, least(slug, TONGUES[slug.slice(0, 2)] ?? "en"));
  if (!isReport) continue;
  for (const tongue of ["en", TONGUES[slug.slice(0, 2)] ?? "fr"]) {
    const path = join(work, `${slug}-${tongue}.html`);
    run("-L", ledger, "report", slug, "--html", path, "--lang", tongue);
    pages.set(`${slug}-${tongue}`, readFileSync(path, "utf8"));
  }
}
if (isReport) {
  run("-L", ledger, "report", "--all", "--html", join(work, "all.html"));
  pages.set("all", readFileSync(join(work, "all.html"), "utf8"));
} else console.error("note: this program writes no reports, so only the least pages are opened");

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(work, { recursive: true });
});

/** Opens a page and waits until it has judged itself. Everything that leaves or complains is collected. */
async function open(html, { width = 1280, height = 900, colorScheme = "light", script = true } = {}) {
  const path = join(work, "page.html");
  writeFileSync(path, html);
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled: script, offline: true });
  const page = await context.newPage();
  const complaints = [];
  const url = pathToFileURL(path).href;
  await context.route("**/*", (route) => {
    if (route.request().url() === url) return route.continue();
    complaints.push(`asks for ${route.request().url()}`);
    return route.abort();
  });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  if (script) await page.waitForFunction(() => ["good", "bad"].includes(document.documentElement.dataset.bayanState), null, { timeout: 60_000 });
  return { page, complaints, close: () => context.close() };
}

const places = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-bayan-state]")]
      .filter((one) => one !== document.documentElement && !["proven", "computed", "own"].includes(one.dataset.bayanState))
      .map((one) => `${one.dataset.bayanState}: ${one.outerHTML.slice(0, 200)}`),
  );
const summary = (page) => page.locator("#bayan-verify").innerText();

test("every page verifies, asks for nothing and complains of nothing", async (t) => {
  for (const [name, html] of pages) {
    const { page, complaints, close } = await open(html);
    const state = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    assert.equal(state.bayanState, "good", `${name}: ${(await places(page)).slice(0, 8).join("\n")}\n${await summary(page)}`);
    assert.deepEqual([state.bayanStrength, state.bayanPin], ["checkpoint", "inside"], name);
    assert.deepEqual(complaints, [], name);
    const proven = await page.locator('[data-bayan-state="proven"]').count();
    assert.ok(proven > 20, `${name}: only ${proven} proven texts`);
    t.diagnostic(`${name}: ${Buffer.byteLength(html)} bytes, ${proven} proven texts`);
    await close();
  }
});

test("no page names an address that could be loaded", async () => {
  for (const [name, html] of pages) {
    const markup = html.replace(/<script[^]*?<\/script>/g, "");
    assert.doesNotMatch(markup, /\b(?:src|srcset|poster|action|background|ping|data|cite)\s*=\s*["']?[a-z]+:/i, name);
    assert.doesNotMatch(markup, /@import|url\(/i, name);
  }
});

// The goal is 300 kB, and not reached: script, bundle, words and styles alone are some 270.
test("reports are below 450 kB without artifacts, and verify", { skip: isReport ? false : "this program writes no reports" }, async () => {
  for (const slug of slugs) {
    const path = join(work, `${slug}-bare.html`);
    run("-L", ledger, "report", slug, "--no-artifacts", "--html", path);
    const html = readFileSync(path, "utf8");
    const size = Buffer.byteLength(html);
    assert.ok(size < 450_000, `${slug}: ${size} bytes`);
    const { page, close } = await open(html);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.bayanState), "good", slug);
    await close();
  }
});

/** A page after a change, as a forger would save it. */
async function changed(html, change) {
  const { page, close } = await open(html, { script: false });
  await page.evaluate(change);
  const out = await page.evaluate(() => {
    const hosts = [...document.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? [one.shadowRoot] : []));
    return document.documentElement.getHTML({ shadowRoots: hosts });
  });
  const tag = await page.evaluate(() => document.documentElement.cloneNode(false).outerHTML.replace("</html>", ""));
  await close();
  return `<!doctype html>${tag}${out}</html>`;
}

const RED = "rgb(179, 20, 29)";
const subjects = isReport ? ["in-nagar-palika-en", "ir-civil-registry-fa"] : ["least in-nagar-palika"];
for (const subject of subjects) {
  test(`every change to ${subject} shows, at its place`, async (t) => {
    const html = pages.get(subject);
    const inert = await open(await changed(html, "0"));
    assert.equal(await inert.page.evaluate(() => document.documentElement.dataset.bayanState), "good", "a page that was only saved again");
    await inert.close();
    let skipped = 0;
    for (const { what, change, states, bad, only = "" } of TAMPERS) {
      if (!subject.endsWith(only)) {
        skipped++;
        continue;
      }
      let forged;
      try {
        forged = await changed(html, change);
      } catch (error) {
        assert.match(String(error), /no such place/, what);
        t.diagnostic(`${subject} has no place for: ${what}`);
        skipped++;
        continue;
      }
      const { page, close } = await open(forged);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.bayanState), "bad", what);
      if (states) {
        const here = page.locator("[data-test-here]").first();
        assert.ok(states.includes(await here.getAttribute("data-bayan-state")), `${what}: ${await here.getAttribute("data-bayan-state")}, not ${states}`);
        assert.equal(await here.evaluate((one) => getComputedStyle(one).outlineColor), RED, what);
        assert.match((await here.getAttribute("aria-describedby")) ?? "", /^bayan-is-/, what);
        const words = await here.evaluate((one) => document.getElementById(one.getAttribute("aria-describedby"))?.textContent ?? "");
        assert.ok(words.length > 3, what);
      } else {
        const text = await summary(page);
        const words = await page.evaluate(() => document.getElementById("bayan-is-forbidden").textContent);
        if (bad === "forbidden") assert.ok(text.includes(`${words}:`), `${what}: ${text}`);
        if (bad === "broken") assert.equal(await page.locator('[data-bayan-state="proven"]').count(), 0, `${what}: ${text}`);
        assert.match(text, /\u2717/, what);
      }
      await close();
    }
    assert.ok(TAMPERS.length - skipped >= 40, `only ${TAMPERS.length - skipped} changes were tried`);
    t.diagnostic(`${TAMPERS.length - skipped} changes shown`);
  });

  test(`a changed byte of the bundle in ${subject} names its entry and proves nothing`, async () => {
    const { page, close } = await open(changeBundle(pages.get(subject), Buffer.from('"segments":')));
    const text = await summary(page);
    const proven = await page.locator('[data-bayan-state="proven"]').count();
    assert.equal(proven, 0);
    assert.match(text, /\u2717.*[0-9\u06f0-\u06f9]+: the body is not the one that was signed/);
    await close();
  });
}

test("no style sheet takes the red back", async () => {
  const html = await changed(
    pages.get(subjects[0]),
    `const here = document.querySelector('#bayan-report [data-bayan$="/exact"]'); here.append(" not"); here.setAttribute("data-test-here", "");
     const style = document.createElement("style");
     style.textContent = "* { outline: 0 solid green !important; background: white !important; color: black !important; transition: all 9999s 9999s !important; animation: none !important } @layer x { [data-bayan-state] { outline: none !important } } #bayan-verify { display: none !important }";
     document.head.append(style);`,
  );
  const { page, close } = await open(html);
  const here = page.locator("[data-test-here]");
  assert.deepEqual(await here.evaluate((one) => [getComputedStyle(one).outlineColor, getComputedStyle(one).backgroundColor]), [RED, RED]);
  assert.ok(await page.locator("#bayan-verify").isVisible());
  await close();
});

test("the reader's own pin is compared, and a wrong one refused", async () => {
  const { page, close } = await open(pages.get(subjects[0]));
  const use = async (text) => {
    if (!(await page.locator("#bayan-own-pin").isVisible())) await page.locator("#bayan-verify summary").click();
    await page.fill("#bayan-own-pin", text);
    await page.evaluate(() => (document.documentElement.dataset.bayanState = "waiting"));
    await page.locator("#bayan-verify details button").click();
    await page.waitForFunction(() => ["good", "bad"].includes(document.documentElement.dataset.bayanState));
    return page.evaluate(() => [document.documentElement.dataset.bayanState, document.documentElement.dataset.bayanPin]);
  };
  assert.deepEqual(await use(toml), ["good", "own"]);
  assert.equal((await use(toml.replace(/entry_0 = "../, 'entry_0 = "00')))[0], "bad");
  assert.equal((await use(toml))[0], "good");
  await close();
});

test("the bundle can be taken away as it is", async () => {
  const { page, close } = await open(pages.get(subjects[0]));
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#bayan-verify a[download]").click()]);
  const encoded = /id="bayan-bundle">([^<]*)/.exec(pages.get(subjects[0]))[1];
  assert.deepEqual(readFileSync(await download.path()), Buffer.from(encoded, "base64"));
  await close();
});

test("only what is proven can be shown", async () => {
  const { page, close } = await open(pages.get(subjects[0]));
  const own = page.locator("#bayan-report [data-bayan-own]").first();
  assert.ok(await own.isVisible());
  const button = page.locator("#bayan-verify button[aria-pressed]");
  await button.click();
  assert.ok(!(await own.isVisible()));
  assert.ok(await page.locator('#bayan-report [data-bayan-state="proven"]').first().isVisible());
  await button.click();
  assert.ok(await own.isVisible());
  await close();
});

test("a page can be read without script", async () => {
  for (const [name, html] of pages) {
    const { page, complaints, close } = await open(html, { script: false });
    assert.ok((await page.locator("#bayan-report").textContent()).length > 200, name);
    assert.deepEqual(complaints, [], name);
    await close();
  }
});

test("axe finds nothing serious", async () => {
  for (const [name, html] of pages) {
    for (const colorScheme of name.endsWith("-en") ? ["light", "dark"] : ["light"]) {
      const { page, close } = await open(html, { colorScheme });
      const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
      const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html: at, failureSummary }) => `${at.slice(0, 160)} ${failureSummary}`).join(" | ")}`), [], `${name}, ${colorScheme}`);
      await close();
    }
  }
});

const SIZES = [
  ["390", 390, 844],
  ["1280", 1280, 900],
];
for (const [size, width, height] of SIZES) {
  test(`no text overlaps or is cut at ${size}`, async () => {
    for (const [name, html] of pages) {
      const { page, close } = await open(html, { width, height });
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      assert.deepEqual(await page.evaluate(drawn), [], `${name} at ${size}`);
      if (SHOTS !== "") {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: join(SHOTS, `${name.replace(" ", "-")}-${size}.png`), fullPage: true });
        if (size === "1280") await page.pdf({ path: join(SHOTS, `${name.replace(" ", "-")}.pdf`), format: "A4" });
      }
      await close();
    }
  });
}
