import { hash } from 'node:crypto';
import type { Cluster } from '../../cluster/index.ts';
import type { Target } from '../../model/index.ts';
import { targetsBeside } from '../../targets.ts';
import { Reviewer } from '../review/reviewer.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import type { ClusterView } from './cluster-view.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Log } from './log.ts';
import type { Metrics, Part } from './metrics.ts';
import type { Loaded, ServeSettings } from './settings.ts';
import { warmUp } from './warm-up.ts';

/** One thing readiness depends on. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

interface Held<Value> {
  value: Value;
  since: Date;
  /** Why what is in the files now is not in use; '' when it is. */
  problem: string;
}

/** What is in use: a policy and a certificate. What cannot be used never takes the place of what can. */
export class State {
  onCertificate: (certificate: Certificate) => void = () => {};
  isClosing = false;
  /** Of the cluster in memory, where there is one. */
  view: ClusterView | undefined;
  readonly #settings: ServeSettings;
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #cluster: Cluster | undefined;
  #policy: Held<Reviewer> | undefined;
  #loaded: Loaded | undefined;
  #certificate: Held<Certificate> | undefined;
  #files: readonly string[] = [];
  #seen = '';
  /** Reviews are judged by what the first answers of the cluster said. */
  #knowsCluster = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(settings: ServeSettings, log: Log, metrics: Metrics, cluster?: Cluster) {
    this.#settings = settings;
    this.#log = log;
    this.#metrics = metrics;
    this.#cluster = cluster;
  }

  get reviewer(): Reviewer | undefined {
    return this.#policy?.value;
  }

  get certificate(): Certificate | undefined {
    return this.#certificate?.value;
  }

  /** Loads both for the first time. Throws what is wrong: without them there is nothing to serve. */
  async load(): Promise<void> {
    const [loaded, certificate] = [await this.#settings.load(), await readCertificate(this.#settings)];
    this.#seen = await fingerprintOf(loaded.files);
    await this.#takePolicy(loaded);
    this.#takeCertificate(certificate);
  }

  /** Looks at the files. `force`: loads the policy also when no file has changed, for configurations that are programs. */
  refresh(force: boolean): Promise<void> {
    return this.#inTurn(() => this.#refresh(force));
  }

  /** Judges by what is known of the cluster now. Reviews go on with what was known before until all is ready. */
  follow(): Promise<void> {
    return this.#inTurn(async () => {
      const [loaded, held] = [this.#loaded, this.#policy];
      if (loaded === undefined || held === undefined || this.#cluster === undefined) return;
      const { isSettled, inventory, whole } = this.#cluster;
      const targets = this.#targetsOf(loaded) ?? held.value.targets;
      if (JSON.stringify(targets) !== JSON.stringify(held.value.targets)) await this.#takePolicy(loaded);
      else held.value = held.value.beside(inventory, whole);
      this.#knowsCluster ||= isSettled;
    });
  }

  /** One after the other: what is begun later knows more, and has to be what stays. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#log.error({ problem: error instanceof Error ? error.message : String(error) }, 'cannot be used');
    });
    return this.#turn;
  }

  async #refresh(force: boolean): Promise<void> {
    this.view?.tell();
    await this.#refreshCertificate();
    const seen = await fingerprintOf(this.#files);
    if (seen === this.#seen && !force) return;
    this.#seen = seen;
    try {
      await this.#takePolicy(await this.#settings.load());
      this.#seen = await fingerprintOf(this.#files);
    } catch (error) {
      this.#keep('policy', this.#policy, error);
    }
  }

  async #refreshCertificate(): Promise<void> {
    const held = this.#certificate;
    try {
      const certificate = await readCertificate(this.#settings);
      if (certificate.fingerprint !== held?.value.fingerprint) this.#takeCertificate(certificate);
      else if (held.problem !== '') this.#takeCertificate(certificate);
    } catch (error) {
      this.#keep('certificate', held, error);
    }
  }

  async #takePolicy(loaded: Loaded): Promise<void> {
    const { policy, files } = loaded;
    const { mode, onRuleError } = this.#settings;
    const targets = this.#targetsOf(loaded);
    const { inventory = [], whole = [] } = this.#cluster ?? {};
    const value = new Reviewer({
      policy,
      mode,
      onRuleError,
      digest,
      inventory,
      whole,
      ...(targets === undefined ? {} : { targets }),
    });
    await warmUp(value);
    this.#metrics.loaded('policy', this.#policy === undefined);
    this.#policy = { value, since: new Date(), problem: '' };
    this.#files = files;
    this.#loaded = loaded;
    const names = value.targets.map(({ name }) => name);
    this.#log.info({ rules: policy.rules.length, targets: names, mode, ...this.#read() }, 'policy loaded');
  }

  #targetsOf({ policy, targets }: Loaded): readonly Target[] | undefined {
    const read = this.#cluster?.read;
    return read === undefined ? targets : targetsBeside(read.target, targets, policy.config);
  }

  /** For the log: what the API server said it is. */
  #read(): Record<string, unknown> {
    const read = this.#cluster?.read;
    if (read === undefined) return {};
    const { name, gates, platforms, kruise } = read.target;
    return { cluster: { version: name, gates, platforms, kruise, notes: read.notes } };
  }

  #takeCertificate(value: Certificate): void {
    this.#metrics.loaded('certificate', this.#certificate === undefined);
    this.#metrics.certificateEnds(value.notAfter);
    this.#certificate = { value, since: new Date(), problem: '' };
    this.#log.info({ notAfter: new Date(value.notAfter).toISOString() }, 'certificate loaded');
    this.onCertificate(value);
  }

  #keep(part: Part, held: Held<unknown> | undefined, error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    // Told once, not each time the file is looked at.
    if (held === undefined || held.problem === problem) return;
    held.problem = problem;
    this.#metrics.notLoaded(part);
    this.#log.error({ part, problem }, 'cannot be used, the old one stays');
  }

  checks(): Check[] {
    const notAfter = this.certificate?.notAfter ?? 0;
    const targets = this.reviewer?.targets.map(({ name }) => name) ?? [];
    const end = notAfter < Date.now() ? 'ended' : 'ends';
    return [
      check('policy', this.#policy, `${this.reviewer?.mode}, Kubernetes ${targets.join(', ')}`),
      check('certificate', this.#certificate, `${end} ${new Date(notAfter).toISOString()}`),
      ...(this.view?.checks(this.#knowsCluster) ?? []),
      { name: 'serving', ok: !this.isClosing, detail: this.isClosing ? 'shutting down' : '' },
    ];
  }
}

/** Results are remembered by it, so nobody may be able to make two objects with the same. */
function digest(text: string): string {
  return hash('sha256', text, 'base64');
}

function check(name: string, held: Held<unknown> | undefined, about: string): Check {
  if (held === undefined) return { name, ok: false, detail: 'not loaded yet' };
  const stale = held.problem === '' ? '' : `; the newest cannot be used: ${held.problem}`;
  return { name, ok: true, detail: `${about}, in use since ${held.since.toISOString()}${stale}` };
}
