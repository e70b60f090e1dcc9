/** The official samples of test-cases/samples: texts by short reference, and what linting them says. */
import { readdirSync, readFileSync } from 'node:fs';
import { type LintOptions, lintObjects, lintSources } from '../../src/lint.ts';
import { isObject, type JsonValue, type Report, type Source } from '../../src/model/index.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { caseOptions } from './case-options.ts';

export const folder = 'test-cases/samples';
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

export const references: readonly string[] = folders.flatMap((name) =>
  readdirSync(`${folder}/${name}`).map((file) => `${name.slice(0, name.indexOf('-'))}/${file}`),
);

/** `14.3/deployment.yaml` is deployment.yaml in the folder whose name begins with `14.3-`. */
export function sample(reference: string): Source {
  const [number = '', file = ''] = reference.split('/');
  const found = folders.find((name) => name.startsWith(`${number}-`));
  if (found === undefined) throw new Error(`no folder ${folder}/${number}-*`);
  return { uri: reference, text: readFileSync(`${folder}/${found}/${file}`, 'utf8') };
}

/** Lints the texts together. `options` as on the first line of a rule case: `--target 1.28 --platform acs`. */
export function lintTogether(sources: readonly Source[], options: string): Report {
  return lintSources(sources, stated(options));
}

/** The same objects without their texts. */
export function lintObjectsTogether(sources: readonly Source[], options: string): Report {
  const objects = sources.flatMap((source) => manifests(parse(source)).map((manifest) => manifest.object));
  return lintObjects(objects, stated(options));
}

function stated(options: string): LintOptions {
  return options === '' ? {} : caseOptions(`# lint: ${options}`);
}

/** Everything a report says: `error rule@line` (`rule@file:line` where several files are linted), `skipped file`, `failed rule`. */
export function says(report: Report): string[] {
  const findings = report.findings.map(({ severity, ruleId, location: { uri, range } }) => {
    const line = (range?.start.line ?? -1) + 1;
    return `${severity} ${ruleId}@${report.files.length > 1 ? `${uri}:` : ''}${line}`;
  });
  const files = report.files.flatMap(({ uri, status }) => (status === 'skipped' ? [`skipped ${uri}`] : []));
  return [
    ...findings,
    ...files,
    ...report.failures.map(({ ruleId, message }) => `failed ${ruleId}: ${message}`),
  ].sort();
}

/** A YAML list of mappings, read with our own reader; every value is text or a list of texts. */
export function table(file: string): Map<string, string[]>[] {
  const { documents, problems } = parse({ uri: file, text: readFileSync(file, 'utf8') });
  const [document] = documents;
  const faults = [...problems, ...(document?.problems ?? [])].map(
    ({ message, range }) => `${file}:${range.start.line + 1} ${message}`,
  );
  if (faults.length > 0 || !Array.isArray(document?.value)) throw new Error(faults.join('\n') || `${file} is no list`);
  return document.value.map(
    (row) => new Map(Object.entries(isObject(row) ? row : {}).map(([key, value]) => [key, texts(value)])),
  );
}

function texts(value: JsonValue): string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => {
    if (typeof item === 'string') return item;
    throw new Error(`${JSON.stringify(item)} is no text: quote it`);
  });
}
