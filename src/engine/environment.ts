import { factRecords, type RecordDeclarations } from '../model/index.ts';
import { type TargetFunction, targetFunctions, targetRecords } from '../target/index.ts';
import type { Declarations, FunctionDeclaration } from './cel/index.ts';

const records: RecordDeclarations = { ...factRecords, Inventory: { complete: 'bool' } };

/** `target` and its functions: what `when` may read. */
export const whenDeclarations: Declarations = {
  variables: { target: 'Target' },
  records: targetRecords,
  functions: targetFunctions.map(declare),
};

function declare(declaration: TargetFunction): FunctionDeclaration {
  return declaration;
}

/** What matchConditions, variables and validations of a rule may read. `self` is the record of the selected list, or raw JSON. */
export function itemDeclarations(
  self: string,
  scope: 'workload' | 'object',
  own: { records: RecordDeclarations; variables: Record<string, string> },
): Declarations {
  return {
    variables: {
      self,
      object: 'dyn',
      oldObject: 'dyn',
      inventory: 'Inventory',
      ...(scope === 'workload' ? { pod: 'Pod' } : { pods: 'list(Pod)' }),
      ...own.variables,
    },
    records: { ...records, ...own.records },
  };
}
