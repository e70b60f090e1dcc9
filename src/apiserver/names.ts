/** Rules for names. Each answers with one sentence per fault: the server lists them as separate causes. */
const labelForm = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomainForm = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longestLabel = 63;
const longestSubdomain = 253;

export function dnsLabelProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > longestLabel) problems.push(`must be no more than ${longestLabel} characters`);
  if (!labelForm.test(name)) {
    problems.push("must be lower case letters, digits and '-', and start and end with a letter or digit (RFC 1123)");
  }
  return problems;
}

export function dnsSubdomainProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > longestSubdomain) problems.push(`must be no more than ${longestSubdomain} characters`);
  if (!subdomainForm.test(name)) {
    problems.push(
      "must be lower case letters, digits, '-' and '.', and start and end with a letter or digit (RFC 1123)",
    );
  }
  return problems;
}

export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) problems.push("must contain only lower case letters, digits and '-'");
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter');
  if (name.includes('--')) problems.push("must not contain '--'");
  if (name.startsWith('-') || name.endsWith('-')) problems.push("must not begin or end with '-'");
  return problems;
}

export function portNumberProblems(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535'];
}

/** `relaxed`: from 1.32 on nearly every printable character is allowed. */
export function envNameProblems(name: string, relaxed: boolean): string[] {
  if (relaxed) return /^[ -<>-~]+$/.test(name) ? [] : ["must be printable ASCII without '='"];
  const problems: string[] = [];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
    problems.push("must be letters, digits, '_', '-' and '.', and not start with a digit");
  }
  if (name === '.' || name === '..') problems.push(`must not be '${name}'`);
  else if (name.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

export function headerNameProblems(name: string): string[] {
  return /^[-A-Za-z0-9]+$/.test(name) ? [] : ["must be letters, digits and '-'"];
}

/** A path below some folder. */
export function subPathProblems(path: string): string[] {
  const problems: string[] = [];
  if (path.startsWith('/')) problems.push('must be a relative path');
  if (path.split('/').includes('..')) problems.push("must not contain '..'");
  return problems;
}

/** A path of a file that a volume makes: names that begin with '..' are its own. */
export function volumeFileProblems(path: string): string[] {
  const problems = subPathProblems(path);
  if (path.startsWith('..') && !path.startsWith('../')) problems.push("must not start with '..'");
  return problems;
}

/** A key of a ConfigMap or Secret. */
export function configKeyProblems(key: string): string[] {
  const problems: string[] = [];
  if (key.length > longestSubdomain) problems.push(`must be no more than ${longestSubdomain} characters`);
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) problems.push("must be letters, digits, '-', '_' and '.'");
  if (key === '.' || key === '..') problems.push(`must not be '${key}'`);
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
