import { buildInventory, type Inventory } from '../../inventory/index.ts';
import { groupKind, type JsonObject, type Manifest, severities, type Target } from '../../model/index.ts';
import { afterServer, type Policy } from '../../policy/index.ts';
import { type ManifestResult, Session } from '../../session.ts';
import { manifestsIn } from '../../source/index.ts';
import { chooseTargets } from '../../targets.ts';
import { workloads } from '../../workload/index.ts';
import { type Compared, compare } from './baseline.ts';
import { count, type Decision, type Mode, type OnError, untouched } from './decision.ts';
import { changesNothing, changesWhatRuns, isJudgedOwner, judged, manifestOf, ownerOf } from './judged.ts';
import { Remembered } from './remembered.ts';
import type { ReviewRequest } from './request.ts';
import { byWeight } from './words.ts';

export interface ReviewerOptions {
  policy: Policy;
  /** The cluster. Absent: the targets of the policy, else 1.33..1.37. */
  targets?: readonly Target[];
  /** enforce when absent. */
  mode?: Mode;
  /** Objects of the cluster: SidecarSets, bindings, namespaces, nodes, owners. */
  inventory?: readonly JsonObject[];
  /** What is not in the inventory does not exist. */
  complete?: boolean;
  /** Kinds of which all objects are in the inventory: 'apps.kruise.io/SidecarSet'. */
  whole?: readonly string[];
  /** allow when absent. */
  onRuleError?: OnError;
  /** A cryptographic digest of a text. With it, decisions are remembered. */
  digest?: (text: string) => string;
}

/** A policy made ready for many requests. */
export class Reviewer {
  readonly mode: Mode;
  readonly targets: readonly Target[];
  readonly #options: ReviewerOptions;
  readonly #session: Session;
  readonly #inventory: Inventory;
  readonly #results: Remembered<ManifestResult> | undefined;
  readonly #decisions: Remembered<Decision> | undefined;

  /** `session`: of a reviewer for the same policy and targets. */
  constructor(options: ReviewerOptions, session?: Session) {
    const { policy, inventory = [] } = options;
    const manifests = inventory.flatMap(manifestsIn);
    const { targets } = chooseTargets(options.targets, policy.config, manifests);
    this.mode = options.mode ?? 'enforce';
    this.targets = targets;
    this.#options = options;
    this.#session = session ?? new Session(afterServer(policy), targets);
    this.#inventory = this.#index(manifests);
    if (options.digest === undefined) return;
    this.#results = new Remembered(options.digest, ({ findings, failures }) => findings.length + failures.length);
    this.#decisions = new Remembered(options.digest, count);
  }

  /** The same beside other objects; targets have to be stated. Nothing is compiled anew. */
  beside(inventory: readonly JsonObject[], whole: readonly string[]): Reviewer {
    return new Reviewer({ ...this.#options, inventory, whole }, this.#session);
  }

  /** Judges what a request would store. `today`: YYYY-MM-DD, for suppressions that end; '' ignores their ends. */
  decide(request: ReviewRequest, today = ''): Decision {
    const manifest = judged(request);
    if (manifest === undefined) return untouched(this.mode);
    const make = (): Decision => this.#decide(manifest, request, today);
    if (this.#decisions === undefined) return make();
    const { operation, group, version, kind, namespace } = request;
    const beside = [today, operation, group, version, kind, namespace];
    return this.#decisions.get(manifest.object, request.oldObject, beside, make);
  }

  #decide(manifest: Manifest, request: ReviewRequest, today: string): Decision {
    const { operation, oldObject } = request;
    if (operation === 'UPDATE' && oldObject !== null && changesNothing(manifest.object, oldObject)) {
      return untouched(this.mode);
    }
    const result = this.#lint(manifest, oldObject, today);
    const { compared, spared } = this.#compare(manifest, result, request, today);
    const failing = byWeight(compared.fresh.filter(({ severity }) => this.#fails(severity)));
    const isRefused = failing.length > 0 && this.mode === 'enforce' && spared === '';
    const isBroken = result.failures.length > 0 && this.#options.onRuleError === 'deny' && this.mode === 'enforce';
    return {
      allowed: !isRefused && !isBroken,
      isJudged: true,
      mode: this.mode,
      failing,
      minor: byWeight(compared.fresh.filter(({ severity }) => !this.#fails(severity))),
      known: byWeight(compared.known),
      tellsKnown: compared.known.length > 0 && (oldObject === null || changesWhatRuns(manifest.object, oldObject)),
      spared: failing.length > 0 ? spared : '',
      failures: result.failures,
    };
  }

  #fails(severity: (typeof severities)[number]): boolean {
    return severities.indexOf(severity) <= severities.indexOf(this.#options.policy.failOn);
  }

  /** What the request makes worse: compared with the stored object, or with the owner that a controller makes the object from. */
  #compare(
    manifest: Manifest,
    { findings }: ManifestResult,
    { oldObject, ...request }: ReviewRequest,
    today: string,
  ): { compared: Compared; spared: string } {
    const now = { manifest, findings };
    if (findings.length === 0) return { compared: { fresh: [], known: [] }, spared: '' };
    if (oldObject !== null) {
      const before = manifestOf(oldObject, { ...request, oldObject });
      return {
        compared: compare(now, { manifest: before, findings: this.#lint(before, null, today).findings }),
        spared: '',
      };
    }
    const owner = ownerOf(manifest.object);
    if (owner === undefined) return { compared: { fresh: [...findings], known: [] }, spared: '' };
    const stored = this.#inventory.find(owner.groupKind, manifest.namespace, owner.name);
    if (stored !== undefined) {
      const before = { manifest: stored, findings: this.#lint(stored, null, today).findings };
      return { compared: compare(now, before), spared: '' };
    }
    // Refusing would stop a workload that has been running, and its controller would try for ever.
    const spared = isJudgedOwner(owner) ? 'owner' : '';
    return { compared: { fresh: [...findings], known: [] }, spared };
  }

  #lint(manifest: Manifest, oldObject: JsonObject | null, today: string): ManifestResult {
    const make = (): ManifestResult => {
      const inventory = this.#around(manifest);
      return this.#session.lint(manifest, { inventory, oldObject, today, pathMatches: () => false });
    };
    const { object, apiVersion, kind, namespace } = manifest;
    return this.#results === undefined
      ? make()
      : this.#results.get(object, oldObject, [today, apiVersion, kind, namespace], make);
  }

  /** The cluster as it will be. Pods and what makes them are not looked up by anybody else, so they need no place in it. */
  #around(manifest: Manifest): Inventory {
    if (workloads(manifest).length > 0) return this.#inventory;
    const kind = groupKind(manifest);
    const others = this.#inventory.manifests.filter(
      (other) => groupKind(other) !== kind || other.name !== manifest.name || other.namespace !== manifest.namespace,
    );
    return this.#index([...others, manifest]);
  }

  #index(manifests: readonly Manifest[]): Inventory {
    const { complete = false, whole = [] } = this.#options;
    return buildInventory(manifests, { complete, whole, workloadsOf: workloads });
  }
}
