import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { takeIn } from '../intake.ts';
import { toInstant } from '../instant.ts';
import { pagingWithoutConfig } from '../paging/paging-rules.ts';
import { defaultIntakeRules } from '../records.ts';
import { CommandHub, ada, bob, cyd } from '../testing/command-hub.ts';
import type { Asked } from '../testing/command-hub.ts';
import { judgeProbe } from './probing.ts';

const people = [ada, bob, cyd, { id: 'dan', name: 'Dan', side: 'developer' as const }];
const dayMs = 24 * 60 * 60 * 1_000;

const types = [
  'stopgap.install',
  'stopgap.undo',
  'stopgap.extend',
  'stopgap.ask-permanence',
  'stopgap.confirm-permanence',
  'stopgap.decline-permanence',
  'incident.resolve',
  'incident.unmitigate',
  'alerts end',
  'alert fires',
  'probe fails',
  'probe recovers',
] as const;
type StepType = (typeof types)[number];

interface Step {
  type: StepType;
  person: number;
  stopgap: number;
}

const steps = fc.array(
  fc.record({ type: fc.constantFrom(...types), person: fc.nat(3), stopgap: fc.nat(2) }),
  { maxLength: 40, size: 'max' },
);

function askedBy(type: StepType, stopgapId: string, hub: CommandHub): Asked | null {
  const reason = 'why';
  const from = hub.records.stopgap(stopgapId)?.expiresAt ?? hub.at;
  switch (type) {
    case 'stopgap.install':
      return {
        ...{ type, what: 'The flag is off.', undo: 'Turn it on.', probeUrl: null, step: null },
        ...{ ownerId: null, expiresAt: null },
      };
    case 'stopgap.undo':
      return { type, stopgapId, note: null };
    case 'stopgap.extend':
      return { type, stopgapId, from, until: toInstant(Date.parse(from) + dayMs), reason };
    case 'stopgap.ask-permanence':
    case 'stopgap.decline-permanence':
      return { type, stopgapId, reason };
    case 'stopgap.confirm-permanence':
      return { type, stopgapId };
    case 'incident.resolve':
    case 'incident.unmitigate':
      return { type };
    default:
      return null;
  }
}

function endAlert({ records, nowMs, at }: CommandHub): void {
  const content = { title: '', severity: 'error' as const, labels: {}, annotations: {}, links: [] };
  const alert = { action: 'resolve' as const, dedupKey: 'disk', service: 'checkout', content };
  takeIn(
    records,
    {
      source: { name: 'am', sender: 'generic', service: null },
      alerts: [{ ...alert, startsAt: null, endsAt: null }],
      group: null,
    },
    {
      ...{ nowMs, at, newId: () => 'never', rules: defaultIntakeRules },
      paging: () => pagingWithoutConfig(records.reachablePeople()),
    },
  );
}

function take(hub: CommandHub, { type, person, stopgap }: Step): void {
  const { records } = hub;
  const all = hub.room.stopgaps;
  const chosen = all[stopgap % Math.max(1, all.length)];
  const asked = askedBy(type, chosen?.id ?? 'none', hub);
  const asker = people[person];
  if (asked && asker) hub.ask(asker, asked);
  if (type === 'alert fires') hub.fire('disk', 'error');
  if (type === 'alerts end') endAlert(hub);
  if (chosen && type.startsWith('probe')) {
    const { incident } = hub;
    const finding = type === 'probe fails' ? { holds: false, detail: '503' } : { holds: true };
    const probed = { stopgap: chosen, incident, records };
    const told = judgeProbe(probed, finding as Parameters<typeof judgeProbe>[1], hub.at);
    for (const event of told) records.append(event);
  }
}

test('whatever happens, no stopgap is forgotten, and none is answered for twice', () => {
  let resolved = 0;
  fc.assert(
    fc.property(steps, (history) => {
      const hub = new CommandHub();
      const first = hub.incident.id;
      for (const step of history) {
        const wasFiring = hub.incident.firingCount > 0;
        take(hub, step);
        const { incident } = hub;
        const open = hub.records.openStopgapsOf(first);
        expect(incident.id).toBe(first);
        expect(incident.openStopgaps).toBe(open.length);
        if (incident.status === 'resolved') expect(open).toEqual([]);
        const isFailing = open.some(({ probe }) => probe?.state === 'failing');
        const ended = wasFiring && incident.firingCount === 0 && step.type === 'alerts end';
        if (ended && open.length > 0 && !isFailing) expect(incident.status).toBe('mitigated');
        for (const stopgap of hub.room.stopgaps) {
          const { state, permanence, answeredBy, extensions } = stopgap;
          expect(extensions.length).toBeLessThanOrEqual(limits.stopgapExtensions);
          expect(answeredBy === null).toBe(state === 'open');
          if (state === 'permanent') expect(permanence?.personId).not.toBe(answeredBy);
        }
      }
      const answers = hub.records.events.filter(
        ({ type }) => type === 'stopgap.undone' || type === 'stopgap.made-permanent',
      );
      const answered = hub.room.stopgaps.filter(({ state }) => state !== 'open');
      expect(answers).toHaveLength(answered.length);
      if (hub.incident.status === 'resolved') resolved += 1;
    }),
  );
  expect(resolved).toBeGreaterThan(0);
});
