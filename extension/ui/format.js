// Dates, sizes and names as people write them in Chinese and in English. Knows the clock only as it is told.

/** @typedef {ReturnType<typeof createFormat>} Format */
/** @typedef {"overdue" | "today" | "soon" | "later"} Nearness */

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

const WORDS = {
  en: { "-1": "yesterday", 0: "today", 1: "tomorrow" },
  zh: { "-2": "前天", "-1": "昨天", 0: "今天", 1: "明天", 2: "后天" },
};

/**
 * All formats for one language.
 * @param {"en" | "zh"} lang
 * @param {() => Date} now
 */
export function createFormat(lang, now) {
  const locale = lang === "zh" ? "zh-CN" : "en-US";
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
  const month = new Intl.DateTimeFormat(locale, { month: "short" });

  /** @param {Date} day */
  function date(day) {
    const year = day.getFullYear() === now().getFullYear() ? "" : String(day.getFullYear());
    if (lang === "zh") {
      return `${year && `${year}年`}${day.getMonth() + 1}月${day.getDate()}日 ${weekday.format(day)}`;
    }
    return `${weekday.format(day)} ${day.getDate()} ${month.format(day)}${year && ` ${year}`}`;
  }

  /** @param {Date} day */
  function relative(day) {
    /** @type {Record<string, string>} */
    const words = WORDS[lang];
    return words[daysBetween(now(), day)] ?? date(day);
  }

  return {
    /** `今天`, `明天 18:00`, `3月20日 周五`, `Fri 20 Mar 2027`. @param {string} due */
    due: (due) => [relative(dayOf(due)), timeOf(due)].filter(Boolean).join(" "),
    /** How near a date is: a date lasts until its end. @param {string} due @returns {Nearness} */
    nearness(due) {
      const days = daysBetween(now(), dayOf(due));
      if (days < 0 || (timeOf(due) && new Date(due) < now())) return "overdue";
      if (days === 0) return "today";
      return days <= SOON_DAYS ? "soon" : "later";
    },
    /** When something happened, on this clock: `今天 14:32`. @param {string} iso */
    moment(iso) {
      const at = new Date(iso);
      return `${relative(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
    },
    /** `@张工 @李经理`. @param {string[]} owners */
    owners: (owners) => owners.map((owner) => `@${owner}`).join(" "),
    size,
    bytes,
  };
}

/**
 * `1280×720, 2.1 MB`.
 * @param {{width: number, height: number, bytes: number}} picture
 */
export function size({ width, height, bytes: count }) {
  return `${width}×${height}, ${bytes(count)}`;
}

/**
 * `2.1 MB`, `640 KB`.
 * @param {number} count
 */
export function bytes(count) {
  if (count >= 999_500) return `${(count / 1e6).toFixed(1)} MB`;
  return count >= 1000 ? `${Math.round(count / 1000)} KB` : `${count} B`;
}

/**
 * The local day that an ISO date or date-time names.
 * @param {string} iso
 */
function dayOf(iso) {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number);
  return new Date(year, month - 1, day);
}

/** The time in `2026-03-20T18:00:00`, or nothing. @param {string} iso */
export function timeOf(iso) {
  return iso.length > 10 ? iso.slice(11, 16) : "";
}

/** @param {Date} from @param {Date} to */
function daysBetween(from, to) {
  const midnight = (/** @type {Date} */ at) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}

/** @param {number} n */
function two(n) {
  return String(n).padStart(2, "0");
}
