import type { JsonObject } from '../model/index.ts';
import { type ContainerList, goType } from './lists.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet } from './values.ts';

const hooks = ['postStart', 'preStop'] as const;

/**
 * `sleep` and `stopSignal` go with their gates. 1.30–1.33 also remove the hook and the lifecycle that are empty after that; 1.29 leaves an
 * empty hook behind, which validation then refuses.
 */
export function dropFromLifecycle(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  const lifecycle = child(container, 'lifecycle');
  if (lifecycle === undefined) return;
  const place = path.at('lifecycle');
  const sleeps = hooks.some((name) => isSet(child(lifecycle, name), 'sleep'));
  const isEmpty = hooks.every((name) => !isSet(lifecycle, name));
  // Before 1.29 there is no such field, so the gate decides nothing.
  const sleepOff = (sleeps || isEmpty) && pass.server.atLeast(29) && !pass.on('PodLifecycleSleepAction');
  const tidy = sleepOff && pass.server.atLeast(30);
  const signalOff = isSet(lifecycle, 'stopSignal') && !pass.on('ContainerStopSignals');
  const left = hooks.filter((name) => {
    const hook = child(lifecycle, name);
    return hook !== undefined && !(tidy && isSet(hook, 'sleep') && Object.keys(hook).length === 1);
  });
  const kept = left.length > 0 || (isSet(lifecycle, 'stopSignal') && !signalOff);
  if (!kept && (tidy || signalOff)) {
    const gate = signalOff ? 'ContainerStopSignals' : 'PodLifecycleSleepAction';
    pass.drop(signalOff ? 'P27' : 'P26c', goType(list), container, 'lifecycle', path, gate);
    return;
  }
  if (sleepOff) for (const name of hooks) dropSleep(pass, lifecycle, name, !left.includes(name), place);
  if (signalOff) pass.drop('P27', 'Lifecycle', lifecycle, 'stopSignal', place, 'ContainerStopSignals');
}

function dropSleep(pass: Pass, lifecycle: JsonObject, name: string, wholeHook: boolean, path: Path): void {
  const gate = 'PodLifecycleSleepAction';
  const hook = child(lifecycle, name);
  if (hook === undefined || !isSet(hook, 'sleep')) return;
  if (wholeHook) pass.drop('P26c', 'Lifecycle', lifecycle, name, path, gate);
  else pass.drop('P26c', 'LifecycleHandler', hook, 'sleep', path.at(name), gate);
}
