import { createHash } from 'node:crypto';
import { Reviewer } from '../review/reviewer.ts';
import { type Certificate, readCertificate } from './certificate.ts';
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
  readonly #settings: ServeSettings;
  readonly #log: Log;
  readonly #metrics: Metrics;
  #policy: Held<Reviewer> | undefined;
  #certificate: Held<Certificate> | undefined;
  #files: readonly string[] = [];
  #seen = '';

  constructor(settings: ServeSettings, log: Log, metrics: Metrics) {
    this.#settings = settings;
    this.#log = log;
    this.#metrics = metrics;
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
  async refresh(force: boolean): Promise<void> {
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

  async #takePolicy({ policy, targets, files }: Loaded): Promise<void> {
    const { mode, onRuleError } = this.#settings;
    const value = new Reviewer({ policy, mode, onRuleError, digest, ...(targets === undefined ? {} : { targets }) });
    await warmUp(value);
    this.#metrics.loaded('policy', this.#policy === undefined);
    this.#policy = { value, since: new Date(), problem: '' };
    this.#files = files;
    this.#log.info({ rules: policy.rules.length, targets: value.targets, mode }, 'policy loaded');
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
    const end = notAfter < Date.now() ? 'ended' : 'ends';
    return [
      check('policy', this.#policy, `${this.reviewer?.mode}, Kubernetes ${this.reviewer?.targets.join(', ')}`),
      check('certificate', this.#certificate, `${end} ${new Date(notAfter).toISOString()}`),
      { name: 'serving', ok: !this.isClosing, detail: this.isClosing ? 'shutting down' : '' },
    ];
  }
}

/** Results are remembered by it, so nobody may be able to make two objects with the same. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function check(name: string, held: Held<unknown> | undefined, about: string): Check {
  if (held === undefined) return { name, ok: false, detail: 'not loaded yet' };
  const stale = held.problem === '' ? '' : `; the newest cannot be used: ${held.problem}`;
  return { name, ok: true, detail: `${about}, in use since ${held.since.toISOString()}${stale}` };
}
