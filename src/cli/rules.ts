import { type Policy, unknownRule } from '../policy/index.ts';
import { createStyle, outcomeWords, type Style, wrap } from '../report/index.ts';
import type { Arguments } from './arguments.ts';
import { wantsColor } from './color.ts';
import type { Io } from './io.ts';
import { policyOf } from './policy.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `rules`: one line per rule. `rules ID`: everything about one. */
export async function rules(given: Arguments, io: Io): Promise<number> {
  const { policy } = await policyOf(given, io.cwd);
  const style = createStyle(wantsColor(given.value('color'), io));
  const [id] = given.operands;
  io.stdout.write(id === undefined ? listRules(policy, style) : explainRule(policy, id, style, io));
  return exitCodes.clean;
}

function listRules(policy: Policy, style: Style): string {
  const known = [...policy.known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const width = Math.max(...known.map((rule) => rule.id.length));
  return known
    .map((rule) => {
      const severity = policy.severities.get(rule.id) ?? rule.severity;
      const paint = severity === 'off' ? style.dim : style.severity[severity];
      return `${rule.id.padEnd(width)}  ${paint(severity.padEnd(7))}  ${rule.file.summary}\n`;
    })
    .join('');
}

function explainRule(policy: Policy, id: string, style: Style, io: Io): string {
  const rule = policy.known.get(id);
  if (rule === undefined) throw new UsageError(unknownRule(id, policy.known.keys()));
  const { file } = rule;
  const severity = policy.severities.get(id) ?? rule.severity;
  const paint = severity === 'off' ? style.dim : style.severity[severity];
  const bands = (file.bands ?? []).map((band) => {
    const words = outcomeWords[band.outcome ?? rule.outcome ?? 'advice'];
    return `${words} (${band.severity ?? rule.severity}) when ${band.when}`;
  });
  const rows: [string, readonly string[]][] = [
    ['severity', [paint(severity)]],
    ['outcome', rule.outcome === undefined ? [] : [outcomeWords[rule.outcome]]],
    ['bands', bands],
    ['kinds', file.kinds === undefined ? [] : [file.kinds.join(', ')]],
    [
      'why',
      file.why
        .trim()
        .split(/\n\s*\n/)
        .flatMap(wrap),
    ],
    ['fix', wrap(file.fix)],
    ['settings', Object.entries(file.parameters ?? {}).map(([name, { description }]) => `${name}: ${description}`)],
    ['see', file.references ?? []],
    ['docs', [io.docsUrl(id)]],
  ];
  const shown = rows.filter(([, lines]) => lines.length > 0);
  const body = shown
    .map(([label, lines]) => `${style.dim(label.padEnd(8))}  ${lines.join(`\n${' '.repeat(10)}`)}\n`)
    .join('');
  return `${style.bold(rule.id)}\n${file.summary}\n\n${body}`;
}
