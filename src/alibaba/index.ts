export { evidence } from './evidence.ts';
export { labelUses, virtualNodeLabel } from './labels.ts';
export { endingMarkers, markerNames, markers } from './markers.ts';
