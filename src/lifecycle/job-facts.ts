import {
  type FactList,
  isObject,
  join,
  listAt,
  objectAt,
  type Place,
  parent,
  resolve,
  stringAt,
  type Workload,
} from '../model/index.ts';

/** Exit codes of a container that was stopped: KILL and TERM. */
const stopCodes = [137, 143];

/** backoffLimit of the Job that a pod belongs to; -1 when it has none. */
export function backoffLimit({ manifest, podSpecPointer, controller }: Workload): { value: number; place?: Place } {
  const pointer = join(parent(parent(podSpecPointer)), 'backoffLimit');
  const value = controller === 'job' ? resolve(manifest.object, pointer) : undefined;
  return typeof value === 'number' ? { value, place: { pointer } } : { value: -1 };
}

/** Rules of a Job's podFailurePolicy that look at exit codes. */
export function failureRules({ manifest, podSpecPointer, controller }: Workload): FactList<'failureRules'> {
  const base = parent(parent(podSpecPointer));
  const job = resolve(manifest.object, base);
  if (controller !== 'job') return [];
  return listAt(job, 'podFailurePolicy', 'rules').flatMap((rule, index): FactList<'failureRules'> => {
    const codes = objectAt(rule, 'onExitCodes');
    if (codes === undefined || !isObject(rule)) return [];
    const values = listAt(codes, 'values');
    const operator = stringAt(codes, 'operator');
    const meets = (code: number): boolean => values.includes(code) === (operator === 'In');
    const self = {
      action: stringAt(rule, 'action'),
      containerName: stringAt(codes, 'containerName'),
      operator,
      stopCodes: operator === 'In' || operator === 'NotIn' ? stopCodes.filter(meets) : [],
    };
    return [{ self, pointer: join(base, 'podFailurePolicy', 'rules', index) }];
  });
}
