import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapSeverity } from './severity-mapping.ts';

describe('mapSeverity', () => {
  it.each([
    ['critical', 'critical'],
    [' CRITICAL ', 'critical'],
    ['crit', 'critical'],
    ['error', 'error'],
    ['warning', 'warning'],
    ['Warn', 'warning'],
    ['info', 'info'],
    ['informational', 'info'],
  ])('knows %j', (said, meant) => {
    expect(mapSeverity(said)).toEqual({ severity: meant, reason: null });
  });

  it.each(['page', 'P1', 'sev2', 'toString', '__proto__', 'constructor', 42, {}, true])(
    'lets %j ring and says why',
    (said) => {
      const { severity, reason } = mapSeverity(said);
      expect(severity).toBe('error');
      expect(reason).toContain('not known');
    },
  );

  it.each(['', '  ', null, undefined])('lets %j ring: nothing was said', (said) => {
    const { severity, reason } = mapSeverity(said);
    expect(severity).toBe('error');
    expect(reason).toContain('gave no severity');
  });

  it('wakes nobody for the watchdog’s "none", and says why', () => {
    const { severity, reason } = mapSeverity('none');
    expect(severity).toBe('info');
    expect(reason).toContain('none');
  });

  it('never makes a mere note of a word that it does not know', () => {
    const quiet = new Set(['info', 'informational', 'information', 'notice', 'none']);
    fc.assert(
      fc.property(fc.string(), (word) => {
        const { severity } = mapSeverity(word);
        expect(severity === 'info').toBe(quiet.has(word.trim().toLowerCase()));
      }),
    );
  });
});
