/** The corridor, for a run that goes on: texts come, change and go, and only what that touches is judged again. */
import { containerAt } from './facts/index.ts';
import { type Anchored, anchored, inOrder, letPass, readerFindings } from './findings/index.ts';
import { buildInventory, type Inventory, Questions, topicsOf } from './inventory/index.ts';
import type {
  Finding,
  Fix,
  Manifest,
  ParsedSource,
  Platform,
  Source,
  SourceDocument,
  Target,
  Workload,
} from './model/index.ts';
import type { Policy } from './policy/index.ts';
import { Session, type View } from './session.ts';
import { manifests as manifestsOf, parseAgain } from './source/index.ts';
import { readClusterFile } from './target/index.ts';
import { chooseTargets } from './targets.ts';
import { workloads } from './workload/index.ts';

export type { View } from './session.ts';

export interface LiveOptions {
  policy: Policy;
  /** As in `LintOptions`. */
  targets?: readonly Target[];
  complete: boolean;
  today: string;
  pathMatches: (pattern: string, uri: string) => boolean;
}

interface File {
  parsed: ParsedSource;
  /** Of each document. */
  parts: readonly (readonly Manifest[])[];
  manifests: readonly Manifest[];
  /** When all of its manifests were found to be judged, and by whom. */
  asOf?: { count: number; session: Session };
}

/** What a manifest came to, and what that depends on besides its own text. */
interface Judged {
  session: Session;
  questions: Questions;
  /** The inventory as it was at this count gives the same answers. */
  asOf: number;
  findings: readonly Anchored[];
  used: readonly number[];
}

/**
 * Texts that belong together, as they change. `findings(uri)` after `judge()` has ended says what `lintSources` says about that text in a
 * run over all of them.
 */
export class LiveRun {
  #options: LiveOptions;
  #session: Session | undefined;
  /** Chosen again when a file that describes a cluster changes. */
  #targets: readonly Target[] | undefined;
  #inventory: Inventory | undefined;
  readonly #files = new Map<string, File>();
  #all: readonly Manifest[] = [];
  readonly #judged = new Map<Manifest, Judged>();
  /** By the files that their findings name places of, which need not be the file of the manifest. */
  readonly #naming = new Map<string, Set<Manifest>>();
  /** Who asked an inventory about a topic, and of those whom a change since then may concern. */
  readonly #askers = new Map<string, Set<Manifest>>();
  readonly #doubtful = new Set<Manifest>();
  /** When something about a topic that is asked about changed last. */
  readonly #changes = new Map<string, number>();
  #count = 0;
  readonly #outdated = new Set<string>();
  readonly #manifestsOf = new WeakMap<SourceDocument, readonly Manifest[]>();
  readonly #workloadsOf = new WeakMap<Manifest, readonly Workload[]>();

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /** From now on, everything is judged by other options. */
  configure(options: LiveOptions): void {
    this.#options = options;
    this.#session = undefined;
    this.#targets = undefined;
    this.#inventory = undefined;
  }

  get uris(): Iterable<string> {
    return this.#files.keys();
  }

  manifests(uri: string): readonly Manifest[] {
    return this.#files.get(uri)?.manifests ?? [];
  }

  text(uri: string): string | undefined {
    return this.#files.get(uri)?.parsed.source.text;
  }

