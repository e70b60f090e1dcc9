import { isObject, type JsonValue, join, type Pointer } from '../../model/index.ts';

/** One gate as a file sets it, and where. */
export interface WrittenGate {
  gate: string;
  /** The value for messages: `false`, `"false"`. */
  text: string;
  /** undefined: a value the component cannot read. */
  on: boolean | undefined;
  /** A member of a YAML map, or a part of a flag's text. */
  form: 'map' | 'flag';
  component: 'apiserver' | 'kubelet' | 'all';
  pointer: Pointer;
}

/** The members of a `featureGates` map. Its readers take booleans; a member without a value is false to them. */
export function mapGates(
  value: JsonValue | undefined,
  component: WrittenGate['component'],
  base: Pointer,
): WrittenGate[] {
  if (!isObject(value)) return [];
  return Object.entries<JsonValue>(value).map(([gate, written]) => ({
    gate,
    text: textOf(written),
    on: written === null ? false : typeof written === 'boolean' ? written : undefined,
    form: 'map',
    component,
    pointer: join(base, gate),
  }));
}

function textOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a map';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** The words strconv.ParseBool takes. */
const yes: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const no: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** 'A=true,B=false', as the flag of a component takes it; blanks around names and values are free. */
export function flagGates(value: JsonValue | undefined, pointer: Pointer): WrittenGate[] {
  if (typeof value !== 'string') return [];
  return value.split(',').flatMap((item): WrittenGate[] => {
    const at = item.indexOf('=');
    const gate = (at < 0 ? item : item.slice(0, at)).trim();
    if (gate === '') return [];
    const text = at < 0 ? '' : item.slice(at + 1).trim();
    const on = yes.includes(text) ? true : no.includes(text) ? false : undefined;
    return [{ gate, text, on, form: 'flag', component: 'apiserver', pointer }];
  });
}
