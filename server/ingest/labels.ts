import { limits } from '../protocol/limits.ts';
import { clip, clipLine } from './clipping.ts';
import { textOf } from './json-value.ts';

/** Name of the annotation in which the hub explains a severity that it chose itself. */
export const severityReasonAnnotation = 'tocsin_severity';

/**
 * Labels or annotations within the limits: names and values clipped, values printed as text, empty
 * values left out, no more than `limits.labelCount` of them and `limits.labelsBytes` in all.
 */
export function fitLabels(labels: Record<string, unknown>): Record<string, string> {
  const fitted: [string, string][] = [];
  let length = 0;
  for (const [name, value] of Object.entries(labels)) {
    if (fitted.length === limits.labelCount) break;
    const text = textOf(value);
    // `__proto__` is no name of a label; on a plain object it would not even be kept.
    if (text === '' || name === '__proto__') continue;
    const pair: [string, string] = [
      clipLine(name, limits.labelNameLength),
      clip(text, limits.labelValueLength),
    ];
    length += pair[0].length + pair[1].length + pairMarks;
    fitted.push(pair);
  }
  const isSmall = length * mostBytesPerUnit <= limits.labelsBytes;
  return Object.fromEntries(isSmall ? fitted : fitBytes(fitted));
}

/** Quotes, colon and comma around a pair. */
const pairMarks = 6;
/** A control character, as JSON writes it. */
const mostBytesPerUnit = 6;

/** Leaves out what does not fit any more; something shorter that comes later still may. */
function fitBytes(pairs: [string, string][]): [string, string][] {
  let bytesLeft: number = limits.labelsBytes;
  return pairs.filter((pair) => {
    const bytes = Buffer.byteLength(JSON.stringify(pair)) + 1;
    if (bytes > bytesLeft) return false;
    bytesLeft -= bytes;
    return true;
  });
}

/** As `fitLabels`, with the reason for the severity, if there is one, always kept. */
export function fitAnnotations(
  annotations: Record<string, unknown>,
  severityReason: string | null,
): Record<string, string> {
  const reason = severityReason === null ? {} : { [severityReasonAnnotation]: severityReason };
  return fitLabels({ ...reason, ...annotations, ...reason });
}
