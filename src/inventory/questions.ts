import { groupKind, type Manifest, type Workload } from '../model/index.ts';
import type { Inventory } from './inventory.ts';

/** What an answer depends on: a kind (`apps/Deployment`), a kind whatever its group (`any/Deployment`), `workloads` or `manifests`. */
type Topic = string;

/** Looks again for the manifests that an answer was made from. */
type Ask = (inventory: Inventory) => unknown;

/** Above this many questions on one topic, any change there counts: a Service looks at every workload of the run. */
const most = 16;

/** What somebody asked an inventory, so that it can be told later whether another one answers alike. */
export class Questions {
  readonly #asked = new Map<Topic, Map<string, { ask: Ask; answer: unknown }>>();
  readonly #workloads = new Map<Workload, number>();
  #count = 0;

  /** What the questions were about; an inventory that differs in none of these topics answers alike. */
  get topics(): Iterable<Topic> {
    return this.#asked.keys();
  }

  /** Whether `inventory` answers the questions on these topics with the same manifests; equal ones are not enough. */
  haveSameAnswers(inventory: Inventory, topics: Iterable<Topic>): boolean {
    for (const topic of topics) {
      const questions = this.#asked.get(topic);
      if (questions === undefined) continue;
      if (questions.size > most) return false;
      for (const { ask, answer } of questions.values()) if (!isSame(answer, ask(inventory))) return false;
    }
    return true;
  }

  /** `inventory`, with everything it is asked remembered here; of no more than one. */
  listenTo(inventory: Inventory): Inventory {
    const hear = <Answer>(topic: Topic, key: string, ask: (from: Inventory) => Answer, made: Ask = ask): Answer => {
      const known = made === ask ? this.#asked.get(topic)?.get(key) : undefined;
      // Remembered under this topic and key by the same question.
      if (known !== undefined) return known.answer as Answer;
      const answer = ask(inventory);
      this.#remember(topic, key, made, () => (made === ask ? answer : made(inventory)));
      return answer;
    };
    return {
      complete: inventory.complete,
      isWhole: (kind) => inventory.isWhole(kind),
      get manifests() {
        return hear('manifests', '', (from) => from.manifests);
      },
      get workloads() {
        return hear('workloads', '', (from) => from.workloads);
      },
      ofKind: (kind) => hear(kind, '', (from) => from.ofKind(kind)),
      named: (kind) => hear(bareKind(kind), '', (from) => from.named(kind)),
      find: (kind, namespace, name) => hear(kind, `${namespace}/${name}`, (from) => from.find(kind, namespace, name)),
      // Namespaces and nodes are described anew by every inventory: the manifest is what they are made from.
      namespace: (name) =>
        hear(
          'Namespace',
          name,
          (from) => from.namespace(name),
          (from) => from.namespace(name).manifest,
        ),
      servicesSelecting: (workload) =>
        hear('Service', `of ${this.#number(workload)}`, (from) => from.servicesSelecting(workload)),
      oldestNode: (workload) =>
        hear(
          'Node',
          `of ${this.#number(workload)}`,
          (from) => from.oldestNode(workload),
          (from) => from.oldestNode(workload)?.manifest,
        ),
    };
  }

  #remember(topic: Topic, key: string, ask: Ask, answer: () => unknown): void {
    const questions = this.#asked.get(topic) ?? new Map();
    this.#asked.set(topic, questions);
    if (questions.size <= most && !questions.has(key)) questions.set(key, { ask, answer: answer() });
  }

  #number(workload: Workload): number {
    const known = this.#workloads.get(workload);
    if (known !== undefined) return known;
    const number = this.#count++;
    // Those that are not kept get a new number each time, which soon makes too many questions.
    if (this.#workloads.size <= most) this.#workloads.set(workload, number);
    return number;
  }
}

/** The topics on which an inventory differs from one that lacks these manifests. */
export function topicsOf(manifest: Manifest, hasWorkloads: boolean): Topic[] {
  return ['manifests', groupKind(manifest), bareKind(manifest.kind), ...(hasWorkloads ? ['workloads'] : [])];
}

const bareKind = (kind: string): Topic => `any/${kind}`;

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
