import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Alert } from './alert.ts';
import { Command, Report } from './commands.ts';
import { VisibleEvent, WireEvent } from './events.ts';
import { foldAlert, foldIncident } from './fold.ts';
import { ClientFrame, HubFrame } from './frames.ts';
import type { Incident } from './incident.ts';
import { JoinRequest, JoinResponse } from './join.ts';
import { RoomLog } from './room-log.ts';
import { RoomState } from './room.ts';

/** The fixtures are what clients in other languages test against: they change with the protocol only. */
function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
}

const clientFrames = Object.entries(read('client-frames') as Record<string, unknown>);
const hubFrames = Object.entries(read('hub-frames') as Record<string, unknown>);
const events = read('events') as { seq: number; type: string }[];
const joins = Object.entries(read('join') as Record<string, unknown>);
const joinSchemas: Record<string, z.ZodType> = { JoinRequest, JoinResponse };

test.each(clientFrames)('client frame: %s', (_name, frame) => {
  expect(ClientFrame.parse(frame)).toEqual(frame);
});

test.each(hubFrames)('hub frame: %s', (_name, frame) => {
  expect(HubFrame.parse(frame)).toEqual(frame);
});

test.each(joins)('%s', (name, body) => {
  expect(joinSchemas[name]?.parse(body)).toEqual(body);
});

test.each(events.map((event) => [event.seq, event.type, event] as const))(
  'event %i: %s',
  (_seq, _type, event) => {
    expect(WireEvent.parse(event)).toEqual(event);
  },
);

test('there is a fixture of every type', () => {
  const typesIn = (values: unknown[]) =>
    new Set(values.map((one) => (one as { type: string }).type));
  const commands = clientFrames.flatMap(([, frame]) => Object(frame).command ?? []);
  const reports = clientFrames.flatMap(([, frame]) => Object(frame).report ?? []);
  for (const [union, examples] of [
    [ClientFrame, clientFrames.map(([, frame]) => frame)],
    [HubFrame, hubFrames.map(([, frame]) => frame)],
    [Command, commands],
    [Report, reports],
    [WireEvent, events],
  ] as const) {
    const types = union.options.map((option) => option.shape.type.value);
    expect(typesIn(examples)).toEqual(new Set(types));
  }
});

test('the events are a gap-free journal, and folding them gives the state that is written down', () => {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  let incident: Incident | undefined;
  const alerts = new Map<string, Alert | undefined>();
  for (const event of events) {
    const visible = VisibleEvent.safeParse(event);
    if (!visible.success) continue;
    incident = foldIncident(incident, visible.data);
    const alertId = alertIdOf(visible.data);
    if (alertId) alerts.set(alertId, foldAlert(alerts.get(alertId), visible.data));
  }
  expect({ incident, alerts: [...alerts.values()] }).toEqual(read('after-events'));
});

test('they give the room that is written down', () => {
  const expected = RoomState.parse(read('after-room'));
  const room = RoomLog.empty(expected.incidentId);
  for (const event of events) {
    const visible = VisibleEvent.safeParse(event);
    if (visible.success) room.apply(visible.data);
  }
  expect(room.toState()).toEqual(expected);
});

function alertIdOf(event: VisibleEvent): string | undefined {
  if ('alert' in event) return event.alert.id;
  return 'alertId' in event ? event.alertId : undefined;
}
