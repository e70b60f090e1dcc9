import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { edit } from '../../src/edit/index.ts';
import type { Change } from '../../src/model/index.ts';

/** What is used where a case has no text of its own. */
export const pod = `# a pod
spec:
  # what must not be lost
  containers:
    - name: web   # the app
      image: "web:1"\t# tab in a comment
      args: ['-c',   'x']
    # ships logs
    - name: logs
      image: 'logs:1'
      command:
        - tail
        # inner
      note: >-
        folded
        text

  # behind
  restartPolicy: Always
`;

export interface EditCase {
  does: string;
  text?: string;
  change: Change | Change[];
  /** The text afterwards, or what the reason of the refusal says. */
  becomes?: string;
  refused?: RegExp;
}

/** Each case with both kinds of line breaks. */
export function testEdits(cases: readonly EditCase[]): void {
  for (const { does, text = pod, change, becomes = '', refused } of cases) {
    for (const [name, breaks] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      test(`${does} (${name})`, () => {
        const inLines = (lines: string): string => lines.replaceAll('\n', breaks);
        const changes = [change].flat().map((each) => ({ ...each, document: 0 }));
        const result = edit({ uri: 'a.yaml', text: inLines(text) }, changes);
        if (refused === undefined) assert.is('text' in result ? result.text : result.refused, inLines(becomes));
        else assert.match('refused' in result ? result.refused : JSON.stringify(result.text), refused);
      });
    }
  }
}
