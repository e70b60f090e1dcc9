import type { Cause, Verdict } from '../model/cause.ts';
import type { JsonObject } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Target } from '../model/target.ts';
import { DecodeFailure, decodeObject } from './decode.ts';
import { applyDefaults } from './defaults.ts';
import { dropDisabled } from './drop.ts';
import { effectiveCustom } from './effective.ts';
import { validateJob } from './job.ts';
import { type Kind, kindOf, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Path } from './path.ts';
import { same } from './same.ts';
import { Server } from './server.ts';
import { type Stored, validateUpdate } from './update.ts';
import { validate } from './validate.ts';
import { child } from './values.ts';
import { warn } from './warnings.ts';

export interface JudgeOptions {
  /** The stored object that the manifest would replace. Absent: the object is created. */
  old?: JsonObject;
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

function verdictOf(manifest: Manifest, server: Server, { old }: JudgeOptions): Verdict {
  const silence: Verdict = { unknown: [], duplicates: [], dropped: [], causes: [], warnings: [] };
  const kind = kindOf(manifest);
  // Nothing is known of the schema of other kinds, so nothing is said about them.
  if (kind === undefined) return { ...silence, effective: effectiveCustom(manifest, server) };
  try {
    return judgeKind(manifest, kind, server, old === undefined ? undefined : storedOf(kind, old, server));
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

function judgeKind(manifest: Manifest, kind: Kind, server: Server, stored: Stored | undefined): Verdict {
  const pass = new Pass(server, stored?.template.spec);
  const effective = decodeObject(pass, kind.type, manifest.object, Path.root);
  const template = templateOf(kind, effective);
  applyDefaults(pass, kind.runs, template);
  dropDisabled(pass, template);
  validate(pass, kind, effective, template);
  if (stored !== undefined) {
    // For a Job both the object and the update are validated, and either says all it finds.
    if (kind.type === 'Job') validateJob(pass, child(effective, 'spec'), template, Path.root.at('spec'));
    validateUpdate(pass, kind, effective, template, stored);
  }
  const all = pass.allCauses();
  if (all.length === 0 && isWarned(kind, effective, stored)) warn(pass, kind, effective, template);
  const { unknown, dropped, warnings } = pass;
  const different = withoutRepetition(all);
  const causes = different.length < all.length && server.atLeast(37) ? different : all;
  return { effective, unknown, duplicates: [], dropped, causes, warnings };
}

/** Updates of Pods never warn; those of other kinds when the spec changes. */
function isWarned(kind: Kind, effective: JsonObject, stored: Stored | undefined): boolean {
  if (stored === undefined) return true;
  return kind.runs !== 'pod' && !same(effective.spec, stored.object.spec);
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
