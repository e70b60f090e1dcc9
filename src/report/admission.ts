import type { AdmissionBand, AdmissionReport, AdmittedObject } from '../model/index.ts';
import { escapeUnsafe, safeJson } from './escape.ts';
import { orderFile, orderLocation, orderObject } from './json.ts';
import { notes } from './notes.ts';
import { nameObject, showLocation } from './place.ts';
import { count } from './prose.ts';
import { nameTargets } from './strip.ts';
import { createStyle, type Style } from './style.ts';
import { noteLines } from './text.ts';

const indent = '   ';

/** For people: each object with what becomes of it on which targets. Ends with a line break. */
export function formatAdmission(report: AdmissionReport, { color }: { color: boolean }): string {
  const style = createStyle(color);
  const blocks = report.objects.map((object) => block(object, report.targets, style).join('\n'));
  // What cannot be read stands above, with the reason.
  const shown = new Set(report.objects.map(({ location }) => location.uri));
  const files = report.files.filter(({ uri, status }) => status !== 'broken' || !shown.has(uri));
  const lines = noteLines(notes({ findings: [], failures: [], files }, false), style);
  if (report.assumed !== '') lines.push(style.dim(escapeUnsafe(report.assumed)));
  blocks.push([...lines, style.bold(closing(report, style))].join('\n'));
  return blocks.map((text) => `${text}\n`).join('\n');
}

function block({ object, location, bands }: AdmittedObject, targets: readonly string[], style: Style): string[] {
  const named = bands.map((band) => ({ band, names: escapeUnsafe(nameTargets(band.targets, targets)) }));
  const width = Math.max(...named.map(({ names }) => names.length));
  const head = `${style.bold(showLocation(location))} ${nameObject(object)}`.trimEnd();
  const rows = named.flatMap(({ band, names }) => {
    const [first = '', ...rest] = lines(band, style);
    return [`${names.padEnd(width)}  ${first}`, ...rest.map((line) => ' '.repeat(width + 2) + line)];
  });
  return [head, ...rows.map((row) => indent + row)];
}

/** The answer, and why, in the order of the server's steps. */
function lines(band: AdmissionBand, style: Style): string[] {
  const { unknown, duplicates, decodeError, errors, warnings, dropped, code, allowed } = band;
  if (band.unjudged !== undefined) return [style.dim(`not judged: ${escapeUnsafe(band.unjudged)}`)];
  if (band.notFound !== undefined) return [rejected(code, style), row('reason', band.notFound)];
  if (decodeError !== undefined) return [rejected(code, style), row('error', `BadRequest ${said(decodeError)}`)];
  const isStrict = code === 400;
  const lost = dropped.length + unknown.length;
  return [
    allowed ? accepted(lost, style) : rejected(code, style),
    ...unknown.map((field) => row('unknown', field)),
    ...duplicates.map((field) => row('twice', field)),
    ...(isStrict ? [`${style.dim('clients that are not strict:')} ${afterPruning(band, lost, style)}`] : []),
    ...dropped.map((field) => row('dropped', field)),
    ...errors.map((error) => row('error', `${error.reason} ${said(error)}`)),
    ...warnings.map((warning) => row('warning', said(warning))),
  ];
}

function afterPruning({ errors }: AdmissionBand, lost: number, style: Style): string {
  return errors.length > 0 ? rejected(422, style) : accepted(lost, style);
}

function accepted(lost: number, style: Style): string {
  if (lost === 0) return style.good('accepted');
  return style.severity.warning(`accepted without ${count(lost, ['field', 'fields'])}`);
}

function rejected(code: number, style: Style): string {
  return style.severity.error(`rejected (${code})`);
}

function row(label: string, text: string): string {
  return `${label.padEnd(8)} ${escapeUnsafe(text)}`;
}

/** The server's text for an unknown or duplicate field names the field itself. */
function said({ field, message }: { field: string; message: string }): string {
  return field === '' || message.includes(`"${field}"`) ? message : `${field}: ${message}`;
}

function closing({ objects, summary, targets }: AdmissionReport, style: Style): string {
  if (objects.length === 0) return 'no objects found';
  const all = count(objects.length, ['object', 'objects']);
  const some = (amount: number): string => (amount === objects.length ? all : `${amount} of ${all}`);
  const on = targets.length === 1 ? `by ${targets[0]}` : `on each of ${targets.length} targets`;
  const unjudged = summary.unjudged === 0 ? '' : `, ${summary.unjudged} not judged`;
  if (summary.rejected === 0) {
    return style.good(escapeUnsafe(`${some(summary.accepted)} accepted ${on}${unjudged}`));
  }
  const where = targets.length === 1 ? on : 'on at least one target';
  return style.severity.error(escapeUnsafe(`${some(summary.rejected)} rejected ${where}${unjudged}`));
}

/** The report as `schemas/admission.schema.json` says it; members always in this order. */
export function formatAdmissionJson(report: AdmissionReport): string {
  const { accepted, rejected, unjudged } = report.summary;
  const ordered = {
    version: report.version,
    targets: report.targets,
    assumed: report.assumed,
    fieldValidation: report.fieldValidation,
    objects: report.objects.map(({ object, location, bands }) => ({
      object: orderObject(object),
      location: orderLocation(location),
      bands: bands.map(orderBand),
    })),
    files: report.files.map(orderFile),
    summary: { accepted, rejected, unjudged },
  };
  return `${safeJson(ordered)}\n`;
}

function orderBand(band: AdmissionBand): AdmissionBand {
  const { decodeError, notFound, unjudged } = band;
  return {
    targets: band.targets,
    allowed: band.allowed,
    code: band.code,
    unknown: band.unknown,
    duplicates: band.duplicates,
    ...(decodeError === undefined ? {} : { decodeError: { field: decodeError.field, message: decodeError.message } }),
    ...(notFound === undefined ? {} : { notFound }),
    ...(unjudged === undefined ? {} : { unjudged }),
    dropped: band.dropped,
    errors: band.errors.map(({ reason, field, message }) => ({ reason, field, message })),
    warnings: band.warnings.map(({ kind, field, message }) => ({ kind, field, message })),
  };
}
