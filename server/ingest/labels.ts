import { limits } from '../protocol/limits.ts';
import { clip, clipLine } from './clipping.ts';
import { textOf } from './json-value.ts';

/** Name of the annotation in which the hub explains a severity that it chose itself. */
export const severityReasonAnnotation = 'tocsin_severity';

/**
 * Labels or annotations within the limits: names and values clipped, values printed as text, empty
 * values left out, no more than `limits.labelCount`.
 */
export function fitLabels(labels: Record<string, unknown>): Record<string, string> {
  const fitted: [string, string][] = [];
  for (const [name, value] of Object.entries(labels)) {
    if (fitted.length === limits.labelCount) break;
    const text = textOf(value);
    // `__proto__` is no name of a label; on a plain object it would not even be kept.
    if (text === '' || name === '__proto__') continue;
    fitted.push([clipLine(name, limits.labelNameLength), clip(text, limits.labelValueLength)]);
  }
  return Object.fromEntries(fitted);
}

/** As `fitLabels`, with the reason for the severity, if there is one, always kept. */
export function fitAnnotations(
  annotations: Record<string, unknown>,
  severityReason: string | null,
): Record<string, string> {
  const reason = severityReason === null ? {} : { [severityReasonAnnotation]: severityReason };
  return fitLabels({ ...reason, ...annotations, ...reason });
}
