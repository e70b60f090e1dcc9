import { endsOn, markedAs, nearMarkers, orderings } from '../alibaba/index.ts';
import {
  type Fact,
  type FactItem,
  join,
  listAt,
  type Manifest,
  member,
  objectAt,
  type Place,
  type Pointer,
  stringAt,
} from '../model/index.ts';
import type { WrittenContainer } from '../workload/index.ts';
import type { Dependency } from './dependencies.ts';
import { endingsOf, endsByItself, neverEnds, rememberedWords } from './ending.ts';
import { injectorOf } from './injected.ts';
import { backoffLimit } from './job-facts.ts';
import { exclusiveResources, isGuaranteed, limitRangeDefaults, resourceNeeds } from './needs.ts';
import { type Part, type PodContext, startsBefore, type WrittenPod } from './pod.ts';

/** A dependency seen from what is needed. */
interface Needed {
  need: Fact<'Need'>;
  pointer: Pointer;
}

/** The facts of every container of a pod, in the order of start. */
export function containerItems(
  pod: WrittenPod,
  parts: readonly Part[],
  dependencies: readonly Dependency[],
  context: PodContext,
): FactItem<Fact<'Container'>>[] {
  const mains = parts.filter((part) => part.class === 'main').length;
  const defaults = limitRangeDefaults(context.limitRanges);
  const served = new Set((context.services ?? []).flatMap(targetPorts));
  const wordsOf = rememberedWords();
  const limit = backoffLimit(pod.workload);
  return parts.map((part) => {
    const { written } = part;
    const needed = neededBy(part, parts, dependencies);
    const endings = endingsOf(written, pod.containers, pod.workload.podSpec, wordsOf).filter((ending) =>
      endsOn(ending, context.platforms),
    );
    const rule = restartRule(part);
    const marked = markedAs(written.env, context.platforms);
    const needs = resourceNeeds(part.kept.resources, defaults);
    const { raw, run, env } = written;
    const lifecycle = objectAt(raw, 'lifecycle');
    // One literal: objects that are put together piece by piece are slow, and this is made for every container on every target.
    const self: Fact<'Container'> = {
      name: written.name,
      list: written.list,
      index: written.index,
      image: stringAt(raw, 'image'),
      restartPolicy: stringAt(raw, 'restartPolicy'),
      role: written.match.role,
      command: [...written.command, ...written.args].join(' '),
      runs: run.runs,
      runsBecause: run.because,
      ignoresTerm: written.ignoresTerm,
      nearMarkers: nearMarkers(env),
      ports: [...written.ports],
      env: [...env],
      values: literalValues(written),
      hasStartupProbe: objectAt(raw, 'startupProbe') !== undefined,
      hasReadinessProbe: objectAt(raw, 'readinessProbe') !== undefined,
      hasLivenessProbe: objectAt(raw, 'livenessProbe') !== undefined,
      hasPostStart: objectAt(lifecycle, 'postStart') !== undefined,
      hasPreStop: objectAt(lifecycle, 'preStop') !== undefined,
      raw,
      class: part.class,
      neverEnds: neverEnds(written, part.class === 'init'),
      endsByItself: endsByItself(written),
      endedBy: endings[0] ?? '',
      endings,
      orderedBy: orderedBy(part, parts, pod, context),
      neededBy: needed.map(({ need }) => need),
      hasSiblings: mains > (part.class === 'main' ? 1 : 0),
      guaranteed: isGuaranteed(needs),
      requests: [...needs.requests.keys()],
      exclusive: exclusiveResources(needs),
      isServed: isServed(written, served),
      restartRules: part.kept.restartRules.length,
      isMarked: marked.has('sidecar'),
      ignores: [...marked.keys()].filter((name) => name !== 'sidecar'),
      lostPolicy: part.kept.losesPolicy,
      refusedOnInit: [...part.kept.refusedOnInit],
      afterSuccess: afterSuccess(part, rule),
      isDependency: isDependency(written),
      injectedBy: injectorOf(written, pod.workload.podMetadata),
      sidecarSet: context.sidecarSetOf(written.pointer),
    };
    const places = placesOf(written, { dependent: needed[0]?.pointer, rule, limit: limit.place, marked });
    return { self, pointer: written.pointer, places };
  });
}

/** Names come from the input: a map without prototype keeps `__proto__` an ordinary name. */
function literalValues({ env }: WrittenContainer): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const { name, value, literal } of env) if (literal) values[name] = value;
  return values;
}

