import { describe, expect, it } from 'vitest';
import type { RoomEntry } from '../../server/protocol/room.ts';
import { busyEntries, message } from '../gallery/entries.ts';
import { everybody } from '../gallery/people.ts';
import { briefOf, digestOf } from './room-digest.ts';
import { actorName } from './room-names.ts';
import { before } from '../gallery/times.ts';

function fact(seq: number, type: 'person.paged' | 'person.answered', personId: string): RoomEntry {
  const actor = { kind: 'person', personId: 'raj', deviceId: null } as const;
  const base = { kind: 'fact', seq, at: before(10), actor, isMilestone: false } as const;
  return { ...base, type, personIds: [personId] };
}

describe('what stands out of a room', () => {
  const digest = digestOf(busyEntries);

  it('is the last status, what is pinned and what was put in place', () => {
    expect(digest.status?.seq).toBe(25);
    expect(digest.pinned.map(({ seq }) => seq)).toEqual([29, 13]);
    expect(digest.stopgaps.map(({ seq }) => seq)).toEqual([22]);
  });

  it('is not what was deleted', () => {
    const gone = { isPinned: true, deletedAt: before(1), messageKind: 'stopgap' as const };
    expect(digestOf([message(1, 'ana', '', 9, gone)])).toMatchObject({ pinned: [], stopgaps: [] });
  });

  it('is who was paged by name, until they answer', () => {
    const paged = [fact(1, 'person.paged', 'bo'), fact(2, 'person.paged', 'mar')];
    const who = (entries: RoomEntry[]) => digestOf(entries).openPages.map((one) => one.personId);
    expect(who(paged)).toEqual(['bo', 'mar']);
    expect(who([...paged, fact(3, 'person.answered', 'bo')])).toEqual(['mar']);
  });
});

describe('the beginning of a message', () => {
  const brief = (text: string, length?: number) => briefOf(message(1, 'ana', text, 1), length);

  it('is one line without marks', () => {
    expect(brief('**Pool**  50 → 200\n\n```sql\nselect 1\n```')).toBe('Pool 50 → 200 select 1');
  });

  it('is cut between characters', () => {
    expect(brief('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
  });

  it('names attachments where nothing was written', () => {
    const [withFile] = busyEntries.filter(
      (entry) => entry.kind === 'message' && entry.attachments.length > 0,
    );
    expect(withFile?.kind === 'message' && briefOf(withFile)).toBe('checkout-7c9f.log');
    expect(brief('')).toBe('no text');
  });
});

it('names who did something, even who has left', () => {
  const person = (personId: string) => ({ kind: 'person', personId, deviceId: null }) as const;
  expect(actorName(person('raj'), everybody)).toBe('You');
  expect(actorName(person('ana'), everybody)).toBe('Ana Kovač');
  expect(actorName(person('gone'), everybody)).toBe('gone');
  expect(actorName({ kind: 'hub' }, everybody)).toBe('The hub');
  expect(actorName({ kind: 'sender', integration: 'lab' }, everybody)).toBe('lab');
});
