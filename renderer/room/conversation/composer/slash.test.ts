import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSlash, type SlashContext, slashCommands } from './slash.ts';

const people = [
  { id: 'ana', name: 'Ana Kovač' },
  { id: 'bo', name: 'Bo Lindqvist' },
];
const context: SlashContext = { incidentId: 'one', severity: 'error', people, heldSides: [] };
const read = (text: string) => readSlash(text, context);

describe('slash commands', () => {
  it.each([
    ['/ack', { type: 'incident.acknowledge', incidentId: 'one' }],
    ['/ACK  ', { type: 'incident.acknowledge', incidentId: 'one' }],
    ['/mitigated', { type: 'incident.mitigate', incidentId: 'one' }],
    ['/severity critical', { type: 'incident.set-severity', from: 'error', severity: 'critical' }],
    ['/page @ana', { type: 'person.page', personId: 'ana' }],
    ['/page Bo Lindqvist', { type: 'person.page', personId: 'bo' }],
  ])('%s', (text, command) => {
    expect(read(text)).toMatchObject({ kind: 'do', command, needsSecondPress: false });
  });

  it('wants to be asked twice before it resolves', () => {
    expect(read('/resolve')).toMatchObject({ kind: 'do', needsSecondPress: true });
  });

  it('opens the dialog of a stopgap with what was said', () => {
    expect(read('/stopgap pool to 200')).toEqual({ kind: 'stopgap', what: 'pool to 200' });
    expect(read('/stopgap')).toEqual({ kind: 'stopgap', what: '' });
  });

  it.each([
    ['/snooze 15', 15],
    ['/snooze 2 h', 120],
    ['/snooze 1.5h', 90],
    ['/snooze 1 day', 1_440],
  ])('%s is so many minutes', (text, minutes) => {
    expect(read(text)).toEqual({ kind: 'snooze', minutes });
  });

  it.each(['/snooze', '/snooze 0', '/snooze -5', '/snooze forever', '/snooze 99999 h'])(
    '%s asks for how long',
    (text) => expect(read(text)).toMatchObject({ kind: 'problem', canSendAsText: false }),
  );

  it('opens the dialog that lets the other side sleep with what was said', () => {
    expect(read('/standdown it can wait')).toEqual({ kind: 'stand-down', reason: 'it can wait' });
  });

  it('calls the side back that sleeps, and asks which when both do', () => {
    const held =
      (...heldSides: SlashContext['heldSides']) =>
      (text: string) =>
        readSlash(text, { ...context, heldSides });
    const command = { type: 'seat.call-back', side: 'developer' };
    expect(held('developer')('/callback')).toMatchObject({ kind: 'do', command });
    expect(held('developer', 'sre')('/callback @developer')).toMatchObject({ kind: 'do', command });
    expect(held('developer', 'sre')('/callback').kind).toBe('problem');
    expect(held('developer')('/callback sre').kind).toBe('problem');
    expect(held()('/callback').kind).toBe('problem');
  });

  it.each(['note', 'status'])('posts a %s with all its lines', (messageKind) => {
    expect(read(`/${messageKind} one\ntwo`)).toEqual({
      kind: 'post',
      messageKind,
      text: 'one\ntwo',
    });
  });

  it('opens the runbooks', () => expect(read('/runbook')).toEqual({ kind: 'runbook' }));

  it.each([
    ['/foo', 'There is no command /foo.', true],
    ['/severity', '/severity takes one of critical, error, warning, info.', false],
    ['/severity loud', '/severity takes one of critical, error, warning, info.', false],
    ['/severity error', 'It is error already.', false],
    ['/page', 'Whom? Write /page and the name of one person.', false],
    [
      '/page @Bo Chen',
      'Nobody who has joined is called Bo Chen. Write /page and the name of one person.',
      false,
    ],
    ['/page @sre', 'Whom? Write /page and the name of one person.', false],
    ['/page @ana @bo', 'Whom? Write /page and the name of one person.', false],
    ['/note', '/note takes a text.', false],
    ['/ack now', '/ack stands alone. Take “now” away.', true],
  ])('%s: %s', (text, words, canSendAsText) => {
    expect(read(text)).toEqual({ kind: 'problem', words, canSendAsText });
  });

  it.each(['/var/log is full', '/', ' /ack', '//ack', 'see /ack', '/…'])(
    '%s is a message',
    (text) => {
      expect(read(text)).toEqual({ kind: 'message', text });
    },
  );

  it('never loses what was written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const asked = read(text);
        if (asked.kind === 'message') expect(asked.text).toBe(text);
      }),
    );
  });

  it('says of every command what it does', () => {
    for (const { does } of slashCommands) expect(does).toMatch(/^\p{Ll}/u);
  });
});
