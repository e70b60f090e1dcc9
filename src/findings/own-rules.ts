import type { Finding, Fix, Location, ObjectReference, Related } from '../model/index.ts';
import type { Policy } from '../policy/index.ts';
import { fingerprint } from './fingerprint.ts';

/** Rules that the reader and the suppressor report themselves. Their files give words, severity and documentation. */
export interface OwnRules {
  /** The finding, or nothing when the rule is off. */
  finding(
    id: string,
    parts: { message: string; object: ObjectReference; location: Location; related?: Related[]; fixes?: Fix[] },
  ): Finding[];
}

export function ownRules(policy: Policy, targets: readonly string[], docsUrl: (ruleId: string) => string): OwnRules {
  return {
    finding(id, { message, object, location, related = [], fixes }) {
      const rule = policy.known.get(id);
      const configured = policy.severities.get(id);
      if (rule === undefined || configured === 'off') return [];
      const severity = configured ?? rule.severity;
      const outcome = rule.outcome ?? 'advice';
      return [
        {
          ruleId: id,
          severity,
          outcome,
          message,
          object,
          location,
          related,
          bands: [{ targets: [...targets], outcome, severity }],
          fix: rule.file.fix,
          ...(fixes === undefined ? {} : { fixes }),
          docsUrl: docsUrl(id),
          fingerprint: fingerprint(
            id,
            object.apiVersion,
            object.kind,
            object.namespace,
            object.name,
            location.pointer,
            message,
          ),
        },
      ];
    },
  };
}
