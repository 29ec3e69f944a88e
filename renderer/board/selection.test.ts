import { describe, expect, it } from 'vitest';
import { choose, nothingSelected, selectedId, viewShows } from './selection.ts';

const onFirst = viewShows(nothingSelected, 'first');

describe('selection', () => {
  it('shows what the view shows', () => {
    expect(selectedId(nothingSelected)).toBeNull();
    expect(selectedId(onFirst)).toBe('first');
  });

  it('follows the reader at once', () => {
    expect(selectedId(choose(onFirst, 'second'))).toBe('second');
  });

  it('is not thrown back by a view from before the wish', () => {
    expect(selectedId(viewShows(choose(onFirst, 'second'), 'first'))).toBe('second');
  });

  it('does not walk through earlier wishes while a later one is under way', () => {
    const wished = choose(choose(onFirst, 'second'), 'third');
    const answered = viewShows(wished, 'second');
    expect(selectedId(answered)).toBe('third');
    expect(viewShows(answered, 'third')).toEqual({ shownId: 'third', asked: [] });
  });

  it('follows what was opened elsewhere', () => {
    expect(selectedId(viewShows(choose(onFirst, 'second'), 'fourth'))).toBe('fourth');
    expect(selectedId(viewShows(onFirst, 'fourth'))).toBe('fourth');
  });
});
