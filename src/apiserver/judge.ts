import type { Cause, Verdict } from '../model/cause.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Target } from '../model/target.ts';
import { DecodeFailure, decodeObject } from './decode.ts';
import { applyDefaults } from './defaults.ts';
import { dropDisabled } from './drop.ts';
import { effectiveCustom } from './effective.ts';
import { type Kind, kindOf, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Path } from './path.ts';
import { Server } from './server.ts';
import { validate } from './validate.ts';
import { warn } from './warnings.ts';

/** What the API server of a target would say about an object that is created, and store. */
export function judge(manifest: Manifest, target: Target): Verdict {
  return verdictOf(manifest, new Server(target));
}

/** The verdicts for many targets. Targets that get equal verdicts for equal reasons get the same object. */
export function judgeAll(manifest: Manifest, targets: readonly Target[]): Verdict[] {
  const known: { server: Server; verdict: Verdict }[] = [];
  return targets.map((target) => {
    const alike = known.find(({ server }) => server.answersLike(target));
    if (alike !== undefined) return alike.verdict;
    const server = new Server(target);
    const verdict = verdictOf(manifest, server);
    known.push({ server, verdict });
    return verdict;
  });
}

function verdictOf(manifest: Manifest, server: Server): Verdict {
  const silence: Verdict = { unknown: [], duplicates: [], dropped: [], causes: [], warnings: [] };
  const kind = kindOf(manifest);
  // Nothing is known of the schema of other kinds, so nothing is said about them.
  if (kind === undefined) return { ...silence, effective: effectiveCustom(manifest, server) };
  const pass = new Pass(server);
  try {
    return judgeKind(manifest, kind, pass);
  } catch (failure) {
    if (!(failure instanceof DecodeFailure)) throw failure;
    return { ...silence, decodeError: failure.at };
  }
}

function judgeKind(manifest: Manifest, kind: Kind, pass: Pass): Verdict {
  const effective = decodeObject(pass, kind.type, manifest.object, Path.root);
  const template = templateOf(kind, effective);
  applyDefaults(pass, kind.runs, template);
  dropDisabled(pass, template);
  validate(pass, kind, effective, template);
  const all = pass.allCauses();
  if (all.length === 0) warn(pass, kind, effective, template);
  const { unknown, dropped, warnings } = pass;
  const different = withoutRepetition(all);
  const causes = different.length < all.length && pass.server.atLeast(37) ? different : all;
  return { effective, unknown, duplicates: [], dropped, causes, warnings };
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
