import { expect, it } from 'vitest';
import { roomScenes } from '../../gallery/scenes/room.ts';
import { peopleToPage } from './people-to-page.ts';

function viewOf(scene: string) {
  const view = roomScenes[scene]?.['room:view'];
  if (view === undefined) throw new Error(`There is no scene ${scene}.`);
  return view;
}

const namesFor = (sought: string) =>
  peopleToPage(viewOf('busy'), sought).map(({ person }) => person.id);

it('offers everybody but the reader: the other side first, who is here last', () => {
  expect(namesFor('')).toEqual(['bo', 'mar', 'chi', 'ivo', 'ana']);
});

it('finds by parts of names without their accents, and by side', () => {
  expect(namesFor('kovac')).toEqual(['ana']);
  expect(namesFor('WÓJ')).toEqual(['ivo']);
  expect(namesFor('sre chid')).toEqual(['chi']);
  expect(namesFor('nobody')).toEqual([]);
});

it('says who is being paged already', () => {
  const notes = peopleToPage(viewOf('sending'), 'mar').map(({ note }) => note);
  expect(notes).toEqual(['is being paged']);
});
