import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import { LibraryValue } from '../values.ts';

type Family = 4 | 6;

const bits: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

class Ip extends LibraryValue {
  readonly type = 'net.IP';
  readonly family: Family;
  readonly value: bigint;

  constructor(family: Family, value: bigint) {
    super();
    this.family = family;
    this.value = value;
  }

  /** Addresses without zone; IPv4 in IPv6 (::ffff:1.2.3.4) is refused as Kubernetes does. */
  static parse(text: string): Ip | undefined {
    const four = parseFour(text);
    if (four !== undefined) return new Ip(4, four);
    const six = parseSix(text);
    return six === undefined || six >> 32n === 0xffffn ? undefined : new Ip(6, six);
  }

  equals(other: this): boolean {
    return this.family === other.family && this.value === other.value;
  }

  get text(): string {
    return this.family === 4 ? fourText(this.value) : sixText(this.value);
  }

  /** Whether the first bits are those of `network`, as in 127.0.0.0/8. */
  within(network: Ip, length: number): boolean {
    const rest = BigInt(bits[this.family] - length);
    return this.family === network.family && this.value >> rest === network.value >> rest;
  }
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, at) => groupsOf(half, at === halves.length - 1));
  const [front, back = []] = groups;
  if (front === undefined || groups.includes(undefined) || back === undefined) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...front, ...Array<number>(missing).fill(0), ...back];
  return all.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

function groupsOf(half: string, isLast: boolean): number[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    const four = isLast && at === parts.length - 1 ? parseFour(part) : undefined;
    if (four !== undefined) groups.push(Number(four >> 16n), Number(four & 0xffffn));
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function fourText(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
}

/** RFC 5952: the longest run of two or more zero groups becomes `::`. */
function sixText(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  let best = { at: 0, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length === 1) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

class Cidr extends LibraryValue {
  readonly type = 'net.CIDR';
  readonly ip: Ip;
  readonly length: number;

  constructor(ip: Ip, length: number) {
    super();
    this.ip = ip;
    this.length = length;
  }

  static parse(text: string): Cidr | undefined {
    const [, address = '', length = ''] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    const ip = Ip.parse(address);
    return ip === undefined || Number(length) > bits[ip.family] ? undefined : new Cidr(ip, Number(length));
  }

  equals(other: this): boolean {
    return this.ip.equals(other.ip) && this.length === other.length;
  }

  get text(): string {
    return `${this.ip.text}/${this.length}`;
  }

  masked(): Cidr {
    const rest = BigInt(bits[this.ip.family] - this.length);
    return new Cidr(new Ip(this.ip.family, (this.ip.value >> rest) << rest), this.length);
  }
}

function known<Found>(found: Found | undefined, text: string, wanted: string): Found {
  if (found === undefined) throw new Fault('bad-conversion', `'${text.slice(0, 100)}' is not ${wanted}`);
  return found;
}

const ip = (text: string) => known(Ip.parse(text), text, 'an IP address');
const cidr = (text: string) => known(Cidr.parse(text), text, 'a network, such as 10.0.0.0/8');

/** Networks that give addresses a meaning, by what Go's net/netip asks. */
function inside(address: Ip, ...networks: string[]): boolean {
  return networks.some((text) => {
    const network = cidr(text);
    return address.within(network.ip, network.length);
  });
}

const isUnspecified = (address: Ip) => address.value === 0n;
const isLoopback = (address: Ip) => inside(address, '127.0.0.0/8', '::1/128');
const isLinkLocalUnicast = (address: Ip) => inside(address, '169.254.0.0/16', 'fe80::/10');
const isMulticast = (address: Ip) => inside(address, '224.0.0.0/4', 'ff00::/8', '255.255.255.255/32');
/** ff02:: with any flags. */
const isLinkLocalMulticast = (address: Ip) =>
  inside(address, '224.0.0.0/24') || (address.family === 6 && ((address.value >> 112n) & 0xff0fn) === 0xff02n);
const isGlobalUnicast = (address: Ip) =>
  ![isUnspecified, isLoopback, isLinkLocalUnicast, isMulticast].some((is) => is(address));
const containsIp = (network: Cidr, address: Ip) => address.within(network.ip, network.length);
const containsCidr = (network: Cidr, other: Cidr) => other.length >= network.length && containsIp(network, other.ip);

const ownLength = (text: string) => lengthCost(text.length);

export const ipRows: readonly Row[] = [
  ['ip', '(string): net.IP', ip, ownLength],
  ['isIP', '(string): bool', (text: string) => Ip.parse(text) !== undefined, ownLength],
  ['ip.isCanonical', '(string): bool', (text: string) => ip(text).text === text],
  ['string', '(net.IP): string', (address: Ip) => address.text],
  ['family', 'net.IP.(): int', (address: Ip) => address.family],
  ...Object.entries({ isUnspecified, isLoopback, isLinkLocalUnicast, isLinkLocalMulticast, isGlobalUnicast }).map(
    ([name, test]): Row => [name, 'net.IP.(): bool', test],
  ),
  ['cidr', '(string): net.CIDR', cidr, ownLength],
  ['isCIDR', '(string): bool', (text: string) => Cidr.parse(text) !== undefined, ownLength],
  ['string', '(net.CIDR): string', (network: Cidr) => network.text],
  ['containsIP', 'net.CIDR.(net.IP): bool', containsIp],
  ['containsIP', 'net.CIDR.(string): bool', (network: Cidr, text: string) => containsIp(network, ip(text))],
  ['containsCIDR', 'net.CIDR.(net.CIDR): bool', containsCidr],
  ['containsCIDR', 'net.CIDR.(string): bool', (network: Cidr, text: string) => containsCidr(network, cidr(text))],
  ['ip', 'net.CIDR.(): net.IP', (network: Cidr) => network.ip],
  ['masked', 'net.CIDR.(): net.CIDR', (network: Cidr) => network.masked()],
  ['prefixLength', 'net.CIDR.(): int', (network: Cidr) => network.length],
];
