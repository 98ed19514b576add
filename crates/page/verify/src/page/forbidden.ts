// What hides text, adds text, or shows text that stands elsewhere: none of it belongs into a page.

export interface Found {
  element: Element | null;
  what: string;
}

const ELEMENTS =
  "img,picture,video,audio,canvas,iframe,object,embed,form,input,textarea,select,base,link,template,slot,foreignObject,image,animate,set,animateTransform,animateMotion,dialog,frame,frameset,marquee,math,portal,fencedframe,progress,meter";
const LISTS = new Set(["none", "disc", "circle", "square", "disclosure-open", "disclosure-closed", "decimal", "initial", "inherit", "unset"]);
const CONTENT = /^(?:none|normal|(?:"(?:[^\p{L}\p{N}"\\]|\\[0-9a-f]{1,6} ?)*"\s*)+)$/iu;

/** The scripts of data that a page has, and their types. */
const DATA: Record<string, string> = { "bayan-bundle": "application/vnd.bayan.bundle", "bayan-pin": "application/json", "bayan-words": "application/json" };

/** Looks through the elements and the style sheets. `own` is where this script writes, `self` the script itself. */
export function forbidden(page: Document, own: Element, self: Element | null): Found[] {
  const found: Found[] = [];
  const tell = (element: Element | null, what: string): void => void found.push({ element, what });
  for (const element of page.querySelectorAll(ELEMENTS)) if (!own.contains(element)) tell(element, `<${element.localName}>`);
  for (const script of page.querySelectorAll("script")) if (script !== self && DATA[script.id] !== script.getAttribute("type")) tell(null, "<script>");
  for (const meta of page.querySelectorAll("meta[http-equiv]")) if (meta.getAttribute("http-equiv")!.toLowerCase() !== "content-security-policy") tell(null, "<meta http-equiv>");
  for (const one of page.querySelectorAll("use")) {
    const target = page.getElementById((one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? "").slice(1));
    if (!target || target.querySelector("text,tspan,title,desc") || ["text", "use"].includes(target.localName)) tell(one, "<use>");
  }
  ids(page, tell);
  attributes(page, own, tell);
  links(page, own, tell);
  for (const silent of page.querySelectorAll("script,style,noscript,head,title")) {
    if (silent.namespaceURI === "http://www.w3.org/1999/xhtml" && !own.contains(silent) && getComputedStyle(silent).display !== "none") tell(silent, `<${silent.localName}> is shown`);
  }
  for (const sheet of page.styleSheets) rules(page, sheet.cssRules, tell);
  for (const element of page.querySelectorAll<HTMLElement | SVGElement>("[style]")) if (!own.contains(element)) style(element.style, "", (what) => tell(element, what));
  return found;
}

function ids(page: Document, tell: (element: Element | null, what: string) => void): void {
  const seen = new Set<string>();
  for (const element of page.querySelectorAll("[id]")) {
    if (seen.has(element.id)) tell(element, `id ${element.id}`);
    seen.add(element.id);
  }
}

function attributes(page: Document, own: Element, tell: (element: Element | null, what: string) => void): void {
  for (const element of page.querySelectorAll("*")) {
    if (own.contains(element)) continue;
    if (element.shadowRoot) tell(element, "a shadow tree");
    for (const { name } of element.attributes) if (/^on/.test(name) || name === "contenteditable" || name === "srcdoc" || name === "is") tell(element, name);
  }
}

function links(page: Document, own: Element, tell: (element: Element | null, what: string) => void): void {
  for (const link of page.querySelectorAll("a")) {
    if (own.contains(link)) continue;
    const target = link.getAttribute("href") ?? link.getAttribute("xlink:href");
    if (target === null) continue;
    const isAddress = link.hasAttribute("data-bayan") && link.textContent!.trim() === target && /^https?:/.test(target);
    if (target.startsWith("#") ? !page.getElementById(decoded(target.slice(1))) : !isAddress) tell(link, "a link");
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function rules(page: Document, list: CSSRuleList, tell: (element: Element | null, what: string) => void): void {
  for (const rule of list) {
    const name = rule.constructor.name;
    if (["CSSFontFaceRule", "CSSCounterStyleRule", "CSSImportRule", "CSSFontFeatureValuesRule", "CSSFontPaletteValuesRule"].includes(name)) tell(null, name);
    const { selectorText = "", style: said, cssRules } = rule as Partial<CSSStyleRule & CSSGroupingRule>;
    const where = (): Element | null => matching(page, selectorText);
    if (/::?first-(letter|line)/.test(selectorText)) tell(where(), selectorText);
    if (said) style(said, selectorText, (what) => tell(where(), what));
    if (cssRules) rules(page, cssRules, tell);
  }
}

/** The first element that a rule is for, pseudo-elements aside. */
function matching(page: Document, selector: string): Element | null {
  try {
    return page.querySelector(selector.replace(/::?(before|after|marker|first-letter|first-line|placeholder|backdrop|selection)\b/g, "") || "body");
  } catch {
    return null;
  }
}

/** Declarations that put text in, reorder or mask it. Their text is read, since a shorthand with a variable has no parts. */
function style(said: CSSStyleDeclaration, selector: string, tell: (what: string) => void): void {
  const at = (what: string): void => tell(selector ? `${selector}: ${what}` : what);
  for (const declaration of said.cssText.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const [, name, value] = /^\s*([-\w]+)\s*:\s*(.*?)\s*(?:!important)?\s*$/s.exec(declaration) ?? [];
    if (name === undefined || value === undefined) continue;
    if (/\b(?:url|image-set|-webkit-image-set|element|cross-fade|paint|src)\(/i.test(value)) at(`${name}: ${value.slice(0, 40)}`);
    if (name === "content" && !isSilent(value)) at(`content: ${value}`);
    if (name === "quotes" && !/^(auto|none|initial)$/.test(value)) at("quotes");
    if (/^list-style(-type|-image)?$/.test(name) && !value.split(/\s+/).every((word) => LISTS.has(word) || word === "inside" || word === "outside")) at(`${name}: ${value}`);
    if (name === "unicode-bidi" && /override/.test(value)) at(name);
    if (name === "-webkit-text-security" && value !== "none") at(name);
    if (name === "text-overflow" && value !== "clip") at(name);
    if (/line-clamp$/.test(name) && value !== "none") at(name);
    if (/^(counter-|string-set|text-combine|-webkit-locale)/.test(name)) continue;
    if (name === "all") at(name);
  }
}

/** Whether generated content holds neither letter nor digit, also not by an escape. */
function isSilent(value: string): boolean {
  if (!CONTENT.test(value)) return false;
  const read = value.replace(/\\([0-9a-f]{1,6}) ?/gi, (_, digits: string) => String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff)));
  return !/[\p{L}\p{N}]/u.test(read.replace(/^(none|normal)$/, ""));
}
