import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type LoadOptions, loadPolicy } from '../config/index.ts';
import { findFiles, isFound, pathMatcher, readSource } from '../files/index.ts';
import { configuredTargets } from '../lint.ts';
import { LiveRun } from '../live.ts';
import type { Finding, Manifest } from '../model/index.ts';
import { createPolicy, type Policy, PolicyError, type PolicyProblem, type ReadConfig } from '../policy/index.ts';
import { TargetError } from '../target/index.ts';
import { type Settings, targetsOf } from './settings.ts';
import { Slices } from './slices.ts';

/** Called while files are read: how many of how many. */
export type OnProgress = (done: number, total: number) => void;

const configForm = /[\\/]policy\.config\.\w+$/;

/** One folder of the workspace with its configuration: what `sidecarlint lint` run in that folder looks at, open buffers in place of files. */
export class Project {
  /** Absolute. */
  readonly root: string;
  /** Why the configuration, or a rule of it, cannot be used; what it was before holds on. */
  problems: readonly PolicyProblem[] = [];
  /** What the settings say that cannot be; ''. */
  settingsProblem = '';
  readonly #whole: boolean;
  readonly #buffers = new Map<string, string>();
  readonly #matches = pathMatcher();
  #settings: Settings;
  #policy: Policy | undefined;
  /** The configuration as it was read last, also when a rule of it was wrong. */
  #config: ReadConfig | undefined;
  #run: LiveRun | undefined;
  #onDisk = new Set<string>();
  /** Whether a path counts, as ignore files said when everything was read last. */
  readonly #found = new Map<string, boolean>();
  #indexed = false;
  #loads = 0;
  #checks = 0;

  /** `whole`: every manifest below `root` counts; otherwise only open buffers do. */
  constructor(root: string, whole: boolean, settings: Settings) {
    this.root = root;
    this.#whole = whole;
    this.#settings = settings;
  }

