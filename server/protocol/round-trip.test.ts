import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorCatalogue, TocsinError } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { stepStatuses } from './checklist.ts';
import { WireError } from './commands.ts';
import { ClientFrame, HubFrame } from './frames.ts';
import { formatJoinLink, parseJoinLink } from './join.ts';
import { limits } from './limits.ts';
import { messageKinds, reactions } from './message.ts';
import { severities } from './severity.ts';

const id = fc.string({ minLength: 1, maxLength: 64 });
const seq = fc.nat();
const incidentCommand = fc.record({
  type: fc.constantFrom(
    'incident.acknowledge',
    'incident.unacknowledge',
    'incident.resolve',
    'sound.silence',
    'incident.mitigate',
    'incident.unmitigate',
  ),
  incidentId: id,
});
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
const ofMessage = { incidentId: id, messageId: fc.uuid() };
const isOn = fc.boolean();
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
const roomCommand = fc.oneof(
  fc.record({
    type: fc.constant('incident.set-severity'),
    incidentId: id,
    from: fc.constantFrom(...severities),
    severity: fc.constantFrom(...severities),
  }),
  fc.record({ type: fc.constant('person.page'), incidentId: id, personId: id }),
  fc.record({
    type: fc.constant('message.post'),
    incidentId: id,
    kind: fc.constantFrom(...messageKinds),
    text,
    replyTo: fc.option(fc.uuid()),
    attachments: fc.array(fc.record({ hash, name: id }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('message.edit'), ...ofMessage, text }),
  fc.record({ type: fc.constant('message.delete'), ...ofMessage }),
  fc.record({
    type: fc.constant('message.react'),
    ...ofMessage,
    reaction: fc.constantFrom(...reactions),
    isOn,
  }),
  fc.record({ type: fc.constantFrom('message.pin', 'message.mark'), ...ofMessage, isOn }),
);
const said = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
  .filter((one) => one.trim() === one && one !== '');
const ofStep = { incidentId: id, checklistId: id, stepId: id };
const after = fc.option(id);
const instant = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const checklistCommand = fc.oneof(
  fc.record({ type: fc.constant('checklist.attach'), incidentId: id, hash }),
  fc.record({ type: fc.constant('checklist.detach'), incidentId: id, checklistId: id }),
  fc.record({
    ...{ type: fc.constant('step.add'), incidentId: id, checklistId: id, after, text: said },
    role: fc.option(fc.constantFrom('developer', 'sre')),
    isCritical: isOn,
  }),
  fc.record({ type: fc.constant('step.move'), ...ofStep, after }),
  fc.record({
    ...{ type: fc.constant('step.set'), ...ofStep },
    from: fc.constantFrom(...stepStatuses),
    status: fc.constantFrom(...stepStatuses),
    reason: fc.option(said),
    answer: fc.option(fc.string({ minLength: 1, maxLength: 60 })),
  }),
  fc.record({ type: fc.constant('step.assign'), ...ofStep, personId: fc.option(id) }),
  fc.record({ type: fc.constant('step.set-due'), ...ofStep, dueAt: fc.option(instant) }),
  fc.record({ type: fc.constant('step.comment'), ...ofStep, text: said }),
  fc.record({ type: fc.constant('step.run'), ...ofStep, part: fc.nat(10_000) }),
);
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+3');
const hello = fc.record(
  {
    type: fc.constant('hello'),
    since: fc.option(seq),
    hubId: fc.option(id),
    epoch: fc.option(id),
    client: fc.record({
      version: fc.string({ maxLength: 40 }),
      platform: fc.string({ maxLength: 40 }),
    }),
    zone,
  },
  { requiredKeys: ['type', 'since', 'hubId', 'epoch', 'client'] },
);
const clientFrame = fc.oneof(
  hello,
  fc.record({ type: fc.constant('command'), id: fc.uuid(), command: incidentCommand }),
  fc.record({ type: fc.constant('command'), id: fc.uuid(), command: roomCommand }),
  fc.record({ type: fc.constant('command'), id: fc.uuid(), command: checklistCommand }),
  fc.record({
    type: fc.constant('presence'),
    rooms: fc.array(id, { maxLength: limits.openRooms }),
    isPresent: isOn,
    typingIn: fc.option(id),
  }),
  fc.record({
    type: fc.constant('report'),
    report: fc.oneof(
      fc.record({ type: fc.constant('sound'), sound: fc.constantFrom('audible', 'silent') }),
      fc.record({
        type: fc.constant('receipts'),
        stage: fc.constantFrom('shown', 'sounded'),
        incidentIds: fc.array(id, { minLength: 1, maxLength: limits.receiptIncidents }),
      }),
      fc.record({ type: fc.constant('read'), incidentId: id, upTo: seq }),
    ),
  }),
  fc.record({ type: fc.constant('ping'), id }),
);

test('every client frame survives the wire', () => {
  fc.assert(
    fc.property(clientFrame, (frame) => {
      expect(ClientFrame.parse(JSON.parse(JSON.stringify(frame)))).toEqual(frame);
    }),
  );
});

test.each(['+02:00', '', ' Europe/Berlin', '../etc/passwd', '<b>x</b>', `E/${'x'.repeat(64)}`])(
  'hello does not take %j for a zone',
  (wrong) => {
    const client = { version: '1', platform: 'linux' };
    const frame = { type: 'hello', since: null, hubId: null, epoch: null, client, zone: wrong };
    expect(ClientFrame.safeParse(frame).success).toBe(false);
  },
);

test('fields that a newer client adds are passed over', () => {
  fc.assert(
    fc.property(clientFrame, fc.string(), fc.jsonValue(), (frame, name, value) => {
      fc.pre(!(name in frame) && name !== '__proto__');
      expect(ClientFrame.parse({ ...frame, [name]: value })).toEqual(frame);
    }),
  );
});

test('no JSON makes the parsers of frames throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      ClientFrame.safeParse(value);
      HubFrame.safeParse(value);
    }),
  );
});

