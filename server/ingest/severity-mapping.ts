import type { Severity } from '../protocol/severity.ts';
import { clipLine } from './clipping.ts';
import { textOf } from './json-value.ts';

/** What an alert gets whose severity the hub does not know: it must page, never be a mere note. */
const fallbackSeverity: Severity = 'error';

const known = new Map<string, Severity>([
  ['critical', 'critical'],
  ['crit', 'critical'],
  ['fatal', 'critical'],
  ['emergency', 'critical'],
  ['emerg', 'critical'],
  ['disaster', 'critical'],
  ['error', 'error'],
  ['err', 'error'],
  ['major', 'error'],
  ['high', 'error'],
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['minor', 'warning'],
  ['info', 'info'],
  ['informational', 'info'],
  ['information', 'info'],
  ['notice', 'info'],
]);

export interface MappedSeverity {
  severity: Severity;
  /** Why it is so, for a person, when the sender did not say it plainly. */
  reason: string | null;
}

/** A sender's word for a severity in our words. */
export function mapSeverity(value: unknown): MappedSeverity {
  const word = clipLine(textOf(value), 40);
  const severity = known.get(word.toLowerCase());
  if (severity) return { severity, reason: null };
  if (word.toLowerCase() === 'none') {
    return {
      severity: 'info',
      reason:
        'The sender says "none", as for a watchdog that always fires: shown as info, wakes nobody.',
    };
  }
  const cause =
    word === '' ? 'The sender gave no severity' : `The sender says "${word}", which is not known`;
  return { severity: fallbackSeverity, reason: `${cause}: rings as ${fallbackSeverity}.` };
}
