import type { Cause, Verdict } from '../model/cause.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Target } from '../model/target.ts';
import { DecodeFailure, decodeObject } from './decode.ts';
import { applyDefaults } from './defaults.ts';
import { dropDisabled } from './drop.ts';
import { type Kind, kindOf, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Path } from './path.ts';
import { Server } from './server.ts';
import { validate } from './validate.ts';
import { warn } from './warnings.ts';

/** What a kind outside the tables gets: nothing is known, so nothing is said. */
const silence: Verdict = { unknown: [], duplicates: [], dropped: [], causes: [], warnings: [] };

/** What the API server of a target would say about an object that is created, and store. */
export function judge(manifest: Manifest, target: Target): Verdict {
  const kind = kindOf(manifest);
  return kind === undefined ? silence : pass(manifest, kind, new Server(target));
}

/** The verdicts for many targets. Targets that get equal verdicts for equal reasons get the same object. */
export function judgeAll(manifest: Manifest, targets: readonly Target[]): Verdict[] {
  const kind = kindOf(manifest);
  const known: { server: Server; verdict: Verdict }[] = [];
  return targets.map((target) => {
    if (kind === undefined) return silence;
    const alike = known.find(({ server }) => server.answersLike(target));
    if (alike !== undefined) return alike.verdict;
    const server = new Server(target);
    const verdict = pass(manifest, kind, server);
    known.push({ server, verdict });
    return verdict;
  });
}

function pass(manifest: Manifest, kind: Kind, server: Server): Verdict {
  const found = new Pass(server);
  try {
    const effective = decodeObject(found, kind.type, manifest.object, Path.root);
    const template = templateOf(kind, effective);
    applyDefaults(found, kind, template);
    dropDisabled(found, template);
    validate(found, kind, effective, template);
    const all = found.allCauses();
    if (all.length === 0) warn(found, template);
    const { unknown, dropped, warnings } = found;
    const causes = all.length > 1 && server.atLeast(37) ? withoutRepetition(all) : all;
    return { effective, unknown, duplicates: [], dropped, causes, warnings };
  } catch (failure) {
    if (!(failure instanceof DecodeFailure)) throw failure;
    return { ...silence, decodeError: failure.at };
  }
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
