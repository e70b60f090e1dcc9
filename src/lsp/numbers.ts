import type { View } from '../live.ts';
import { isObject, isWithin, type Manifest, type Pointer, resolve } from '../model/index.ts';

/** What Kubernetes takes for probe settings that are not written. */
const defaults = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 3 } as const;

const meanings: Readonly<Record<string, string>> = {
  startupProbe: 'time to start, then the container is restarted',
  livenessProbe: 'until a container that never answers is restarted',
  readinessProbe: 'until a container that stops answering gets no more traffic',
};

/** The window of the probe a place is in, in seconds; '' outside probes. */
export function startWindow(manifest: Manifest, pointer: Pointer): string {
  const [, probe = '', kind = ''] = /^(.*\/((?:startup|liveness|readiness)Probe))(?:\/|$)/.exec(pointer) ?? [];
  const written = probe === '' ? undefined : resolve(manifest.object, probe);
  if (!isObject(written)) return '';
  const number = (name: keyof typeof defaults): number => {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    return typeof value === 'number' && value > 0 ? value : defaults[name];
  };
  const [delay, period, count] = [number('initialDelaySeconds'), number('periodSeconds'), number('failureThreshold')];
  const before = delay === 0 || kind === 'readinessProbe' ? 0 : delay;
  const sum = `${before === 0 ? '' : `${before} s + `}${count} × ${period} s = **${before + count * period} s**`;
  return `${sum} ${meanings[kind] ?? ''}`;
}

/** What the pod that a place is in counts for. */
export function resourcesText({ pods }: View, pointer: Pointer): string {
  const pod = pods.find((each) => isWithin(pointer, each.pointer));
  if (pod === undefined) return '';
  const { requests, limits, qos } = pod.needs;
  return `the pod requests ${listed(requests)}, is limited to ${listed(limits)}, and is ${qos}`;
}

function listed(amounts: ReadonlyMap<string, bigint>): string {
  const words = [...amounts].map(([name, amount]) => `${name} ${quantity(name, amount)}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** Billionths as people write them: CPU in thousandths, memory in the largest binary unit that fits. */
function quantity(name: string, billionths: bigint): string {
  const whole = billionths / 1_000_000_000n;
  if (billionths % 1_000_000_000n !== 0n) return `${billionths / 1_000_000n}m`;
  if (name === 'cpu' || whole === 0n) return String(whole);
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let [amount, unit] = [whole, 0];
  for (; amount % 1024n === 0n && unit < units.length - 1; unit++) amount /= 1024n;
  return `${amount}${units[unit]}`;
}
