export { TargetError } from './error.ts';
export { type Field, type Shape, type TypeFields, typeFields } from './fields.ts';
export { type ClusterFile, readClusterFile } from './files/cluster-file.ts';
export { gateSettings } from './files/gate-settings.ts';
export { targetFromFiles } from './files/target.ts';
export { gateOn, gateOnFrom, gateState, lastMinor } from './gates.ts';
export { parseTarget, parseTargets, type TargetOptions, targetNotes } from './parse.ts';
export { type ServerFacts, targetFromServer } from './server.ts';
export { type TargetFunction, type TargetView, targetFunctions, targetRecords, targetView } from './view.ts';
