import { endingMarkers } from '../alibaba/index.ts';
import { type JsonObject, listAt, objectAt, stringAt } from '../model/index.ts';
import type { WrittenContainer } from '../workload/index.ts';

/** It never ends by its own words: the literal command, or what is surely known of its image. */
export function neverEnds(container: WrittenContainer, isPlainInit: boolean): boolean {
  const { run, match, command, args } = container;
  if (run.runs !== 'unknown') return run.runs === 'forever';
  const { entry, role } = match;
  if (entry === undefined || role.byNameOnly || !(entry.confidence === 'high' || entry.daemon)) return false;
  // An init container with words of its own may well use the image's tools only.
  if (isPlainInit && command.length + args.length > 0) return false;
  if ((entry.endsWhen ?? []).some(match.has) || !runsItsProduct(container)) return false;
  if ((entry.staysWhen ?? []).some(match.has)) return true;
  // Without its arguments an image that needs them to stay only prints how it is used.
  return entry.otherwise === 'stays' && !(isPlainInit && entry.staysWhen !== undefined);
}

/** It ends after its work, by its literal command or by what is known of its image. */
export function endsByItself(container: WrittenContainer): boolean {
  const { run, match } = container;
  if (run.runs !== 'unknown') return run.runs === 'once';
  const { entry, role } = match;
  if (entry === undefined || role.byNameOnly || entry.confidence === 'low' || !runsItsProduct(container)) return false;
  if ((entry.endsWhen ?? []).some(match.has)) return true;
  return entry.otherwise === 'ends' && !(entry.staysWhen ?? []).some(match.has);
}

/** The command is the image's own program, not something else that the image happens to hold. */
function runsItsProduct({ command, args, image, match }: WrittenContainer): boolean {
  if ([...command, ...args].some((word) => /\b(?:timeout|kill|pkill)\b/.test(word.slice(0, 4096)))) return false;
  const [program = ''] = command;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return program === '' || match.byEvidence || image.name.slice(image.name.lastIndexOf('/') + 1).includes(name);
}

/** What ends a container once the application has ended, in the order in which facts list it. `wordsOf`: see there. */
export function endingsOf(
  container: WrittenContainer,
  all: readonly WrittenContainer[],
  podSpec: JsonObject,
  wordsOf: WordsOf,
): string[] {
  const others = all.filter((other) => other !== container);
  const endings: string[] = [];
  if (others.some((other) => callsQuit(other, container, wordsOf))) endings.push('quitEndpoint');
  const isShared = podSpec.shareProcessNamespace === true;
  if (isShared && others.some((other) => wordsOf(other).some((text) => /\b(?:kill|pkill|killall)\b/.test(text))))
    endings.push('sharedProcessNamespace');
  return [...endings, ...endingMarkers(container.env)];
}

function callsQuit(caller: WrittenContainer, { match }: WrittenContainer, wordsOf: WordsOf): boolean {
  const { quit, quitNeeds } = match.entry ?? {};
  if (quit === undefined || match.role.byNameOnly || (quitNeeds !== undefined && !match.has(quitNeeds))) return false;
  return wordsOf(caller).some((text) => text.includes(quit) || wraps(text, quit));
}

/** Programs that start the application and end the proxy after it. */
function wraps(text: string, quit: string): boolean {
  if (quit === 'quitquitquit') return /\bscuttle\b|\benvoy-preflight\b|^ISTIO_QUIT_API=/.test(text);
  return quit === ':4191/shutdown' && text.includes('linkerd-await') && /\s(?:-S|--shutdown)\b/.test(text);
}

type WordsOf = (container: WrittenContainer) => readonly string[];

/** Command line, literal environment and hooks of containers, gathered once for each, cut to a length that people stay under. */
export function rememberedWords(): WordsOf {
  const remembered = new Map<WrittenContainer, readonly string[]>();
  return (container) => {
    const known = remembered.get(container) ?? words(container);
    remembered.set(container, known);
    return known;
  };
}

function words(container: WrittenContainer): string[] {
  const lifecycle = objectAt(container.raw, 'lifecycle');
  const hooks = ['postStart', 'preStop'].flatMap((hook) => [
    stringAt(lifecycle, hook, 'httpGet', 'path'),
    ...listAt(lifecycle, hook, 'exec', 'command').filter((word) => typeof word === 'string'),
  ]);
  return [...container.texts, ...hooks].map((text) => text.slice(0, 16_384));
}
