import { lengthCost, type Row } from '../overloads.ts';
import { LibraryValue, Optional } from '../values.ts';
import { parseTimestamp } from './time-text.ts';
import { Url } from './url.ts';

interface Rule {
  readonly longest: number;
  readonly accepts: (text: string) => boolean;
  readonly wanted: string;
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const label1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const word = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function rule(longest: number, accepts: RegExp | ((text: string) => boolean), wanted: string): Rule {
  return { longest, accepts: accepts instanceof RegExp ? (text) => accepts.test(text) : accepts, wanted };
}

/** A prefix is valid when a name can follow it: `abc-` becomes `abca`. */
function prefix(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
}

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (name.length > 63 || !word.test(name) || parts.length > 2) return false;
  return parts.length === 1 || ((parts[0] ?? '').length <= 253 && subdomain.test(parts[0] ?? ''));
}

const any = Number.POSITIVE_INFINITY;

const rules: Readonly<Record<string, Rule>> = {
  dns1123Label: rule(63, label, 'a lowercase DNS label (RFC 1123)'),
  dns1123Subdomain: rule(253, subdomain, 'a lowercase DNS subdomain (RFC 1123)'),
  dns1035Label: rule(63, label1035, 'a DNS label (RFC 1035)'),
  dns1123LabelPrefix: rule(63, prefix(label), 'the start of a lowercase DNS label (RFC 1123)'),
  dns1123SubdomainPrefix: rule(253, prefix(subdomain), 'the start of a lowercase DNS subdomain (RFC 1123)'),
  dns1035LabelPrefix: rule(63, prefix(label1035), 'the start of a DNS label (RFC 1035)'),
  qualifiedName: rule(any, isQualifiedName, 'a qualified name: an optional DNS subdomain, /, and a name'),
  labelValue: rule(63, (text) => text === '' || word.test(text), 'the value of a label'),
  uri: rule(any, (text) => Url.parse(text) !== undefined, 'a URI'),
  uuid: rule(any, uuid, 'a UUID'),
  byte: rule(any, base64, 'base64'),
  date: rule(any, (text) => parseTimestamp(`${text}T00:00:00Z`) !== undefined, 'a date, such as 2024-01-31'),
  datetime: rule(any, (text) => parseTimestamp(text) !== undefined, 'a time, such as 2024-01-31T00:00:00Z'),
};

/** A format by name, as `format.dns1123Label()` gives it. */
class NamedFormat extends LibraryValue {
  readonly type = 'kubernetes.NamedFormat';
  readonly text: string;
  constructor(name: string) {
    super();
    this.text = name;
  }

  equals(other: this): boolean {
    return this.text === other.text;
  }

  /** None when the text is valid, else what is wrong with it. Our own words: Kubernetes' texts are not copied. */
  validate(text: string): Optional {
    const own = rules[this.text];
    if (own === undefined) return Optional.none;
    if (text.length > own.longest) return new Optional([`must have at most ${own.longest} characters`]);
    return own.accepts(text) ? Optional.none : new Optional([`must be ${own.wanted}`]);
  }
}

const F = 'kubernetes.NamedFormat';

export const namedFormatRows: readonly Row[] = [
  ...Object.keys(rules).map((name): Row => [`format.${name}`, `(): ${F}`, () => new NamedFormat(name)]),
  [
    'format.named',
    `(string): optional_type(${F})`,
    (name: string) => (Object.hasOwn(rules, name) ? new Optional(new NamedFormat(name)) : Optional.none),
  ],
  [
    'validate',
    `${F}.(string): optional_type(list(string))`,
    (format: NamedFormat, text: string) => format.validate(text),
    (_: NamedFormat, text: string) => lengthCost(text.length) + 8,
  ],
];
