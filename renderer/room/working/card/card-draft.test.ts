import { describe, expect, it } from 'vitest';
import type { Card, CardContent } from '../../../../server/protocol/card.ts';
import { draftOf, keepDraft, readDraft, rebased } from './card-draft.ts';
import { newFollowUp } from './card-fields.ts';

const empty: CardContent = {
  ...{ symptom: 's', impact: '', stopgap: '', cause: '', test: '', change: '' },
  followUps: [],
};

function card(revision: number, change: Partial<CardContent> = {}): Card {
  return {
    ...{ incidentId: 'one', state: 'draft', team: null, revision },
    content: { ...empty, ...change },
  } as Card;
}

const first = draftOf(card(1));
const mine = { ...first, content: { ...empty, cause: 'mine' } };

describe('a draft of a card', () => {
  it('takes over what only others changed, and keeps what only the reader did', () => {
    const now = rebased(mine, card(2, { impact: 'theirs' }));
    expect(now).toMatchObject({ revision: 2, conflicts: [] });
    expect(now?.content).toMatchObject({ impact: 'theirs', cause: 'mine' });
  });

  it('lets the reader choose where both wrote, and still when the card goes on', () => {
    const now = rebased(mine, card(2, { cause: 'theirs' }));
    expect(now).toMatchObject({ conflicts: ['cause'], content: { cause: 'mine' } });
    expect(now && rebased(now, card(3, { cause: 'theirs', impact: 'more' }))).toMatchObject({
      ...{ revision: 3, conflicts: ['cause'], content: { cause: 'mine', impact: 'more' } },
    });
  });

  it('is over once the card says the same', () => {
    expect(rebased(mine, card(2, { cause: 'mine' }))).toBeNull();
    const row = { ...mine, content: { ...mine.content, followUps: [newFollowUp] } };
    expect(rebased(row, card(2, { cause: 'mine' }))).toBeNull();
  });

  it('does not take its own words for somebody else’s, when they come back', () => {
    const written = { ...mine, sent: mine.content, content: { ...empty, cause: 'mine, and more' } };
    expect(rebased(written, card(2, { cause: 'mine' }))).toMatchObject({
      ...{ conflicts: [], content: { cause: 'mine, and more' } },
    });
  });

  it('whose beginning nobody knows shows all that differs', () => {
    const found = { ...mine, base: null, content: { ...empty, impact: 'i', cause: 'mine' } };
    expect(rebased(found, card(2))?.conflicts).toEqual(['impact', 'cause']);
  });

  it('is kept while the window is loaded anew', () => {
    sessionStorage.clear();
    expect(readDraft(sessionStorage, 'one')).toBeNull();
    keepDraft(sessionStorage, 'one', mine);
    expect(readDraft(sessionStorage, 'one')).toEqual(mine);
    expect(readDraft(sessionStorage, 'other')).toBeNull();
    keepDraft(sessionStorage, 'one', null);
    expect(readDraft(sessionStorage, 'one')).toBeNull();
  });

  it.each(['{', '1', '{"revision":1}', JSON.stringify({ ...mine, content: { symptom: 1 } })])(
    'that cannot be read is none: %s',
    (kept) => {
      sessionStorage.setItem('card one', kept);
      expect(readDraft(sessionStorage, 'one')).toBeNull();
    },
  );
});
