import { describe, expect, it } from 'vitest';
import type { PendingCommand } from '../../../main/ipc/room-views.ts';
import type { Command } from '../../../server/protocol/commands.ts';
import { incident } from '../../gallery/incidents.ts';
import { bothRing, bothUp, inMaintenance } from '../../gallery/people.ts';
import { offerOfSnooze, offersOf } from './offers.ts';
import { waitingInWords } from './pending-words.ts';
import { before } from '../../gallery/times.ts';

const nowMs = Date.now();
const ringing = incident(41, { seats: bothRing });
const mine = incident(41, { seats: bothUp, callsMe: false, status: 'acknowledged' });

function pending(command: Command, state: PendingCommand['state']): PendingCommand {
  return { id: 'one', command, requestedAt: before(1), state, verdict: null };
}

const acknowledge: Command = { type: 'incident.acknowledge', incidentId: 'incident-41' };
const nameOf = (id: string) => id.toUpperCase();

describe('what can be done', () => {
  it('while it rings', () => {
    expect(offersOf(ringing, [], nowMs)).toEqual({
      acknowledge: 'on',
      unacknowledge: 'hidden',
      mitigate: 'on',
      unmitigate: 'hidden',
      resolve: 'on',
      silence: 'on',
      decline: 'on',
    });
    expect(offerOfSnooze(ringing, [])).toBe('on');
  });

  it('when the reader’s side has it, or nobody is to be called', () => {
    expect(offersOf(mine, [], nowMs).decline).toBe('hidden');
    expect(offerOfSnooze(mine, [])).toBe('on');
    const snooze: Command = {
      type: 'incident.snooze',
      incidentId: 'incident-41',
      until: before(0),
    };
    expect(offerOfSnooze(mine, [pending(snooze, 'sending')])).toBe('off');
    const silent = incident(41, { seats: inMaintenance, callsMe: false });
    expect(offerOfSnooze(silent, [])).toBe('hidden');
    expect(offerOfSnooze({ ...mine, status: 'resolved' }, [])).toBe('hidden');
  });

  it('once the reader has it', () => {
    expect(offersOf(mine, [], nowMs)).toMatchObject({
      acknowledge: 'hidden',
      unacknowledge: 'on',
      silence: 'hidden',
    });
  });

  it('when the reader is paged by name although their side is up', () => {
    const paged = { ...mine, callsMe: true, pagedBy: 'Ana' };
    expect(offersOf(paged, [], nowMs)).toMatchObject({ acknowledge: 'on', silence: 'on' });
  });

  it('once it is mitigated, silenced, resolved', () => {
    expect(offersOf({ ...mine, status: 'mitigated' }, [], nowMs)).toMatchObject({
      mitigate: 'hidden',
      unmitigate: 'on',
    });
    const silenced = { ...ringing, silencedUntil: before(-60) };
    expect(offersOf(silenced, [], nowMs).silence).toBe('off');
    expect(offersOf(silenced, [], nowMs + 120_000).silence).toBe('on');
    const all = Object.values(offersOf({ ...mine, status: 'resolved' }, [], nowMs));
    expect(new Set(all)).toEqual(new Set(['hidden']));
  });

  it('not twice while it is under way, but again once it was refused', () => {
    const offer = (state: PendingCommand['state']) =>
      offersOf(ringing, [pending(acknowledge, state)], nowMs).acknowledge;
    expect(offer('sending')).toBe('off');
    expect(offer('waiting-for-link')).toBe('off');
    expect(offer('refused')).toBe('on');
    expect(offer('superseded')).toBe('on');
  });
});

describe('what the hub has not heard', () => {
  it('is said in one sentence', () => {
    const page: Command = { type: 'person.page', incidentId: 'incident-41', personId: 'bo' };
    const wait = (command: Command) => pending(command, 'waiting-for-link');
    expect(waitingInWords([wait(acknowledge), wait(page)], nameOf)).toEqual([
      'Noted here that you have it and you page BO. The hub hears of it when the link is back.',
    ]);
    expect(waitingInWords([pending(acknowledge, 'sending')], nameOf)).toEqual([
      'Telling the hub that you have it.',
    ]);
  });

  it('leaves out messages and what was refused: the conversation tells of those', () => {
    const pin: Command = {
      type: 'message.pin',
      incidentId: 'incident-41',
      messageId: 'm',
      isOn: true,
    };
    const all = [pending(pin, 'sending'), pending(acknowledge, 'refused')];
    expect(waitingInWords(all, nameOf)).toEqual([]);
  });
});