  /** Reads the configuration and then all files; ends early when it is called again. */
  async load(settings: Settings, onProgress: OnProgress): Promise<void> {
    this.#settings = settings;
    const load = ++this.#loads;
    this.#found.clear();
    await this.#loadPolicy();
    if (load !== this.#loads || this.#policy === undefined) return;
    this.#indexed = !this.#whole;
    this.#configure();
    for (const uri of this.#buffers.keys()) this.#put(uri);
    if (!this.#whole) return;
    const slices = new Slices();
    const ignore = this.#policy.config.ignore ?? [];
    const { files } = await findFiles(['.'], { cwd: this.root, ignore, pause: () => slices.pause() });
    const before = this.#onDisk;
    this.#onDisk = new Set(files);
    for (const uri of before) if (!this.#onDisk.has(uri) && !this.#buffers.has(uri)) this.#run?.drop(uri);
    for (const [index, uri] of files.entries()) {
      onProgress(index, files.length);
      await this.#read(uri);
      await slices.pause();
      if (load !== this.#loads) return;
    }
    this.#indexed = true;
    if (this.#policy.config.complete === true) this.#configure();
  }

  /** What is judged now; undefined until a configuration was read. */
  get run(): LiveRun | undefined {
    return this.#run;
  }

  get policy(): Policy | undefined {
    return this.#policy;
  }

  /** The configuration and the rule files it names. */
  isConfiguration(path: string): boolean {
    const { config, configPath } = this.#config ?? { config: {}, configPath: '' };
    const folders = config.rulePaths ?? [];
    const base = dirname(configPath);
    return configForm.test(path) || folders.some((folder) => path.startsWith(resolve(base, folder) + sep));
  }

  /** What a file is for us; `code` is a configuration that is a program. */
  formOf(path: string): 'manifest' | 'config' | 'rule' | 'code' {
    if (!this.isConfiguration(path)) return 'manifest';
    if (!configForm.test(path)) return 'rule';
    return /\.(?:ya?ml|json)$/.test(path) ? 'config' : 'code';
  }

  uriOf(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  pathOf(uri: string): string {
    return join(this.root, uri);
  }

  open(path: string, text: string): void {
    const uri = this.uriOf(path);
    this.#buffers.set(uri, text);
    this.#put(uri);
  }

  async close(path: string): Promise<void> {
    const uri = this.uriOf(path);
    this.#buffers.delete(uri);
    await this.changed(path);
  }

  /** A file came, changed or went. */
  async changed(path: string): Promise<void> {
    const uri = this.uriOf(path);
    if (this.#buffers.has(uri)) return;
    const exists = this.#whole && this.#isFound(path) && (await isFile(path));
    if (this.#buffers.has(uri)) return;
    if (exists) {
      this.#onDisk.add(uri);
      await this.#read(uri);
    } else {
      this.#onDisk.delete(uri);
      this.#run?.drop(uri);
    }
  }

  manifests(path: string): readonly Manifest[] {
    return this.#run?.manifests(this.uriOf(path)) ?? [];
  }

  findings(path: string): Finding[] {
    return this.#run?.findings(this.uriOf(path)) ?? [];
  }

  /** Suppressions of the configuration that silence nothing in the whole folder; known when all of it is judged. */
  unusedSuppressions(): Finding[] {
    const isKnown = this.#whole && this.#indexed && (this.#policy?.config.suppressions?.length ?? 0) > 0;
    return isKnown ? (this.#run?.unusedSuppressions() ?? []) : [];
  }

  text(uri: string): string {
    return this.#buffers.get(uri) ?? this.#run?.text(uri) ?? '';
  }

  async #loadPolicy(): Promise<void> {
    const problems = await problemsOf(async () => {
      const { policy, configPath } = await loadPolicy(this.#options());
      this.#policy = policy;
      this.#config = configPath === undefined ? undefined : { configPath, config: policy.config };
    });
    this.#config = problems.read ?? this.#config;
    if (this.#drafts().size === 0) this.problems = problems.found;
    else await this.check();
  }

  /** What is wrong with rules and configuration as they are being written. It is not taken over, and a program that was run is not run again. */
  async check(): Promise<void> {
    const check = ++this.#checks;
    const ran = this.#config === undefined ? {} : { ran: this.#config };
    const { found } = await problemsOf(() => loadPolicy({ ...this.#options(), drafts: this.#drafts(), ...ran }));
    if (check === this.#checks) this.problems = found;
  }

  /** Texts of the editor that say how manifests are judged. */
  #drafts(): Map<string, string> {
    const texts = [...this.#buffers].map(([uri, text]) => [this.pathOf(uri), text] as const);
    return new Map(texts.filter(([path]) => /config|rule/.test(this.formOf(path))));
  }

  #options(): LoadOptions {
    const { config, noConfig } = this.#settings;
    return { cwd: this.root, none: noConfig, ...(config === undefined ? {} : { path: config }) };
  }

  #configure(): void {
    const policy = this.#policy ?? createPolicy();
    this.settingsProblem = '';
    let targets: ReturnType<typeof targetsOf>;
    try {
      targets = targetsOf(this.#settings, configuredTargets(policy.config));
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      this.settingsProblem = error.message;
    }
    const options = {
      policy,
      ...(targets === undefined ? {} : { targets }),
      // Before everything was read, nothing is known to be missing.
      complete: policy.config.complete === true && this.#indexed,
      today: new Date().toISOString().slice(0, 10),
      pathMatches: this.#matches,
    };
    if (this.#run === undefined) this.#run = new LiveRun(options);
    else this.#run.configure(options);
  }

  #put(uri: string): void {
    const text = this.#buffers.get(uri);
    if (text === undefined || this.#run === undefined) return;
    const path = this.pathOf(uri);
    if (!this.isConfiguration(path) && this.#isFound(path)) this.#run.put({ uri, text });
    else this.#run.drop(uri);
  }

  async #read(uri: string): Promise<void> {
    const result = await readSource(uri, this.root);
    // The buffer wins, also one that was opened in the meantime.
    if (this.#buffers.has(uri)) return;
    if ('source' in result) this.#run?.put(result.source);
    else this.#run?.drop(uri);
  }

  #isFound(path: string): boolean {
    if (!this.#whole) return true;
    const known = this.#found.get(path);
    if (known !== undefined) return known;
    const found = isFound(path, { cwd: this.root, ignore: this.#policy?.config.ignore ?? [] });
    this.#found.set(path, found);
    return found;
  }
}

async function problemsOf(
  load: () => Promise<unknown>,
): Promise<{ found: readonly PolicyProblem[]; read?: ReadConfig | undefined }> {
  try {
    await load();
    return { found: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { found: error.problems, read: error.read };
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
