import { expect, it } from 'vitest';
import { roomScenes, type RoomScene } from '../../gallery/scenes/room.ts';
import { peopleHere } from './here.ts';

const { 'room:view': view } = roomScenes.busy as RoomScene;

it('shows the attentive before the others, the reader last, and nobody whom it does not know', () => {
  const here = [...view.here, { personId: 'gone', isPresent: true, isTyping: false }];
  const shown = peopleHere({ ...view, here }).map(({ person, state }) => [person.id, state]);
  expect(shown).toEqual([
    ['ana', 'typing'],
    ['bo', 'connected'],
    ['raj', 'present'],
  ]);
});

it('does not tell readers that they are writing', () => {
  const here = [{ personId: 'raj', isPresent: true, isTyping: true }];
  expect(peopleHere({ ...view, here }).map(({ state }) => state)).toEqual(['present']);
});
