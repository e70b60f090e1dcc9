import { priorityOf } from '../alibaba/index.ts';
import { type FactList, join } from '../model/index.ts';
import { preStopSeconds } from './grace.ts';
import { gracePeriod, type Part, type WrittenPod } from './pod.ts';

/** What ECI makes of exit priorities: one level after the other, all hooks of a level at once. Empty when a priority cannot be read. */
export function exitPlans(pod: WrittenPod, parts: readonly Part[]): FactList<'exitPlans'> {
  const { podSpec, podSpecPointer } = pod.workload;
  const grace = gracePeriod(podSpec);
  const levels = new Map<number, number>();
  for (const { written, class: kind } of parts) {
    if (kind !== 'main') continue;
    const entry = written.env.findLast(({ name }) => name === 'ECI_CONTAINER_EXIT_PRIORITY');
    const level = entry === undefined ? 0 : priorityOf(entry.value);
    if (level === undefined) return [];
    levels.set(level, Math.max(levels.get(level) ?? 0, preStopSeconds(written.raw)));
  }
  if (grace === undefined || levels.size < 2) return [];
  const seconds = [...levels.values()].reduce((sum, longest) => sum + longest, 0);
  const isWritten = Object.hasOwn(podSpec, 'terminationGracePeriodSeconds');
  const place = isWritten ? { pointer: join(podSpecPointer, 'terminationGracePeriodSeconds') } : undefined;
  return [{ self: { levels: levels.size, seconds, grace }, pointer: podSpecPointer, places: { grace: place } }];
}