function neededBy(part: Part, parts: readonly Part[], dependencies: readonly Dependency[]): Needed[] {
  const literal = dependencies
    .filter(({ from, to }) => to === part && startsBefore(part, from))
    .map(({ from, text, pointer }) => ({
      need: { container: from.written.name, class: from.class, because: text },
      pointer,
    }));
  const { role } = part.written.match;
  const isFirst = role.othersDepend === 'yes' || role.othersDepend === 'start-only';
  if (part.class !== 'sidecar' || !isFirst || role.isFixed || role.confidence === 'low') return literal;
  const later = parts.filter((other) => other.class !== 'ephemeral' && startsBefore(part, other));
  const dependent = later.find((other) => !other.written.match.role.isHelper) ?? later[0];
  if (dependent === undefined || literal.some(({ need }) => need.container === dependent.written.name)) return literal;
  const need = { container: dependent.written.name, class: dependent.class, because: role.product };
  return [...literal, { need, pointer: dependent.written.pointer }];
}

function orderedBy(part: Part, parts: readonly Part[], { workload }: WrittenPod, { platforms }: PodContext): string[] {
  if (part.class !== 'main') return [];
  const others = parts.filter((other) => other.class === 'main' && other !== part).map((other) => other.written.env);
  return orderings(part.written.env, others, workload.podMetadata).filter((by) => endsOn(by, platforms));
}

/** Where a Service sends its traffic: port names, and numbers as text. */
function targetPorts({ object }: Manifest): string[] {
  return listAt(object, 'spec', 'ports').map((port) => String(member(port, 'targetPort') ?? member(port, 'port')));
}

function isServed({ ports }: WrittenContainer, served: ReadonlySet<string>): boolean {
  return served.size > 0 && ports.some(({ name, number }) => served.has(name) || served.has(String(number)));
}

function afterSuccess({ kept }: Part, rule: RestartRule | undefined): string {
  if (rule !== undefined) return rule.restarts ? 'rule' : '';
  return kept.isAlways ? 'policy' : '';
}

function isDependency({ name, match: { role } }: WrittenContainer): boolean {
  if (role.id !== '' && !role.byNameOnly) return role.othersDepend === 'yes' || role.othersDepend === 'start-only';
  return /(?:^|[-_])(?:proxy|client|ambassador)(?:[-_](?:container|sidecar))?$/i.test(name);
}

interface RestartRule {
  restarts: boolean;
  pointer: Pointer;
}

/** The first rule that says what follows exit code 0. */
function restartRule({ written, kept }: Part): RestartRule | undefined {
  for (const [index, rule] of kept.restartRules.entries()) {
    const values = listAt(rule, 'exitCodes', 'values');
    const operator = stringAt(rule, 'exitCodes', 'operator');
    const matches = operator === 'In' ? values.includes(0) : operator === 'NotIn' && !values.includes(0);
    const restarts = stringAt(rule, 'action').startsWith('Restart');
    if (matches) return { restarts, pointer: join(written.pointer, 'restartPolicyRules', index) };
  }
  return undefined;
}

/** Where things stand that are not members of the container itself. */
interface Elsewhere {
  dependent: Pointer | undefined;
  rule: RestartRule | undefined;
  limit: Place | undefined;
  marked: ReturnType<typeof markedAs>;
}

function placesOf(
  { raw, pointer }: WrittenContainer,
  { dependent, rule, limit, marked }: Elsewhere,
): Record<string, Place | undefined> {
  const at = (...keys: string[]): Place | undefined => {
    const key = keys.find((each) => Object.hasOwn(raw, each));
    return key === undefined ? undefined : { pointer: join(pointer, key) };
  };
  /** The marker that says so. */
  const marker = (what: 'sidecar' | 'ready' | 'resources' | 'exitCode'): Place | undefined => {
    const name = marked.get(what);
    if (name === undefined) return undefined;
    const index = listAt(raw, 'env').findLastIndex((entry) => stringAt(entry, 'name') === name);
    return index < 0 ? undefined : { pointer: join(pointer, 'env', index, 'name') };
  };
  // One literal: objects that are put together by spreading are slow, and this is made for every container.
  return {
    name: at('name'),
    image: at('image'),
    command: at('command', 'args', 'image'),
    restartPolicy: at('restartPolicy'),
    startupProbe: at('startupProbe'),
    readinessProbe: at('readinessProbe'),
    livenessProbe: at('livenessProbe'),
    dependent: dependent === undefined ? undefined : { pointer: dependent },
    restartRule: rule?.restarts === true ? { pointer: rule.pointer } : at('restartPolicy'),
    backoffLimit: limit,
    marker: marker('sidecar'),
    ignoreReady: marker('ready'),
    ignoreResources: marker('resources'),
    ignoreExitCode: marker('exitCode'),
  };
}
