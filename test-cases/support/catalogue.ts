/** Makes src/workload/catalogue.json from the reference sheet: `tsx test-cases/support/catalogue.ts [SHEET]`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { daemons, fixed, modes, noContainers } from './catalogue-modes.ts';

export const sheet = fileURLToPath(new URL('../../../shared/reference/sidecars.tsv', import.meta.url));
const output = fileURLToPath(new URL('../../src/workload/catalogue.json', import.meta.url));

type Row = Record<string, string>;

/** The catalogue's entries, in the order of the sheet. */
export function catalogueOf(text: string): object[] {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split('\t');
  const rows = lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index): [string, string] => [name, cells[index] ?? '']));
  });
  return rows.filter((row) => !noContainers.has(row.id ?? '')).map(entryOf);
}

function entryOf(row: Row): object {
  const id = row.id ?? '';
  const mode = modes[id] ?? {};
  const ends = (row.ends_by_itself ?? '').match(/^\w+/)?.[0] ?? '';
  const entry = {
    id,
    product: row.product,
    role: row.role,
    images: split(row.image_patterns),
    names: split(row.name_patterns),
    ...evidenceOf(row.arg_evidence ?? ''),
    othersDepend: row.others_depend,
    endsByItself: ends,
    ...mode,
    otherwise: mode.otherwise ?? (ends === 'never' ? 'stays' : ends === 'always' ? 'ends' : 'unknown'),
    daemon: daemons.has(id),
    quitEndpoint: row.quit_endpoint,
    nativeSupport: row.native_support,
    readinessEndpoint: row.readiness_endpoint,
    fixed: fixed.test(id),
    confidence: row.confidence,
  };
  const isEmpty = (value: unknown): boolean =>
    value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => !isEmpty(value)));
}

function split(cell = ''): string[] {
  return cell.split(' ').filter((text) => text !== '');
}

function evidenceOf(cell: string): object {
  const tokens = split(cell.split(' # ')[0]);
  const value = (name: string): string =>
    tokens.find((token) => token.startsWith(`${name}:`))?.slice(name.length + 1) ?? '';
  const [need = '', beside = ''] = value('need').split(':');
  return { evidence: patterns(tokens, '+'), vetoes: patterns(tokens, '-'), alone: value('alone'), need, beside };
}

function patterns(tokens: string[], sign: string): string[] {
  return tokens
    .filter((token) => token.startsWith(`${sign}/`))
    .map((token) => (token.endsWith('/i') ? `(?i)${token.slice(2, -2)}` : token.slice(2, -1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(output, `${JSON.stringify(catalogueOf(readFileSync(process.argv[2] ?? sheet, 'utf8')), null, 2)}\n`);
