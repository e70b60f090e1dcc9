import { join, type Pointer } from '../model/index.ts';
import type { WrittenContainer } from '../workload/index.ts';

/** An address found in the words of a container. */
export interface Mention {
  /** As written: 'localhost:5432', '/run/app.sock'. */
  text: string;
  pointer: Pointer;
  /** 0 for a socket. */
  port: number;
  /** The words around it say that the container itself listens there. */
  listens: boolean;
}

const longestText = 8192;
const address = /(localhost|127\.0\.0\.1|\[::1\]):([0-9]{1,5})(?![0-9])/g;
const listening = /listen|bind|advertise/i;
/** Flags of servers for their own address, unless a scheme shows that it is called. */
const ownAddress =
  /(?:metrics|health|probe|pprof|http|grpc|web|debug|telemetry|admin|serving|api)[-_.]?addr|^-*addr(?:ess)?=?$/i;
const serving = /listen|bind|serve|endpoint/i;

/** Local addresses and unix sockets in command, args and literal environment (unless only files are handled there). */
export function mentionsOf(container: WrittenContainer): Mention[] {
  const words = [...wordsAt(container, 'command'), ...wordsAt(container, 'args')];
  const found = words.flatMap(({ text, pointer }, index) => scan(text, pointer, words[index - 1]?.text ?? '', false));
  if (container.isFileTool) return found;
  for (const [index, entry] of container.env.entries())
    if (entry.literal)
      found.push(...scan(entry.value, join(container.pointer, 'env', index, 'value'), `${entry.name}=`, true));
  return [...found, ...hostAndPort(container)];
}

function wordsAt(container: WrittenContainer, list: 'command' | 'args'): { text: string; pointer: Pointer }[] {
  return container[list].map((text, index) => ({ text, pointer: join(container.pointer, list, index) }));
}

function scan(whole: string, pointer: Pointer, before: string, isEnv: boolean): Mention[] {
  const text = whole.length > longestText ? whole.slice(0, longestText) : whole;
  const found: Mention[] = [];
  if (text.includes(':'))
    for (const match of text.matchAll(address)) {
      const port = Number(match[2]);
      if (port === 0 || port > 65_535 || /[\w.-]/.test(text.charAt(match.index - 1))) continue;
      const context = contextOf(text, match.index, before);
      const isOwn = !isEnv && !context.includes('://') && ownAddress.test(context);
      found.push({ text: match[0], pointer, port, listens: listening.test(context) || isOwn });
    }
  for (let at = text.indexOf('.sock'); at !== -1; at = text.indexOf('.sock', at + 1)) {
    const socket = pathAround(text, at);
    if (socket !== '')
      found.push({
        text: socket,
        pointer,
        port: 0,
        listens: serving.test(contextOf(text, at - socket.length, before)),
      });
  }
  return found;
}

/** The flag or name in front of an address: in the same word, else the word before when it is a flag. */
function contextOf(text: string, at: number, before: string): string {
  const line = text.slice(Math.max(0, at - 80), at);
  const [own = '', previous = before] = line.split(/[\s"'\\]+/).reverse();
  if (/[=,]/.test(own) || /^-/.test(own)) return own;
  return /^-|=$/.test(previous) ? `${previous} ${own}` : own;
}

function pathAround(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < 256 && /[\w./-]/.test(text.charAt(start - 1))) start -= 1;
  let end = at + '.sock'.length;
  while (end < text.length && end - at < 64 && /\w/.test(text.charAt(end))) end += 1;
  const path = text.slice(start, end).replace(/^\/+/, '/');
  return path.startsWith('/') ? path : '';
}

/** DB_HOST=127.0.0.1 beside DB_PORT=5432. */
function hostAndPort(container: WrittenContainer): Mention[] {
  return container.env.flatMap((entry, index) => {
    const prefix = /^([A-Z0-9_]*?_?)(?:HOST|HOSTNAME|ADDR|ADDRESS)$/i.exec(entry.name)?.[1];
    if (prefix === undefined || listening.test(prefix) || !/^(?:localhost|127\.0\.0\.1|::1)$/.test(entry.value))
      return [];
    const port = container.env.find((other) => other.name === `${prefix}PORT`)?.value ?? '';
    if (!/^[1-9][0-9]{0,4}$/.test(port)) return [];
    const pointer = join(container.pointer, 'env', index, 'value');
    return [{ text: `${entry.value}:${port}`, pointer, port: Number(port), listens: false }];
  });
}
