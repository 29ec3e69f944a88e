import { expect, test } from 'vitest';
import type { Person } from '../protocol/identity.ts';
import { takeIn } from './intake.ts';
import { toInstant } from './instant.ts';
import { defaultIntakeRules } from './records.ts';
import { judgeCommand } from './judge-command.ts';
import { silenceMs } from './response.ts';
import type { ResponseType } from './response.ts';
import { MemoryRecords } from './testing/memory-records.ts';
import { noWork } from './work-rules.ts';
import { pagingWithoutConfig } from './paging/paging-rules.ts';
import { defaultPagingSettings } from './paging/settings.ts';

const ada: Person = { id: 'ada', name: 'Ada', side: 'developer' };
const bob: Person = { id: 'bob', name: 'Bob', side: 'sre' };
/** Commands that name nothing but the incident. */
type BareType = Exclude<ResponseType, 'incident.set-severity' | 'person.page'>;

const nowMs = Date.UTC(2026, 10, 23, 3);

function ringing(alertCount = 1) {
  const records = new MemoryRecords([ada, bob], { follows: true });
  let lastId = 0;
  const source = { name: 'am', sender: 'alertmanager', service: null } as const;
  const alerts = Array.from({ length: alertCount }, (_, index) => ({
    action: 'fire' as const,
    dedupKey: `key ${index}`,
    service: 'checkout',
    content: { title: 'Down', severity: 'error' as const, labels: {}, annotations: {}, links: [] },
    startsAt: null,
    endsAt: null,
  }));
  const newId = () => `id-${++lastId}`;
  const paging = () => pagingWithoutConfig(records.reachablePeople());
  const circumstances = { nowMs, at: toInstant(nowMs), newId, rules: defaultIntakeRules, paging };
  takeIn(records, { source, alerts, group: null }, circumstances);
  const incidentId = records.openIncidentIds()[0] ?? '';
  const respond = (type: BareType, person: Person, id = incidentId) => {
    const response = judgeCommand(
      { type, incidentId: id },
      {
        commandId: 'command',
        person,
        deviceId: 'laptop',
        records,
        calleesOf: () => records.reachablePeople(),
        paging: paging(),
        settings: defaultPagingSettings,
        work: noWork,
        nowMs,
      },
    );
    if ('error' in response) return response.error;
    for (const event of response.events) records.append(event);
    return response.verdict;
  };
  const state = () => {
    const incident = records.incident(incidentId);
    if (!incident) throw new Error('The incident is gone.');
    const { developer, sre } = incident.seats;
    return [incident.status, developer.state, sre.state];
  };
  return { records, respond, state, incidentId };
}

test('each side answers for its own seat, and the incident is acknowledged by the first', () => {
  const { respond, state } = ringing();
  expect(respond('incident.acknowledge', bob)).toBe('applied');
  expect(state()).toEqual(['acknowledged', 'ringing', 'acknowledged']);
  expect(respond('incident.acknowledge', ada)).toBe('applied');
  expect(state()).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
});

test('what was done before is told so', () => {
  const { respond } = ringing();
  respond('incident.acknowledge', bob);
  expect(respond('incident.acknowledge', bob)).toBe('already');
  expect(respond('incident.unacknowledge', ada)).toBe('already');
  respond('incident.resolve', ada);
  expect(respond('incident.resolve', ada)).toBe('already');
  expect(respond('incident.resolve', bob)).toBe('superseded');
});

test('taking an acknowledgement back rings that seat again and no other', () => {
  const { respond, state } = ringing();
  respond('incident.acknowledge', bob);
  respond('incident.acknowledge', ada);
  expect(respond('incident.unacknowledge', bob)).toBe('applied');
  expect(state()).toEqual(['acknowledged', 'acknowledged', 'ringing']);
  respond('incident.unacknowledge', ada);
  expect(state()).toEqual(['triggered', 'ringing', 'ringing']);
});

test('a person who resolves ends every firing alert too', () => {
  const { respond, records, state, incidentId } = ringing(3);
  expect(respond('incident.resolve', ada)).toBe('applied');
  expect(state()[0]).toBe('resolved');
  expect(records.firingAlertIds(incidentId)).toEqual([]);
  expect(records.incident(incidentId)).toMatchObject({
    firingCount: 0,
    resolvedBy: { kind: 'person', personId: 'ada', deviceId: 'laptop' },
  });
  expect([...records.alerts.values()].map(({ alert }) => alert.resolveCause)).toEqual([
    'person',
    'person',
    'person',
  ]);
});

test('after the end it is too late, and for a strange incident unknown', () => {
  const { respond } = ringing();
  respond('incident.resolve', ada);
  for (const type of ['incident.acknowledge', 'incident.unacknowledge', 'sound.silence'] as const) {
    expect(respond(type, bob)).toBe('too_late');
  }
  expect(respond('incident.acknowledge', bob, 'elsewhere')).toBe('incident_unknown');
});

test('silence is one person’s, for two minutes, and answers for nobody', () => {
  const { respond, records, state, incidentId } = ringing();
  expect(respond('sound.silence', bob)).toBe('applied');
  expect(records.incident(incidentId)?.silences).toEqual({ bob: toInstant(nowMs + silenceMs) });
  expect(silenceMs).toBe(120_000);
  expect(state()).toEqual(['triggered', 'ringing', 'ringing']);
  respond('incident.acknowledge', ada);
  expect(respond('sound.silence', ada)).toBe('already');
});

test('a seat that rings again calls those who were enrolled meanwhile', () => {
  const { respond, records, incidentId } = ringing();
  respond('incident.acknowledge', bob);
  const person: Person = { id: 'cyd', name: 'Cyd', side: 'sre' };
  const at = toInstant(nowMs);
  records.append({ type: 'person.enrolled', at, actor: { kind: 'hub' }, person });
  respond('incident.unacknowledge', bob);
  expect(records.incident(incidentId)?.seats.sre.called).toEqual(['bob', 'cyd']);
});
