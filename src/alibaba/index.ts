export { evidence } from './evidence.ts';
export { platformKeys } from './keys.ts';
export { labelUses } from './labels.ts';
export { logMounts, logPatterns, logVolumes } from './logs.ts';
export { endingMarkers, endsOn, markerSources, markers, nearMarkers } from './markers.ts';
export { orderings } from './order.ts';
export { placement } from './placement.ts';
export { priorities } from './priorities.ts';
export { priorityOf } from './table.ts';
