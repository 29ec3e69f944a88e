import { expect, test } from 'vitest';
import type { Incident } from '../../server/protocol/incident.ts';
import type { TrayState } from '../pager/ports.ts';
import { acknowledged, incidentOf, opened } from '../testing/factory.ts';
import { makeKnowledge } from '../testing/knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { Rows } from './rows.ts';
import { trayState } from './tray-state.ts';

function tray(incidents: Incident[], change: Partial<Knowledge> = {}): TrayState {
  const known = makeKnowledge(incidents, change);
  return trayState(known, new Rows().open(known));
}

const incident = (number: number, severity: 'critical' | 'error' | 'warning' | 'info') =>
  incidentOf(opened(number, { number, severity, incidentId: `i${number}`, id: `a${number}` }));
const { link, sound } = makeKnowledge([]);
const cutOff = { link: { ...link, state: 'cut-off' } } as const;
const muted = { sound: { ...sound, mutedUntil: '2026-10-03T02:00:00.000Z' } };
const labels = ({ menu }: TrayState): string[] =>
  menu.flatMap((item) => ('label' in item ? item.label : []));

test.each<[string, TrayState, TrayState['icon']]>([
  ['nothing', tray([]), 'quiet'],
  ['a critical page', tray([incident(1, 'critical')]), 'critical'],
  ['an error', tray([incident(1, 'error')]), 'critical'],
  ['a warning', tray([incident(1, 'warning')]), 'warning'],
  ['a mute', tray([], muted), 'muted'],
  ['a muted warning', tray([incident(1, 'warning')], muted), 'warning'],
  ['cut off', tray([], cutOff), 'cut-off'],
  ['cut off while muted', tray([], { ...cutOff, ...muted }), 'cut-off'],
  ['cut off with a warning', tray([incident(1, 'warning')], cutOff), 'cut-off'],
  ['cut off with a critical page', tray([incident(1, 'critical')], cutOff), 'critical'],
])('%s', (_name, { icon }, expected) => {
  expect(icon).toBe(expected);
});

test('it counts what calls me, or else what is open', () => {
  const mine = incidentOf(opened(1), acknowledged(2, 'developer'));
  expect(tray([mine, incident(2, 'error')]).count).toBe(1);
  expect(tray([mine]).count).toBe(1);
  expect(tray([mine]).icon).toBe('quiet');
  expect(tray([mine, incident(2, 'error')]).tooltip).toBe('Tocsin: 1 calls you, 2 open');
  expect(tray([], cutOff).tooltip).toBe('Tocsin: cut off from the hub');
  expect(tray([]).tooltip).toBe('Tocsin: all quiet');
});

test('its menu has everything', () => {
  const state = tray([incident(1, 'critical'), incident(2, 'warning')]);
  expect(labels(state)).toEqual([
    '◆ checkout-api: 5xx ratio above 5 %  (5 min, nobody has it)',
    '● checkout-api: 5xx ratio above 5 %  (5 min, nobody has it)',
    'Acknowledge all 2',
    'Open board',
    'Open calendar',
    'Test alarm',
    'Can you hear me? A test from the hub',
    'Mute for 30 minutes (never critical)',
    'Open reports',
    'Settings',
    'Quit Tocsin',
  ]);
  expect(state.menu[0]).toMatchObject({
    detail: 'Developer: nobody yet, SRE: nobody yet',
    canAcknowledge: true,
  });
  expect(labels(tray([], muted))).toContain('End mute');
});

test('an incident says who has it', () => {
  const mine = incidentOf(opened(1), acknowledged(2, 'developer'), acknowledged(3, 'sre'));
  expect(tray([mine]).menu[0]).toMatchObject({
    label: '◆ checkout-api: 5xx ratio above 5 %  (5 min, you and Raj have it)',
    detail: 'Developer: you, SRE: Raj Patel',
    canAcknowledge: false,
  });
});

test('a storm does not make a menu longer than the screen', () => {
  const storm = Array.from({ length: 1_000 }, (_, index) => incident(index + 1, 'critical'));
  const state = tray(storm);
  expect(state.menu.length).toBeLessThan(25);
  expect(labels(state)).toContain('990 more on the board');
  for (const label of labels(state)) expect(label.length).toBeLessThanOrEqual(90);
});

test('one who has joined no hub is asked to', () => {
  const state = tray([], { link: { ...link, state: 'not-joined' } });
  expect(state.onCall).toBe(false);
  expect(labels(state)[0]).toBe('Join a hub…');
  expect(state.tooltip).toBe('Tocsin: not joined to a hub');
});
