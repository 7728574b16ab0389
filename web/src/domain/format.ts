/** Figures and days as the reader's language writes them. Shares come in as 0..1 and leave as percent. */
import type { Language } from './language';

export interface Format {
  share: (share: number, decimals?: number) => string;
  range: (low: number, high: number, decimals?: number) => string;
  /** A share with the decimals it was recorded with, two at most. */
  exact: (share: number) => string;
  index: (value: number) => string;
  count: (value: number) => string;
  /** A limit or a weight, with all the digits somebody gave it, four at most. */
  limit: (value: number) => string;
  day: (day: string) => string;
  moment: (moment: string) => string;
  period: (period: string) => string;
  money: (amount: number, currency: string | null) => string;
  /** From one sum to another, with the digits it takes to tell them apart. */
  moneyBetween: (low: number, high: number, currency: string | null) => string;
  list: (items: readonly string[]) => string;
}

const locales: Record<Language, string> = { en: 'en-GB', ko: 'ko-KR', vi: 'vi-VN', fr: 'fr-FR' };

/** Decimals for a column of shares: none where the source gives whole percents, otherwise one, so that digits line up. */
export function decimalsFor(shares: readonly (number | null)[]): 0 | 1 {
  return shares.every((share) => share === null || Math.abs(share * 100 - Math.round(share * 100)) < 1e-6) ? 0 : 1;
}

function dayParts(day: string): { date: Date; options: Intl.DateTimeFormatOptions } | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(day);
  if (found === null) return null;
  const [, year, month, dayOfMonth] = found;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(dayOfMonth ?? 1)));
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
  if (month !== undefined) options.month = 'short';
  if (dayOfMonth !== undefined) options.day = 'numeric';
  return { date, options };
}

function currencyFormat(locale: string, amount: number, currency: string | null, digits = 2): string {
  const compact = { notation: 'compact', useGrouping: true, minimumFractionDigits: 0, maximumFractionDigits: digits } as const;
  try {
    if (currency !== null) {
      return new Intl.NumberFormat(locale, { ...compact, style: 'currency', currency, currencyDisplay: 'code' }).format(amount);
    }
  } catch {
    return `${new Intl.NumberFormat(locale, compact).format(amount)} ${String(currency)}`; // no ISO 4217 code
  }
  return new Intl.NumberFormat(locale, compact).format(amount);
}

const made = new Map<Language, Format>();

export function formatFor(language: Language): Format {
  const known = made.get(language);
  if (known !== undefined) return known;
  const format = makeFormat(locales[language]);
  made.set(language, format);
  return format;
}

function makeFormat(locale: string): Format {
  const percent = [0, 1].map(
    (digits) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const plain = [0, 1].map(
    (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const exact = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const index = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const limit = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  const share = (value: number, decimals = 0): string => {
    const smallest = 0.01 / 10 ** decimals;
    if (value > 0 && value < smallest / 2) return `<${String(percent[decimals]?.format(smallest))}`;
    return String(percent[decimals]?.format(value));
  };
  const day = (text: string): string => {
    const parts = dayParts(text);
    return parts === null ? text : new Intl.DateTimeFormat(locale, parts.options).format(parts.date);
  };
  return {
    share,
    range: (low, high, decimals = 0) => `${String(plain[decimals]?.format(low * 100))}–${share(high, decimals)}`,
    exact: (value) => exact.format(value),
    index: (value) => index.format(value),
    count: (value) => count.format(value),
    limit: (value) => limit.format(value),
    day,
    moment: (text) => (Number.isNaN(Date.parse(text)) ? text : moment.format(new Date(text))),
    period: (text) => (/^\d{4}-\d{2}(-\d{2})?$/.test(text) ? day(text) : text.replace(/^(\d{4})-(Q\d)$/, '$1 $2')),
    money: (amount, currency) => currencyFormat(locale, amount, currency),
    moneyBetween: (low, high, currency) => {
      const written = (amount: number, digits: number): string => currencyFormat(locale, amount, currency, digits);
      const enough = [2, 3, 4, 5].find((digits) => written(low, digits) !== written(high, digits)) ?? 6;
      return low === high ? written(low, 2) : `${written(low, enough)} – ${written(high, enough)}`;
    },
    list: (items) => list.format(items),
  };
}

/** HS codes as customs people write them: 811292 is 8112.92. */
export function hsCode(code: string): string {
  const digits = code.replace(/\D/g, '');
  return digits.length > 4 ? `${digits.slice(0, 4)}.${digits.slice(4)}` : digits || code;
}
