import { library } from './library/index.ts';
import type { Row } from './overloads.ts';
import { Library } from './overloads.ts';
import { type Call, dottedName, type Expression } from './syntax.ts';
import type { Value } from './values.ts';

/** A function that the host adds, such as `target.atLeast('1.28')`. */
export interface FunctionDeclaration {
  readonly name: string;
  /** Type of the receiver of a method: a record. Absent for a plain function. */
  readonly receiver?: string;
  readonly params: readonly string[];
  readonly result: string;
  /** When given, arguments must be literals; says what is wrong with them, '' when nothing is. Called by `check`. */
  checkLiteral?(...args: never[]): string;
  /** The receiver first. */
  call(...args: never[]): Value;
}

/** The environment's functions and those of the host. */
export function libraryWith(functions: readonly FunctionDeclaration[]): Library {
  return functions.length === 0 ? library : new Library(functions.map(asRow), library);
}

function asRow(declaration: FunctionDeclaration): Row {
  const receiver = declaration.receiver === undefined ? '' : `${declaration.receiver}.`;
  const count = declaration.params.length + (declaration.receiver === undefined ? 0 : 1);
  const signature = `${receiver}(${declaration.params.join(', ')}): ${declaration.result}`;
  return [declaration.name, signature, (...args: never[]) => declaration.call(...args.slice(0, count))];
}

/** What a call means: the library's name, whether it is a method, and its arguments, the receiver first. */
export interface ResolvedCall {
  readonly name: string;
  readonly isMethod: boolean;
  readonly args: readonly Expression[];
}

/** `sets.contains(a, b)` is a function of a namespace unless `sets` is a macro's variable, `a.contains(b)` a method. */
export function resolveCall(known: Library, node: Call, isLocal: (name: string) => boolean): ResolvedCall {
  const { target, name, args } = node;
  if (target === undefined) return { name, isMethod: false, args };
  const namespace = dottedName(target);
  const qualified = `${namespace}.${name}`;
  const isNamespaced = namespace !== undefined && known.has(qualified) && !isLocal(namespace.split('.')[0] ?? '');
  return isNamespaced ? { name: qualified, isMethod: false, args } : { name, isMethod: true, args: [target, ...args] };
}
