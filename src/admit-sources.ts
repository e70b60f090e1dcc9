/** Admission of whole texts, for surfaces: what the API servers of all targets answer to each object in them. */
import { type AdmitOptions, admitRequest } from './admit.ts';
import { fileStatus, locate, referenceOf } from './findings/index.ts';
import type {
  Admission,
  AdmissionBand,
  AdmissionReport,
  AdmittedObject,
  FieldValidation,
  FileStatus,
  JsonObject,
  Manifest,
  ParsedSource,
  Source,
  SourceProblem,
  Target,
} from './model/index.ts';
import { asSent, jsonOf, type Request, requestOf } from './request.ts';
import { manifests, parse } from './source/index.ts';
import { storedObjects } from './stored.ts';
import { parseTargets } from './target/index.ts';
import { chooseTargets } from './targets.ts';

export interface AdmitSourcesOptions {
  /** Absent: those a cluster file of the input describes, else 1.33..1.37. */
  targets?: readonly Target[];
  /** Objects as they are stored, which objects of the input of the same kind, namespace and name replace. Absent: all are created. */
  stored?: readonly JsonObject[];
  subresource?: NonNullable<AdmitOptions['subresource']>;
  fieldValidation?: FieldValidation;
  /** Files the caller could not read. */
  broken?: readonly FileStatus[];
}

/** API servers answer alike on every platform, so nobody has to be told that theirs is not known. */
const anyPlatform = parseTargets('', { platform: 'kubernetes' });

/** Answers to the objects of texts, in their order. A document that cannot be read is answered like an object that cannot. */
export function admitSources(sources: readonly Source[], options: AdmitSourcesOptions = {}): AdmissionReport {
  const texts = sources.map((source) => {
    const text = parse(source);
    return { text, found: manifests(text) };
  });
  const { targets, assumed } = chooseTargets(
    options.targets ?? anyPlatform,
    {},
    texts.flatMap(({ found }) => found),
  );
  const storedFor = storedObjects(options.stored ?? []);
  const { subresource, fieldValidation = 'Strict' } = options;
  const how: AdmitOptions = { fieldValidation, ...(subresource === undefined ? {} : { subresource }) };
  const answers = (request: Request, old?: JsonObject): AdmissionBand[] =>
    bands(admitRequest(request, targets, old === undefined ? how : { ...how, old }), targets);
  const objects = texts.flatMap(({ text, found }) => {
    const lost = unread(text).map(
      ({ message, range }): AdmittedObject => ({
        object: { apiVersion: '', kind: '', namespace: '', name: '' },
        location: { uri: text.source.uri, pointer: '', range },
        bands: answers({ problem: message }),
      }),
    );
    const read = found.map(
      (manifest): AdmittedObject => ({
        object: referenceOf(manifest),
        location: locate(manifest, '', 'key'),
        bands: answers(sent(manifest, text), storedFor(manifest)),
      }),
    );
    return [...lost, ...read].sort((a, b) => lineOf(a) - lineOf(b));
  });
  return {
    version: 1,
    targets: targets.map(({ name }) => name),
    assumed,
    fieldValidation,
    objects,
    files: [...texts.map(({ text, found }) => fileStatus(text, found)), ...(options.broken ?? [])],
    summary: summaryOf(objects),
  };
}

/** Why documents, or the whole text, cannot be read. */
function unread({ problems, documents, skip: stranger }: ParsedSource): SourceProblem[] {
  if (stranger !== undefined) return [];
  const lost = documents.filter(({ value, skip }) => value === undefined && skip === undefined);
  return [...problems, ...lost.flatMap((document) => document.problems[0] ?? [])];
}

/** A text that is one object in JSON is sent as it is; all else as kubectl turns it into JSON. */
function sent(manifest: Manifest, { source, documents }: ParsedSource): Request {
  const whole = documents.length === 1 && manifest.origin?.base === '';
  const json = whole ? jsonOf(source.text) : undefined;
  return json === undefined ? requestOf(asSent(manifest.object)) : requestOf(json.value, json);
}

/** Equal answers in one band each, by the first of their targets. */
function bands(answers: readonly Admission[], targets: readonly Target[]): AdmissionBand[] {
  const found = new Map<string, AdmissionBand>();
  for (const [index, answer] of answers.entries()) {
    const name = targets[index]?.name ?? '';
    const key = JSON.stringify(answer);
    const band = found.get(key);
    if (band === undefined) found.set(key, { targets: [name], ...answer });
    else band.targets.push(name);
  }
  return [...found.values()];
}

function summaryOf(objects: readonly AdmittedObject[]): AdmissionReport['summary'] {
  const summary = { accepted: 0, rejected: 0, unjudged: 0 };
  for (const { bands: answers } of objects) {
    if (answers.some(({ allowed }) => !allowed)) summary.rejected += 1;
    else if (answers.some(({ unjudged }) => unjudged !== undefined)) summary.unjudged += 1;
    else summary.accepted += 1;
  }
  return summary;
}

function lineOf({ location }: AdmittedObject): number {
  return location.range?.start.line ?? 0;
}
