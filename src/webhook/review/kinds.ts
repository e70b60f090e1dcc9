import { servedKinds, setKinds } from '../../workload/index.ts';

/** Subresources of pods whose objects are whole pods and whose changes can make a pod worse. */
export const judgedSubresources = ['ephemeralcontainers', 'resize'] as const;

const notControllers: readonly string[] = ['Pod', 'PodTemplate', ...setKinds];

/** Kinds that are judged and make others: what they make says nothing new, but for injection. */
export const controllerKinds: ReadonlySet<string> = new Set(
  servedKinds.filter((kind) => !notControllers.includes(kind)),
);
