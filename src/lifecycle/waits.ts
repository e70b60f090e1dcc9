import { type FactList, join, listAt, objectAt, stringAt } from '../model/index.ts';
import type { WrittenContainer } from '../workload/index.ts';
import { type Part, staysAlive, type WrittenPod } from './pod.ts';

/** A loop in a script that goes on until something on this machine answers, or no longer does. */
export interface Poll {
  text: string;
  /** 0 when no number stands there. */
  port: number;
  /** Something was started in the background before: it may run already. */
  inBackground: boolean;
}

const longest = 8192;
const local = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])(?:(?::|\/|\s{1,3})(?:-p\s{0,3})?([0-9]{2,5})(?![0-9]))?`;
const gap = String.raw`[^;\n]{0,160}?`;
const untilOpen = [
  new RegExp(String.raw`\b(?:until\s(?!\s*!)|while\s+!\s)${gap}${local}`, 'g'),
  new RegExp(String.raw`\b(?:wait-for-it(?:\.sh)?|wait-for(?:\.sh)?|dockerize\s+-wait)\s${gap}${local}`, 'g'),
  new RegExp(String.raw`\bcurl\s${gap}--retry-connrefused${gap}${local}`, 'g'),
];
const untilClosed = new RegExp(String.raw`\b(?:until\s+!\s|while\s(?!\s*!))${gap}${local}`);

/** Local addresses a text waits for. */
export function pollsOf(text: string): Poll[] {
  const head = text.slice(0, longest);
  return untilOpen.flatMap((pattern) =>
    [...head.matchAll(pattern)].map((match) => ({
      text: clip(match[0]),
      port: Number(match[1] ?? 0),
      inBackground: /[^&]&(?!&)/.test(head.slice(0, match.index)),
    })),
  );
}

/** The text waits until a local port is closed: until the application has gone. */
export function waitsForClose(text: string): boolean {
  return untilClosed.test(text.slice(0, longest));
}

/** Literal waits before a main container's program starts, and the annotation that makes Istio wait. */
export function startWaits(pod: WrittenPod, parts: readonly Part[]): FactList<'startWaits'> {
  const waits = parts.filter((part) => part.class === 'main').flatMap((part) => waitsIn(part, parts));
  return [...withRings(waits), ...annotated(pod)];
}

interface Wait {
  item: FactList<'startWaits'>[number];
  /** Nothing of the container runs yet while it waits. */
  isCertain: boolean;
}

function waitsIn(part: Part, parts: readonly Part[]): Wait[] {
  const { written } = part;
  return (['command', 'args'] as const).flatMap((list) =>
    written[list].flatMap((text, index): Wait[] => {
      const pointer = join(written.pointer, list, index);
      const polls = pollsOf(text).filter(({ port }) => !declares(written, port));
      const delay = /^\s{0,20}(sleep\s+[0-9.]{1,8}[smhd]?)\s{0,20}(?:&&|;|\n)\s{0,20}exec\s/.exec(text)?.[1];
      return [
        ...polls.map((poll) => waitItem('poll', poll, pointer, part, parts)),
        ...(delay === undefined
          ? []
          : [waitItem('delay', { text: delay, port: 0, inBackground: false }, pointer, part, parts)]),
      ];
    }),
  );
}

function waitItem(
  kind: string,
  { text, port, inBackground }: Poll,
  pointer: string,
  part: Part,
  parts: readonly Part[],
): Wait {
  const other = parts.find((each) => each !== part && staysAlive(each) && declares(each.written, port));
  const index = other?.written.ports.findIndex(({ number }) => number === port) ?? -1;
  const item: FactList<'startWaits'>[number] = {
    self: {
      kind,
      text,
      port,
      container: part.written.name,
      declaredBy: other?.written.name ?? '',
      declaredByClass: other?.class ?? '',
      ring: [],
    },
    pointer,
    places: { declared: other === undefined ? undefined : { pointer: join(other.written.pointer, 'ports', index) } },
  };
  return { item, isCertain: kind === 'poll' && !inBackground };
}

/** Follows who waits for whom, each container by its first wait, until a container comes again. */
function withRings(waits: readonly Wait[]): FactList<'startWaits'> {
  const next = new Map<string, string>();
  for (const { item, isCertain } of waits) {
    const { container, declaredBy } = item.self;
    if (isCertain && declaredBy !== '' && !next.has(container)) next.set(container, declaredBy);
  }
  const rings = new Map<string, string[]>();
  for (const start of next.keys()) {
    const ring = [start];
    for (let at = next.get(start); at !== undefined && !ring.includes(at); at = next.get(at)) ring.push(at);
    const isNew = !ring.some((name) => rings.has(name));
    if (isNew && next.get(ring.at(-1) ?? '') === start) for (const name of ring) rings.set(name, ring);
  }
  return waits.map(({ item, isCertain }) => {
    const ring = isCertain ? [...(rings.get(item.self.container) ?? [])] : [];
    return { ...item, self: { ...item.self, ring } };
  });
}

function annotated({ workload }: WrittenPod): FactList<'startWaits'> {
  const key = 'proxy.istio.io/config';
  const text = stringAt(objectAt(workload.podMetadata, 'annotations'), key);
  if (!/holdApplicationUntilProxyStarts["']?\s{0,5}:\s{0,5}["']?true/.test(text.slice(0, longest))) return [];
  const words = 'holdApplicationUntilProxyStarts';
  return [
    {
      self: { kind: 'annotation', text: words, port: 0, container: '', declaredBy: '', declaredByClass: '', ring: [] },
      pointer: join(workload.podMetadataPointer, 'annotations', key),
    },
  ];
}

function declares({ ports }: WrittenContainer, port: number): boolean {
  return port > 0 && ports.some(({ number }) => number === port);
}

/** Text of the command of a container's hook. */
export function hookText({ raw }: WrittenContainer, hook: 'postStart' | 'preStop'): string {
  return listAt(raw, 'lifecycle', hook, 'exec', 'command')
    .filter((word) => typeof word === 'string')
    .join(' ');
}

function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
