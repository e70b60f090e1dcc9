import type { Policy } from './policy.ts';

/**
 * What the API server itself says of an object. It has said it before it asks: what is invalid never arrives, and what it does not know or
 * drops is gone. Said again, of an object full of the server's own additions, it would be wrong.
 */
const saidByServer: ReadonlySet<string> = new Set(['causes', 'unknownFields', 'drops', 'serverWarnings']);

/** Rules that speak when something is not among the files of a run. What is not in an inventory of a webhook is only not known. */
const aboutInput: ReadonlySet<string> = new Set(['bindings/binding-not-in-input']);

/** The policy without what a server has judged already. */
export function afterServer(policy: Policy): Policy {
  const rules = policy.rules.flatMap((rule) => {
    if (aboutInput.has(rule.id)) return [];
    if (rule.lists === undefined) return [rule];
    const lists = rule.lists.filter((list) => !saidByServer.has(list));
    return lists.length === 0 ? [] : [{ ...rule, lists }];
  });
  return { ...policy, rules };
}
