import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lintSources } from '../../src/lint.ts';
import type { Finding } from '../../src/model/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { Client } from '../lsp/client.ts';

const target = '1.28,1.33';
const edits = 10_000;
const longestBurst = 20;
/** How long an answer may take on a busy machine before it counts as wrong, in milliseconds. */
const patience = 10_000;

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {app: web}
spec:
  initContainers:
    - name: proxy
      image: envoyproxy/envoy:v1.30
      restartPolicy: Always
  containers:
    - name: web
      image: shop/web:1
      env: [{name: __IS_SIDECAR__, value: "true"}]
`;
const job = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {restartPolicy: Never, containers: [{name: main, image: shop/report:1}]}
`;
const set = `apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: log}
spec:
  selector: {matchLabels: {app: web}}
  containers:
    - {name: shipper, image: fluent/fluent-bit:3.0}
`;

const first: Record<string, string> = {
  'pods.yaml': ['a', 'b', 'c', 'd'].map(pod).join('---\n'),
  'job.yaml': `${job}---\n${pod('😀')}`,
  'set.yaml': set,
};
/** Never opened. */
const onDisk = { 'other.yaml': `${pod('other')}---\n${job.replace('report', 'other')}` };

const keys = [...'abcdefAlwys:{}[]-"\'#|&*0/ \n\n  '];
const pieces = [
  '      restartPolicy: OnFailure\n',
  '---\n',
  pod('pasted'),
  '    - {name: x}\n',
  '😀',
  'app: web',
  '\t',
];

/** One change of a text: from, to, and what takes its place. */
type Edit = [number, number, string];

/** The same numbers in every run. */
function randomizer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

function edit(text: string, original: string, random: (below: number) => number): Edit {
  const at = random(text.length + 1);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  switch (random(12)) {
    case 0:
      return [at, Math.min(text.length, at + 1 + random(6)), ''];
    case 1:
      return [line, line, pieces[random(pieces.length)] ?? ''];
    case 2:
      return text.length > original.length * 3 || random(4) === 0 ? [0, text.length, original] : [line, at, ''];
    default:
      return [at, at, keys[random(keys.length)] ?? ''];
  }
}

const isPartOfPair = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text[at] ?? '');

class Typist {
  readonly client = new Client({ ...first, ...onDisk });
  readonly #texts = new Map(Object.entries(first));
  readonly #versions = new Map<string, number>();

  async begin(): Promise<void> {
    await this.client.start({ settings: { target } });
    for (const [name, text] of this.#texts) {
      await this.client.open(name, text);
      this.#versions.set(name, 1);
    }
  }

  async change(name: string, random: (below: number) => number): Promise<void> {
    const text = this.#texts.get(name) ?? '';
    let [from, to, written] = edit(text, first[name] ?? '', random);
    while (isPartOfPair(text, from)) from -= 1;
    while (isPartOfPair(text, to)) to += 1;
    this.#texts.set(name, text.slice(0, from) + written + text.slice(to));
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#versions.set(name, version);
    const place = (at: number): { line: number; character: number } => {
      const lines = text.slice(0, at).split('\n');
      return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    };
    await this.client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.client.uri(name), version },
      contentChanges: [{ range: { start: place(from), end: place(to) }, text: written }],
    });
  }

  /** Whether every open text shows, before long, what a new run over all texts says of it. */
  async isRight(): Promise<boolean> {
    const texts = Object.entries({ ...Object.fromEntries(this.#texts), ...onDisk });
    const sources = texts.map(([uri, text]) => ({ uri, text }));
    const today = new Date().toISOString().slice(0, 10);
    const { findings } = lintSources(sources, { targets: parseTargets(target), today });
    const wanted = new Map([...this.#texts.keys()].map((name) => [name, told(findings, name)]));
    const shows = (): boolean => [...wanted].every(([name, lines]) => this.#shown(name) === lines);
    for (const end = performance.now() + patience; !shows(); await sleep(1)) if (performance.now() > end) return false;
    return true;
  }

  #shown(name: string): string {
    const params = this.client.shown.get(this.client.uri(name));
    const diagnostics = (params?.diagnostics ?? []).map(
      ({ range: { start, end }, code, message }) =>
        `${start.line}:${start.character}-${end.line}:${end.character} ${code} ${message}`,
    );
    return [params?.version === undefined || params.version === this.#versions.get(name), ...diagnostics].join('\n');
  }
}

function told(findings: readonly Finding[], name: string): string {
  const lines = findings
    .filter(({ location }) => location.uri === name)
    .map(({ location: { range }, ruleId, message }) => {
      const { start, end } = range ?? { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
      return `${start.line}:${start.column}-${end.line}:${end.column} ${ruleId} ${message}`;
    });
  return [true, ...lines].join('\n');
}

/** What is held after everything unreachable was thrown away, in megabytes. */
function held(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** An hour at the keys: bursts of random changes in three files, after each of which every diagnostic must be that of a new run. */
export async function typing(): Promise<string[]> {
  const typist = new Typist();
  const random = randomizer(7);
  const names = Object.keys(first);
  const memory: number[] = [];
  let [stale, bursts, done] = [0, 0, 0];
  await typist.begin();
  while (done < edits) {
    const name = names[random(names.length)] ?? '';
    for (let left = 1 + random(longestBurst); left > 0 && done < edits; left--, done++) {
      await typist.change(name, random);
      if (random(3) === 0) await sleep(0);
    }
    bursts += 1;
    if (!(await typist.isRight())) stale += 1;
    if (memory.length < Math.floor((done * 30) / edits)) memory.push(held());
  }
  await typist.client.stop();
  if (stale > 0) throw new Error(`${stale} of ${bursts} bursts left a diagnostic that a new run does not tell`);
  const third = (from: number): string => {
    const part = memory.slice(from, from + 10);
    return (part.reduce((sum, each) => sum + each, 0) / part.length).toFixed(1);
  };
  return [
    `typing ${done} edits      after each of ${bursts} bursts what a new run tells`,
    `typing memory           ${[0, 10, 20].map(third).join(', ')} MB held in the three thirds`,
  ];
}
