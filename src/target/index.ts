export { TargetError } from './error.ts';
export { type Field, fieldNamed, knownTypeField, type Shape, type TypeFields, typeFields } from './fields.ts';
export { type FileTargets, targetFromFiles } from './from-files.ts';
export { gateSettings } from './gate-settings.ts';
export { firstMinor, gateNames, gateOn, gateState, kubeletGateOn, lastMinor } from './gates.ts';
export { parseTarget, parseTargets, type TargetOptions, targetNotes } from './parse.ts';
export { type TargetFunction, type TargetView, targetFunctions, targetRecords, targetView } from './view.ts';
