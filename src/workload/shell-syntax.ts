import { shellTokens, type Token, type Word } from './shell-tokens.ts';

/** What a script consists of, as far as it matters for when it ends. */
export type Syntax =
  | { kind: 'command'; words: readonly Word[] }
  | { kind: 'pipeline'; parts: readonly Syntax[] }
  | { kind: 'list'; items: readonly ListItem[] }
  | { kind: 'loop'; until: boolean; condition: Syntax; body: Syntax }
  /** `endless`: for ((;;)). */
  | { kind: 'for'; endless: boolean; body: Syntax }
  /** `complete`: one of the branches is always taken. */
  | { kind: 'if'; conditions: readonly Syntax[]; branches: readonly Syntax[]; complete: boolean };

export interface ListItem {
  node: Syntax;
  /** The operator between the item before and this one: '' for the first, ';' also for a newline. */
  after: '' | ';' | '&&' | '||';
  background: boolean;
}

const deepest = 40;
const closers = new Set(['do', 'done', 'then', 'elif', 'else', 'fi', '}']);

/** Parses the subset of POSIX shell that decides when a script ends; undefined for anything else (case, functions, errors). */
export function parseScript(script: string): Syntax | undefined {
  const tokens = shellTokens(script);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const list = reader.list(0);
  return reader.atEnd() ? list : undefined;
}

/** Recursive descent; every method answers undefined where the subset ends. */
class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  list(depth: number): Syntax | undefined {
    const items: ListItem[] = [];
    let after: ListItem['after'] = '';
    this.#skipNewlines();
    while (!this.atEnd() && !this.#atCloser()) {
      const node = this.#pipeline(depth);
      if (node === undefined) return undefined;
      const background = this.#takeOperator('&');
      items.push({ node, after, background });
      if (this.#takeOperator('&&')) after = '&&';
      else if (this.#takeOperator('||')) after = '||';
      else if (this.#takeOperator(';') || this.#takeOperator('\n') || background) after = ';';
      else break;
      this.#skipNewlines();
    }
    return { kind: 'list', items };
  }

  #pipeline(depth: number): Syntax | undefined {
    if (depth > deepest) return undefined;
    this.#takeWord('!');
    const parts: Syntax[] = [];
    do {
      this.#skipNewlines();
      const part = this.#command(depth);
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.#takeOperator('|') || this.#takeOperator('|&'));
    return parts.length === 1 ? parts[0] : { kind: 'pipeline', parts };
  }

  #command(depth: number): Syntax | undefined {
    if (this.#takeWord('while')) return this.#loop(depth, false);
    if (this.#takeWord('until')) return this.#loop(depth, true);
    if (this.#takeWord('for')) return this.#for(depth);
    if (this.#takeWord('if')) return this.#if(depth);
    if (this.#takeWord('{')) return this.#closed(depth, () => this.#takeWord('}'));
    if (this.#takeOperator('(')) return this.#closed(depth, () => this.#takeOperator(')'));
    return this.#simple();
  }

  #closed(depth: number, close: () => boolean): Syntax | undefined {
    const body = this.list(depth + 1);
    return body !== undefined && close() && this.#skipRedirects() ? body : undefined;
  }

  #loop(depth: number, until: boolean): Syntax | undefined {
    const condition = this.list(depth + 1);
    const body = condition === undefined ? undefined : this.#doGroup(depth);
    return condition === undefined || body === undefined ? undefined : { kind: 'loop', until, condition, body };
  }

  #doGroup(depth: number): Syntax | undefined {
    if (!this.#takeWord('do')) return undefined;
    return this.#closed(depth, () => this.#takeWord('done'));
  }

  #for(depth: number): Syntax | undefined {
    let endless = false;
    if (this.#takeOperator('(')) {
      endless = true;
      for (let token = this.#take(); token !== undefined && token.text !== ')'; token = this.#take())
        if (token.kind === 'word') endless = false;
      if (!this.#takeOperator(')')) return undefined;
      this.#takeOperator(';');
    } else {
      while (this.#peek()?.kind === 'word' && !this.#isWord('do')) this.#take();
      this.#takeOperator(';');
    }
    this.#skipNewlines();
    const body = this.#doGroup(depth);
    return body === undefined ? undefined : { kind: 'for', endless, body };
  }

  #if(depth: number): Syntax | undefined {
    const conditions: Syntax[] = [];
    const branches: Syntax[] = [];
    do {
      const condition = this.list(depth + 1);
      if (condition === undefined || !this.#takeWord('then')) return undefined;
      const branch = this.list(depth + 1);
      if (branch === undefined) return undefined;
      conditions.push(condition);
      branches.push(branch);
    } while (this.#takeWord('elif'));
    const complete = this.#takeWord('else');
    if (complete) {
      const branch = this.list(depth + 1);
      if (branch === undefined) return undefined;
      branches.push(branch);
    }
    if (!this.#takeWord('fi') || !this.#skipRedirects()) return undefined;
    return { kind: 'if', conditions, branches, complete };
  }

  #simple(): Syntax | undefined {
    const words: Word[] = [];
    const isTest = this.#isWord('[[');
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (token.kind === 'word') {
        words.push(token);
        this.#next += 1;
        if (isTest && token.text === ']]') break;
      } else if (isTest) this.#next += 1;
      else if (token.kind !== 'redirect') break;
      else if (!this.#skipRedirects()) return undefined;
    }
    const first = words[0];
    if (first === undefined || this.#isOperator('(')) return undefined;
    return !first.quoted && (first.text === 'case' || first.text === 'function')
      ? undefined
      : { kind: 'command', words };
  }

  #skipRedirects(): boolean {
    while (this.#peek()?.kind === 'redirect') {
      this.#next += 1;
      if (this.#take()?.kind !== 'word') return false;
    }
    return true;
  }

  #skipNewlines(): void {
    while (this.#takeOperator('\n') || this.#takeOperator(';'));
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #take(): Token | undefined {
    return this.#tokens[this.#next++];
  }

  #atCloser(): boolean {
    const token = this.#peek();
    if (token?.kind === 'word') return !token.quoted && closers.has(token.text);
    return token?.text === ')';
  }

  #isOperator(text: string): boolean {
    const token = this.#peek();
    return token?.kind === 'operator' && token.text === text;
  }

  #isWord(text: string): boolean {
    const token = this.#peek();
    return token?.kind === 'word' && token.text === text && !token.quoted;
  }

  #takeOperator(text: string): boolean {
    if (!this.#isOperator(text)) return false;
    this.#next += 1;
    return true;
  }

  #takeWord(text: string): boolean {
    if (!this.#isWord(text)) return false;
    this.#next += 1;
    return true;
  }
}