test('an invite link that was written can be read', () => {
  const hub = fc.constantFrom(
    'https://tocsin.example.com',
    'https://tocsin.example.com:8443',
    'http://127.0.0.1:4949',
    'http://localhost:4949',
    'http://[::1]:4949',
  );
  fc.assert(
    fc.property(
      hub,
      fc.string({ minLength: 16, maxLength: 128, unit: 'grapheme-ascii' }),
      (origin, code) => {
        expect(parseJoinLink(formatJoinLink({ hub: origin, code }))).toEqual({ hub: origin, code });
      },
    ),
  );
});

test.each([
  [
    'a hub over plain http elsewhere',
    'tocsin://join?hub=http://evil.example.com&code=0123456789abcdef',
  ],
  ['another scheme', 'https://join?hub=https://tocsin.example.com&code=0123456789abcdef'],
  ['another action', 'tocsin://run?hub=https://tocsin.example.com&code=0123456789abcdef'],
  ['a script as hub', 'tocsin://join?hub=javascript:alert(1)&code=0123456789abcdef'],
  ['no code', 'tocsin://join?hub=https://tocsin.example.com'],
  ['no link', 'join us'],
  ['endless text', `tocsin://join?hub=https://a.example.com&code=${'x'.repeat(4_000)}`],
])('an invite link with %s is refused', (_name, link) => {
  expect(parseJoinLink(link)).toBeNull();
});

test('the address of a hub loses everything but its origin', () => {
  const link = 'tocsin://join?hub=https://user:word@a.example.com/x?y%23z&code=0123456789abcdef';
  expect(parseJoinLink(link)?.hub).toBe('https://a.example.com');
});

test.each(Object.keys(errorCatalogue) as ErrorCode[])('%s is fit for the wire', (code) => {
  const { httpStatus, closeCode, message, remedy } = errorCatalogue[code];
  expect(httpStatus).toBeGreaterThanOrEqual(400);
  expect(httpStatus).toBeLessThan(600);
  if (closeCode !== null) expect(isAllowedCloseCode(closeCode)).toBe(true);
  expect(message).toMatch(/^[A-Z].*\.$/);
  expect(remedy).toMatch(/\.$/);
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(WireError.parse(new TocsinError(code, 'here').toWire()).message).toMatch(/ here$/);
});

/** Those that an endpoint may send, RFC 6455 §7.4, or of its own. */
function isAllowedCloseCode(code: number): boolean {
  return (
    [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013].includes(code) ||
    (code >= 4000 && code < 5000)
  );
}
