import { name } from '../name.ts';

/** The kind of the action that repairs a whole document, ours among those of other servers. */
export const fixAll = `source.fixAll.${name}`;
