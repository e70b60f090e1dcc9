export { evidence } from './evidence.ts';
export { labelUses } from './labels.ts';
export { endingMarkers, endsOn, markers, nearMarkers } from './markers.ts';
export { orderings } from './order.ts';
