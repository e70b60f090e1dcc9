export { autoscalerMetrics } from './autoscaler.ts';
export { readPod, type WrittenPod } from './pod.ts';
export { type PodFacts, podFacts } from './pod-facts.ts';
export { podNeeds } from './resources.ts';
export { servicePorts } from './service-ports.ts';