  /** Adds a text, or puts its next version in the place of the last. */
  put(source: Source): void {
    const before = this.#files.get(source.uri);
    // Of an editor's text that is the same again, the version has changed.
    this.#outdated.add(source.uri);
    if (before?.parsed.source.text === source.text) return;
    const parsed = parseAgain(source, before?.parsed);
    const documents = parsed.skip === undefined ? parsed.documents : [];
    const parts = documents.map((document, index) => {
      const known = before?.parsed.documents[index] === document ? before.parts[index] : undefined;
      return known ?? this.#manifestsIn(parsed, document);
    });
    const manifests = parts.flat();
    this.#files.set(source.uri, { parsed, parts, manifests });
    this.#replace(before?.manifests ?? [], manifests);
    // Places in this text may have moved.
    for (const manifest of this.#naming.get(source.uri) ?? []) {
      for (const { uri } of this.#judged.get(manifest)?.findings ?? []) this.#outdated.add(uri);
    }
  }

  drop(uri: string): void {
    this.#replace(this.#files.get(uri)?.manifests ?? [], []);
    if (this.#files.delete(uri)) this.#outdated.add(uri);
  }

  /** Judges what has to be judged in these texts; pauses after each manifest, so that the caller can stop. Ends when a text changes. */
  *judge(uris: Iterable<string> = [...this.#files.keys()]): Generator<void> {
    const { session, inventory } = this.#ready();
    for (const uri of uris) {
      const file = this.#files.get(uri);
      if (file === undefined || (file.asOf?.count === this.#count && file.asOf.session === session)) continue;
      for (const manifest of file.manifests) {
        if (this.#isFresh(manifest, session, inventory)) continue;
        this.#judge(manifest, session, inventory);
        yield;
        if (this.#inventory !== inventory) return;
      }
      file.asOf = { count: this.#count, session };
    }
  }

  /** Files whose findings may have changed since the last call. */
  takeOutdated(): string[] {
    const uris = [...this.#outdated];
    this.#outdated.clear();
    return uris;
  }

  /** What is known now of one text, in the order of a report. */
  findings(uri: string): Finding[] {
    const { session } = this.#ready();
    const file = this.#files.get(uri);
    const reader = file === undefined ? [] : readerFindings(file.parsed, file.manifests, session.own);
    const judged = [...(this.#naming.get(uri) ?? [])].flatMap((manifest) => this.#judged.get(manifest)?.findings ?? []);
    return inOrder([...judged.filter((each) => each.uri === uri).map((each) => each.now()), ...reader]);
  }

  /** What lets a finding pass once a person has written why; nothing for faults of the text and of the configuration. */
  letPass({ ruleId, object, location }: Finding): Fix | undefined {
    const line = location.range?.start.line ?? -1;
    const manifest = this.manifests(location.uri).find(({ kind, name, namespace, origin }) => {
      const { start, end } = origin?.document.range ?? {};
      const isThere = start !== undefined && end !== undefined && start.line <= line && line < end.line;
      return isThere && kind === object.kind && name === object.name && namespace === object.namespace;
    });
    if (manifest === undefined || ruleId.startsWith('source/')) return undefined;
    return letPass(manifest, ruleId, containerAt(manifest, location.pointer));
  }

  /** What is known of a manifest of the run, for each group of targets that see it alike. */
  look(manifest: Manifest): View[] {
    const { session, inventory } = this.#ready();
    const { today, pathMatches } = this.#options;
    return session.look(manifest, { inventory, oldObject: null, today, pathMatches });
  }

  /** Names of the targets, in order. */
  get targets(): readonly string[] {
    return this.#ready().session.targets;
  }

  /** Platforms of the targets, each once. */
  get platforms(): Platform[] {
    return this.#ready().session.platforms;
  }

  /** Suppressions of the configuration that silence nothing; right only after `judge()` has ended. */
  unusedSuppressions(): Finding[] {
    const used = new Set([...this.#judged.values()].flatMap((judged) => judged.used));
    return this.#ready().session.unusedSuppressions(used);
  }

  #manifestsIn(parsed: ParsedSource, document: SourceDocument): readonly Manifest[] {
    const known = this.#manifestsOf.get(document) ?? manifestsOf({ ...parsed, documents: [document] });
    this.#manifestsOf.set(document, known);
    return known;
  }

  #replace(before: readonly Manifest[], after: readonly Manifest[]): void {
    const { length } = before;
    let same = 0;
    while (same < length && before[same] === after[same]) same += 1;
    let late = 0;
    while (late < Math.min(length, after.length) - same && before.at(-1 - late) === after.at(-1 - late)) late += 1;
    const old = new Set(before.slice(same, length - late));
    const added = after.slice(same, after.length - late).filter((manifest) => !old.delete(manifest));
    if (old.size === 0 && added.length === 0) return;
    this.#count += 1;
    for (const manifest of [...old, ...added]) {
      for (const topic of topicsOf(manifest, this.#workloads(manifest).length > 0)) {
        const askers = this.#askers.get(topic);
        if (askers === undefined || this.#changes.get(topic) === this.#count) continue;
        this.#changes.set(topic, this.#count);
        for (const asker of askers) this.#doubtful.add(asker);
      }
      if (readClusterFile(manifest) !== undefined) this.#targets = undefined;
    }
    for (const manifest of old) this.#forget(manifest);
    // Nearly in order already, which is what makes sorting them quick.
    this.#all = [...(this.#inventory?.manifests ?? this.#all).filter((manifest) => !old.has(manifest)), ...added];
    this.#inventory = undefined;
  }

  #workloads(manifest: Manifest): readonly Workload[] {
    const known = this.#workloadsOf.get(manifest) ?? workloads(manifest);
    this.#workloadsOf.set(manifest, known);
    return known;
  }

  #ready(): { session: Session; inventory: Inventory } {
    const { policy, targets, complete } = this.#options;
    this.#inventory ??= buildInventory(this.#all, {
      complete,
      workloadsOf: (manifest) => this.#workloads(manifest),
    });
    if (this.#targets === undefined) {
      this.#targets = chooseTargets(targets, policy.config, this.#inventory.manifests).targets;
      if (this.#session?.isFor(policy, this.#targets) !== true) this.#session = new Session(policy, this.#targets);
    }
    this.#session ??= new Session(policy, this.#targets);
    return { session: this.#session, inventory: this.#inventory };
  }

  #isFresh(manifest: Manifest, session: Session, inventory: Inventory): boolean {
    const judged = this.#judged.get(manifest);
    if (judged === undefined || judged.session !== session) return false;
    if (!this.#doubtful.has(manifest)) return true;
    const { asOf, questions } = judged;
    const changed = [...questions.topics].filter((topic) => (this.#changes.get(topic) ?? 0) > asOf);
    if (!questions.haveSameAnswers(inventory, changed)) return false;
    judged.asOf = this.#count;
    this.#doubtful.delete(manifest);
    return true;
  }

  #judge(manifest: Manifest, session: Session, inventory: Inventory): void {
    const { today, pathMatches } = this.#options;
    const questions = new Questions();
    const surroundings = { inventory: questions.listenTo(inventory), oldObject: null, today, pathMatches };
    const result = session.lint(manifest, surroundings);
    this.#forget(manifest);
    const documentsOf = (uri: string) => this.#files.get(uri)?.parsed.documents ?? [];
    const findings = result.findings.map((finding) => anchored(finding, documentsOf));
    this.#judged.set(manifest, { session, questions, asOf: this.#count, findings, used: result.used });
    for (const topic of questions.topics) addTo(this.#askers, topic, manifest);
    for (const each of findings) {
      this.#outdated.add(each.uri);
      for (const uri of each.uris) addTo(this.#naming, uri, manifest);
    }
  }

  #forget(manifest: Manifest): void {
    const judged = this.#judged.get(manifest);
    for (const topic of judged?.questions.topics ?? []) {
      deleteFrom(this.#askers, topic, manifest);
      if (!this.#askers.has(topic)) this.#changes.delete(topic);
    }
    this.#doubtful.delete(manifest);
    for (const { uri, uris } of judged?.findings ?? []) {
      this.#outdated.add(uri);
      for (const each of uris) deleteFrom(this.#naming, each, manifest);
    }
    this.#judged.delete(manifest);
  }
}

function addTo<Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

function deleteFrom<Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void {
  const known = sets.get(key);
  known?.delete(value);
  if (known?.size === 0) sets.delete(key);
}
