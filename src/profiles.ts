/** Which targets of a run can share one evaluation. */
import type { Decisions } from './engine/index.ts';
import { type Common, type Judgement, judgements, nothingInCommon } from './facts/index.ts';
import type { WrittenPod } from './lifecycle/index.ts';
import { groupKind, type JsonObject, type Manifest, type Target } from './model/index.ts';
import { gateOn } from './target/index.ts';

/** Targets on which every fact of a manifest is the same. Which rules speak there, and how loud, is each target's own. */
export interface Profile {
  judgement: Judgement;
  /** Shared by the profiles whose targets differ in nothing but what their API servers say. */
  common: Common;
  members: [Member, ...Member[]];
}

export interface Member {
  target: Target;
  decisions: Decisions;
}

export interface Profiled {
  manifest: Manifest;
  pods: readonly WrittenPod[];
  targets: readonly Target[];
  oldObject: JsonObject | null;
  decide: (target: Target) => Decisions;
}

export function profilesOf({ manifest, pods, targets, oldObject, decide }: Profiled): Profile[] {
  const profiles = new Map<string, Profile>();
  const commons = new Map<string, Common>();
  const judged = judgements(manifest, pods, targets, oldObject);
  // What a set on virtual nodes lacks depends on the version itself.
  const isSet = groupKind(manifest) === 'apps.kruise.io/SidecarSet';
  for (const [index, target] of targets.entries()) {
    const judgement = judged[index];
    if (judgement === undefined) continue;
    const member = { target, decisions: decide(target) };
    const facts = `${factKey(target)} ${isSet ? target.name : ''}`;
    const common = commons.get(facts) ?? nothingInCommon();
    commons.set(facts, common);
    const key = `${judgement.key} ${facts}`;
    const profile = profiles.get(key);
    if (profile === undefined) profiles.set(key, { judgement, common, members: [member] });
    else profile.members.push(member);
  }
  return [...profiles.values()];
}

const factKeys = new WeakMap<Target, string>();

/** What facts are made of besides the verdict: of the target itself. */
function factKey(target: Target): string {
  const known = factKeys.get(target);
  if (known !== undefined) return known;
  const { kruise, platforms, kubelet, inferred, components, gates, origin, minor } = target;
  const file = origin === 'file' ? minor : '';
  // Autoscalers are judged by pods that stand in other manifests.
  const sidecars = minor >= 29 && gateOn(target, 'SidecarContainers');
  const serverless = gates.SidecarSetServerlessPod;
  const key = JSON.stringify([platforms, inferred, kruise, kubelet?.node, components, serverless, file, sidecars]);
  factKeys.set(target, key);
  return key;
}

/** The members of a profile on which the same rules speak alike. */
export function alike(profile: Profile): Profile['members'][] {
  const groups = new Map<string, Profile['members']>();
  for (const member of profile.members) {
    const { key } = member.decisions;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()];
}
