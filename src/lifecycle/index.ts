export { autoscalerMetrics } from './autoscaler.ts';
export { failureRules } from './job-facts.ts';
export { areKeptAlike, type KeptPod, keptOf, type PodContext, readPod, type WrittenPod } from './pod.ts';
export { type PodFacts, podFacts } from './pod-facts.ts';
export { podNeeds } from './resources.ts';
export { servicePorts } from './service-ports.ts';
