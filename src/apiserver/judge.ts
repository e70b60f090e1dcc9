import type { Cause, JsonObject, Manifest, Target, Verdict } from '../model/index.ts';
import { DecodeFailure, decodeObject } from './decode.ts';
import { applyDefaults } from './defaults.ts';
import { dropDisabled } from './drop.ts';
import { judgeCustom } from './effective.ts';
import { validateJob } from './job.ts';
import type { JsonText } from './json-text.ts';
import { type Kind, kindOf, type Template, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Path } from './path.ts';
import { same } from './same.ts';
import { Server } from './server.ts';
import { isServed, passedOver, prepared, type Subresource, validateSubresource } from './subresource.ts';
import { type Stored, validateUpdate } from './update.ts';
import { validate } from './validate.ts';
import { child } from './values.ts';
import { warn } from './warnings.ts';

export interface JudgeOptions {
  /** The stored object that the manifest would replace. Absent: the object is created. */
  old?: JsonObject;
  /** With `old`: the update goes to this subresource of a Pod. */
  subresource?: Subresource;
  /** What the manifest was read from, where that was JSON text. */
  text?: JsonText;
}

/** What the API server of a target would say about an object that is created or updated, and store. */
export function judge(manifest: Manifest, target: Target, options: JudgeOptions = {}): Verdict {
  return verdictOf(manifest, new Server(target), options);
}

/** The verdicts for many targets. Targets that get equal verdicts for equal reasons get the same object. */
export function judgeAll(manifest: Manifest, targets: readonly Target[], options: JudgeOptions = {}): Verdict[] {
  const known: { server: Server; verdict: Verdict }[] = [];
  return targets.map((target) => {
    const alike = known.find(({ server }) => server.answersLike(target));
    if (alike !== undefined) return alike.verdict;
    const server = new Server(target);
    const verdict = verdictOf(manifest, server, options);
    known.push({ server, verdict });
    return verdict;
  });
}

function verdictOf(manifest: Manifest, server: Server, { old, subresource, text }: JudgeOptions): Verdict {
  const silence: Verdict = { unknown: [], duplicates: [], dropped: [], causes: [], warnings: [] };
  const kind = kindOf(manifest);
  if (kind !== undefined && subresource !== undefined && !isServed(server, subresource))
    return { ...silence, notServed: true };
  try {
    // Nothing is known of the schema of other kinds: only of their metadata and of the pods that are made of them.
    if (kind === undefined) return { ...silence, ...judgeCustom(manifest, server) };
    const stored = old === undefined ? undefined : storedOf(kind, old, server);
    const pass = new Pass(server, stored?.template.spec, text);
    const effective = decodeObject(pass, kind.type, manifest.object, Path.root);
    if (stored === undefined) return judgeCreation(pass, kind, effective);
    if (subresource === undefined) return judgeUpdate(pass, kind, effective, stored);
    return judgeSubresource(pass, kind, effective, stored, subresource);
  } catch (failure) {
    if (!(failure instanceof DecodeFailure)) throw failure;
    return { ...silence, decodeError: failure.at };
  }
}

/** A stored object has all its fields, whatever gates are off now. */
function storedOf(kind: Kind, old: JsonObject, server: Server): Stored {
  const pass = new Pass(server);
  const object = decodeObject(pass, kind.type, old, Path.root);
  const template = templateOf(kind, object);
  applyDefaults(pass, kind.runs, template);
  return { object, template };
}

function judgeCreation(pass: Pass, kind: Kind, effective: JsonObject): Verdict {
  const template = templateOf(kind, effective);
  applyDefaults(pass, kind.runs, template);
  dropDisabled(pass, template);
  validate(pass, kind, effective, template);
  if (pass.allCauses().length === 0) warn(pass, kind, effective, template);
  return finished(pass, effective);
}

function judgeUpdate(pass: Pass, kind: Kind, effective: JsonObject, stored: Stored): Verdict {
  const template = templateOf(kind, effective);
  applyDefaults(pass, kind.runs, template);
  dropDisabled(pass, template);
  validate(pass, kind, effective, template);
  // For a Job both the object and the update are validated, and either says all it finds.
  if (kind.type === 'Job') validateJob(pass, child(effective, 'spec'), template, Path.root.at('spec'));
  validateUpdate(pass, kind, effective, template, stored);
  if (isWarned(kind, effective, template, stored) && pass.allCauses().length === 0)
    warn(pass, kind, effective, template);
  return finished(pass, effective);
}

/** Updates of Pods never warn; those of other kinds when the spec changes, or what a DaemonSet or PodTemplate makes pods from. */
function isWarned(kind: Kind, effective: JsonObject, template: Template, stored: Stored): boolean {
  if (kind.runs === 'pod') return false;
  const templateOnly = kind.runs === 'template' || kind.type === 'DaemonSet';
  return templateOnly ? !same(template.object, stored.template.object) : !same(effective.spec, stored.object.spec);
}

function judgeSubresource(pass: Pass, kind: Kind, sent: JsonObject, stored: Stored, subresource: Subresource): Verdict {
  const template = templateOf(kind, sent);
  applyDefaults(pass, kind.runs, template);
  const spec = structuredClone(prepared(pass.server, subresource, template.spec, stored.template.spec));
  const kept = { ...template, spec };
  dropDisabled(pass, kept);
  validate(pass, kind, sent, kept);
  validateSubresource(pass, subresource, kept, stored.template);
  return { ...finished(pass, { ...sent, spec }), dropped: passedOver(pass, template.spec, spec) };
}

function finished(pass: Pass, effective: JsonObject): Verdict {
  const { unknown, duplicates, dropped, warnings } = pass;
  const all = pass.allCauses();
  const different = withoutRepetition(all);
  const causes = different.length < all.length && pass.server.atLeast(37) ? different : all;
  return { effective, unknown, duplicates, dropped, causes, warnings };
}

/** 1.37 says a thing once that older servers say as often as they find it. */
function withoutRepetition(causes: readonly Cause[]): Cause[] {
  const seen = new Set<string>();
  return causes.filter(({ reason, field, message }) => {
    const key = `${reason} ${field} ${message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
