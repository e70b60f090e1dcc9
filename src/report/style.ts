import picocolors from 'picocolors';
import type { Severity } from '../model/index.ts';

export type Paint = (text: string) => string;

export interface Style {
  bold: Paint;
  dim: Paint;
  good: Paint;
  severity: Readonly<Record<Severity, Paint>>;
}

/** The few styles of the text output; all of them leave the text alone when `color` is false. */
export function createStyle(color: boolean): Style {
  const { bold, dim, green, red, yellow, cyan } = picocolors.createColors(color);
  return { bold, dim, good: green, severity: { error: red, warning: yellow, info: cyan } };
}
