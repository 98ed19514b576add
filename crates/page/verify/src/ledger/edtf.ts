// The part of EDTF that bodies use (docs/format.md §1).

const DAY = 86_400;
const HOUR = 3_600;

/** The seconds from year 0 to the first moment meant, and to the end of the last one. */
interface Point {
  first: number;
  last: number;
  zoned: boolean;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthDays = (year: number, month: number): number => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;

/** Days from 0000-01-01 in the proleptic Gregorian calendar. */
function days(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = year === 0 ? 0 : 1 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let sum = 365 * year + leaps + day - 1;
  for (let m = 1; m < month; m++) sum += monthDays(year, m);
  return sum;
}

const DATE = /^([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%])?$/;
const MOMENT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?$/;

function point(text: string): Point | null {
  return text.includes("T") ? moment(text) : date(text);
}

function moment(text: string): Point | null {
  const parts = MOMENT.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute] = parts.slice(1, 6).map(Number) as [number, number, number, number, number];
  const second = Number(parts[6] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > monthDays(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const zone = parts[7];
  let shift = 0;
  if (zone !== undefined && zone !== "Z") {
    const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4) || 0)];
    if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null;
    if (zone.startsWith("-") && hours === 0 && minutes === 0) return null;
    shift = (zone.startsWith("-") ? -1 : 1) * (hours * HOUR + minutes * 60);
  }
  const first = days(year, month, day) * DAY + hour * HOUR + minute * 60 + second - shift;
  return { first, last: first + (parts[6] === undefined ? 60 : 1), zoned: zone !== undefined };
}

function date(text: string): Point | null {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [, year, month, day] = parts as unknown as [string, string, string | undefined, string | undefined];
  const low = Number(year.replaceAll("X", "0"));
  const high = Number(year.replaceAll("X", "9"));
  const open = year.includes("X");
  if (year === "XXXX" && (month === undefined || month === "XX")) return null;
  if (month === "XX" && (open || (day !== undefined && day !== "XX"))) return null;
  const m = month === undefined || month === "XX" ? null : Number(month);
  if (m !== null && (m < 1 || m > 12)) return null;
  if (day === undefined || day === "XX") {
    const end = m === null ? [12, 31] : [m, monthDays(high, m)];
    return { first: days(low, m ?? 1, 1) * DAY, last: (days(high, end[0]!, end[1]!) + 1) * DAY, zoned: false };
  }
  const d = Number(day);
  // A day of the calendar in one of the years meant.
  const fits: number[] = [];
  for (let y = low; y <= high; y++) if (d >= 1 && d <= monthDays(y, m!)) fits.push(y);
  if (fits.length === 0) return null;
  return { first: days(fits[0]!, m!, d) * DAY, last: (days(fits.at(-1)!, m!, d) + 1) * DAY, zoned: false };
}

/** Whether a text is a date, a moment, or an interval that does not end before it starts. */
export function isEdtf(text: string): boolean {
  const ends = text.split("/");
  if (ends.length === 1) return point(text) !== null;
  if (ends.length !== 2) return false;
  const [from, to] = ends as [string, string];
  const isOpen = (end: string): boolean => end === "" || end === "..";
  if (isOpen(from) && isOpen(to)) return false;
  if (isOpen(from)) return point(to) !== null;
  if (isOpen(to)) return point(from) !== null;
  const [start, end] = [point(from), point(to)];
  if (!start || !end) return false;
  // What has no zone can mean from 14 hours before to 12 hours after UTC, where the other end has one.
  const mixed = start.zoned !== end.zoned;
  const earliest = start.first - (mixed && !start.zoned ? 14 * HOUR : 0);
  const latest = end.last + (mixed && !end.zoned ? 12 * HOUR : 0);
  return earliest < latest;
}

/** Whether `YYYY-MM-DDThh:mm:ssZ` is a moment of the calendar. */
export const isInstant = (text: string): boolean => text.endsWith("Z") && moment(text) !== null;
