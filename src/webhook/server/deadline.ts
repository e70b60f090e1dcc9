const standard = 10_000;
const longest = 30_000;
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * How long the caller waits, in milliseconds, less a tenth for the way back: API servers send `?timeout=10s`, a duration as Go writes it.
 * Without one, or with one that makes no sense, the API server's own default.
 */
export function timeoutOf(url: string): number {
  if (url === last.url) return last.timeout;
  last = { url, timeout: read(url) };
  return last.timeout;
}

/** An API server asks with the same one each time. */
let last = { url: '', timeout: standard * 0.9 };

function read(url: string): number {
  const text = new URLSearchParams(url.split('?')[1] ?? '').get('timeout') ?? '';
  const parts = [...text.slice(0, 32).matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  const sum = parts.reduce((total, [, amount, unit]) => total + Number(amount) * (units[unit ?? ''] ?? 0), 0);
  const isWhole = parts.map(([part]) => part).join('') === text;
  const stated = isWhole && sum > 0 ? sum : standard;
  return Math.min(stated, longest) * 0.9;
}
