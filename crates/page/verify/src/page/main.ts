// The script of a report page: verifies the bundle that the page carries, then holds the page against it.

import { Refused, unbase64 } from "../ledger/bytes.ts";
import { verify, type Pin, type Verified } from "../ledger/bundle.ts";
import type { Json } from "../ledger/json.ts";
import { forbidden } from "./forbidden.ts";
import { BAD, expected, Reading, type Place } from "./marks.ts";
import { readPin } from "./pin.ts";
import { Shown, Summary, type Line } from "./show.ts";
import { Proven } from "./values.ts";
import { Words } from "./words.ts";

const SELF = document.currentScript;
const BUNDLE = "application/vnd.bayan.bundle";

/** Lets the page breathe when some time has passed. */
class Breath {
  private last = performance.now();
  pause = async (): Promise<void> => {
    if (performance.now() - this.last < 24) return;
    await new Promise((go) => setTimeout(go));
    this.last = performance.now();
  };
}

class Check {
  private readonly root = document.documentElement;
  private readonly made = new WeakSet<Node>();
  private readonly words: Words;
  private readonly section: Element;
  private readonly summary: Summary;
  private readonly shown: Shown;
  private readonly encoded: Uint8Array<ArrayBuffer> | null;
  private readonly inside: Pin | null;
  private own: Pin | null = null;
  private places: Place[] = [];
  private running = 0;

  constructor() {
    this.words = new Words(this.root.lang, json("bayan-words"));
    this.section = section();
    this.inside = readPin(document.getElementById("bayan-pin")?.textContent ?? "");
    this.encoded = bundle();
    this.shown = new Shown(this.made, this.words);
    this.summary = new Summary(this.section, this.words, this.made);
    const slug = document.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60).toLowerCase();
    this.summary.controls(this.encoded, `${slug || "report"}.bayan`, {
      again: () => void this.run(),
      pin: (text) => this.use(text),
      only: () => this.shown.onlyProven(this.places, this.section),
    });
  }

  private use(text: string): boolean {
    const pin = readPin(text);
    if (!pin) return false;
    this.own = pin;
    void this.run();
    return true;
  }

  async run(): Promise<void> {
    const run = ++this.running;
    this.root.dataset.bayanState = "busy";
    this.shown.clear();
    const { pause } = new Breath();
    const progress = async (done: number, all: number): Promise<void> => {
      this.summary.busy(this.words.say("verify-busy", { done, all }));
      await pause();
    };
    let verified: Verified | null = null;
    let broken: { why: string; entry: number | null } | null = null;
    try {
      if (!this.encoded) throw new Refused("there is not exactly one bundle in the page");
      verified = await verify(this.encoded, this.own ?? this.inside, progress);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      broken = { why: error.message, entry: error.entry };
    }
    if (run !== this.running) return;
    const proven = verified && new Proven(verified, this.inside);
    const reading = new Reading(proven, this.words, this.made, this.section);
    await reading.read(document, pause);
    const added = forbidden(document, this.section, SELF).map(({ element, what }): Place => ({ element: element ?? this.root, state: "forbidden", detail: what, entry: null }));
    if (run !== this.running) return;
    this.places = [...reading.places, ...added];
    this.tell(verified, broken, proven && this.sentences(proven, reading.shown));
  }

  /** Which sentences of the incident the page leaves out; null where it does not say that it shows all. */
  private sentences(proven: Proven, shown: Set<string>): { lack: string[]; asOf: number } | null {
    const report = document.getElementById("bayan-report");
    const incident = report?.dataset.bayanIncident;
    if (!report || incident === undefined || report.dataset.bayanCut !== undefined) return null;
    const { about, entries } = proven.bundle;
    if (about !== null && about !== incident) return { lack: [incident], asOf: 0 };
    const asOf = Number(report.dataset.bayanAsOf ?? entries.at(-1)!.index);
    return { lack: expected(proven, incident, asOf).filter((mark) => !shown.has(mark)), asOf };
  }

  private tell(verified: Verified | null, broken: { why: string; entry: number | null } | null, sentences: { lack: string[]; asOf: number } | null): void {
    const { words, root } = this;
    const counts = this.shown.places(this.places);
    const bad = this.places.filter(({ state }) => BAD.includes(state));
    if (broken) bad.sort((a, b) => Number(b.entry === broken.entry) - Number(a.entry === broken.entry));
    const lines: Line[] = [];
    const say = (key: string, values: Record<string, string | number> = {}, isBad = false): void => void lines.push({ text: words.say(`verify-${key}`, values), bad: isBad });
    if (verified) {
      const pin = this.own ? "own" : this.inside ? "inside" : "none";
      const witnessed = verified.quorum > 0 && verified.witnesses.length >= verified.quorum;
      root.dataset.bayanPin = pin;
      root.dataset.bayanStrength = witnessed ? "witnessed" : "checkpoint";
      say(`pin-${pin}`);
      say(witnessed ? "strength-witnessed" : "strength-checkpoint", { n: verified.witnesses.length });
      say("entries", { n: verified.entries.length });
      say(verified.whole ? "whole" : "part", { n: verified.part.upTo });
      if (verified.withheld.size > 0) say("withheld", { n: verified.withheld.size });
      if (verified.unchecked.length > 0) say("unchecked", { n: verified.unchecked.length });
      if (!sentences) say("sentences-cut");
      else if (sentences.lack.length > 0) say("sentences-lack", { n: sentences.lack.length }, true);
      else lines.push({ text: `${words.say("verify-sentences-all")} (\u2264 ${words.number(String(sentences.asOf))})` });
      say("counts", { proven: counts.get("proven") ?? 0, computed: counts.get("computed") ?? 0, own: counts.get("own") ?? 0 });
    }
    if (!words.isKnown) say("words-unknown", {}, true);
    const lacks = (sentences?.lack ?? []).map((mark): Place => ({ element: this.section, state: "unproven", detail: mark, entry: Number(mark.split(" ")[0]) }));
    const good = !broken && bad.length === 0 && lacks.length === 0 && words.isKnown;
    const why = broken && (broken.entry === null ? broken.why : words.say("verify-broken-at", { entry: broken.entry, why: broken.why }));
    const head = why !== null ? words.say("verify-broken", { why }) : good ? words.say("verify-good") : words.say("verify-bad", { n: bad.length + lacks.length });
    this.summary.verdict(good, head, lines, [...bad, ...lacks]);
    root.dataset.bayanState = good ? "good" : "bad";
    document.dispatchEvent(new Event("bayan-done"));
  }
}

function json(id: string): Json {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? "") as Json;
  } catch {
    return null;
  }
}

/** The bundle, where the page holds exactly one. */
function bundle(): Uint8Array<ArrayBuffer> | null {
  const scripts = document.querySelectorAll(`script[type="${BUNDLE}"]`);
  const one = document.getElementById("bayan-bundle");
  if (scripts.length !== 1 || scripts[0] !== one || document.querySelectorAll("#bayan-bundle").length !== 1) return null;
  return unbase64((one.textContent ?? "").replace(/\s+/g, "")) as Uint8Array<ArrayBuffer> | null;
}

/** The section for the summary, on top of the page where the page has none. */
function section(): Element {
  const there = document.getElementById("bayan-verify");
  if (there) return there;
  const made = document.createElement("section");
  document.body.prepend(made);
  return made;
}

// What stands behind this script in the page is part of it.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void new Check().run(), { once: true });
else void new Check().run();
