import {
  type Fact,
  type FactList,
  type JsonObject,
  join,
  listAt,
  member,
  objectAt,
  type Place,
  type Pointer,
} from '../model/index.ts';
import { literalDuration, literalSleep, type WrittenContainer } from '../workload/index.ts';
import { gracePeriod, type Part, staysAlive, type WrittenPod } from './pod.ts';

/**
 * What each container surely uses of the pod's grace period: its preStop sleep, and for main containers the drain time its
 * flags declare after it. A sidecar's drain starts only when the main containers are gone, so it is not added.
 */
export function graceItems(
  pod: WrittenPod,
  parts: readonly Part[],
  facts: readonly Fact<'Container'>[],
): FactList<'graceUses'> {
  const { podSpec, podSpecPointer } = pod.workload;
  const grace = gracePeriod(podSpec);
  if (grace === undefined) return [];
  const podHasSidecars = parts.some((part) => part.class === 'sidecar');
  const place = Object.hasOwn(podSpec, 'terminationGracePeriodSeconds')
    ? { pointer: join(podSpecPointer, 'terminationGracePeriodSeconds') }
    : undefined;
  return parts.flatMap((part, index): FactList<'graceUses'> => {
    const container = facts[index];
    if (container === undefined || !staysAlive(part)) return [];
    const preStop = preStopSeconds(part.written.raw);
    const drain = drainOf(part.written);
    if (preStop + drain.seconds === 0) return [];
    const total = preStop + (part.class === 'main' ? drain.seconds : 0);
    // With a period of 0 hooks are skipped: nothing is cut short by them.
    const exceeds = grace > 0 && total >= grace;
    const self = { container, preStop, drain: drain.seconds, total, grace, exceeds, podHasSidecars };
    const hook = hookPlace(part.written, preStop, drain.pointer);
    return [{ self, pointer: hook.pointer, places: { hook, grace: place } }];
  });
}

/** The longest time that a main container surely takes to stop, in seconds. */
export function longestStop(parts: readonly Part[]): number {
  const mains = parts.filter((part) => part.class === 'main').map(({ written }) => written);
  return Math.max(0, ...mains.map((written) => preStopSeconds(written.raw) + drainOf(written).seconds));
}

export function preStopSeconds(raw: JsonObject): number {
  const hook = objectAt(raw, 'lifecycle', 'preStop');
  const seconds = member(objectAt(hook, 'sleep'), 'seconds');
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0) return seconds;
  return literalSleep(listAt(hook, 'exec', 'command').filter((word) => typeof word === 'string'));
}

function hookPlace({ pointer }: WrittenContainer, preStop: number, drain: Pointer): Place {
  return { pointer: preStop > 0 ? join(pointer, 'lifecycle', 'preStop') : drain };
}

/** The longest drain time that flags or variables of a known helper declare. */
function drainOf({ match, command, args, env, pointer }: WrittenContainer): { seconds: number; pointer: Pointer } {
  let found = { seconds: 0, pointer };
  const flags = match.role.byNameOnly ? [] : (match.entry?.drainFlags ?? []);
  if (flags.length === 0) return found;
  const take = (text: string | undefined, at: Pointer): void => {
    const seconds = literalDuration(text ?? '') ?? 0;
    if (seconds > found.seconds) found = { seconds, pointer: at };
  };
  for (const [list, words] of [['command', command] as const, ['args', args] as const])
    for (const [index, word] of words.entries()) {
      const [flag = '', value = words[index + 1]] = word.split('=', 2);
      if (flags.includes(flag)) take(value, join(pointer, list, index));
    }
  for (const [index, { name, value }] of env.entries())
    if (flags.includes(name)) take(value, join(pointer, 'env', index, 'value'));
  return found;
}
