import { type JsonObject, listAt, member, objectAt, stringAt } from '../model/index.ts';
import { isOnlySleep, literalSleep } from '../workload/index.ts';
import { waitsForClose } from './waits.ts';

/** Requests that make known helpers exit, and commands that end process 1 or a server. */
const quitPath = /^\/?(?:quitquitquit|agent\/v1\/quit|shutdown)(?:[?/]|$)/;
const quitWords =
  /\bquitquitquit\b|\/agent\/v1\/quit\b|\bkill\s(?:-\w{1,9}\s){0,2}1(?:\s|$)|\bnginx\s[^;&|\n]{0,80}-s\s{0,3}(?:quit|stop)\b/;

/** What a hook surely does to its container, and how long it sleeps. */
export function hookDoes(hook: JsonObject): { does: string; seconds: number } {
  const words = listAt(hook, 'exec', 'command').filter((word) => typeof word === 'string');
  const sleep = member(objectAt(hook, 'sleep'), 'seconds');
  if (typeof sleep === 'number') return { does: 'delay', seconds: sleep };
  const seconds = literalSleep(words);
  const text = words.join(' ').slice(0, 8192);
  if (waitsForClose(text)) return { does: 'close-wait', seconds };
  if (quitWords.test(text) || quitPath.test(stringAt(hook, 'httpGet', 'path'))) return { does: 'quit', seconds };
  return { does: seconds > 0 && isOnlySleep(words) ? 'delay' : '', seconds };
}
