export type { Band } from './bands.ts';
export { rows } from './rows.ts';
export type { Says } from './says.ts';
export { type Answer, type Explanation, why } from './why.ts';
