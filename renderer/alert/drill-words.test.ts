import { expect, it } from 'vitest';
import { declineInWords } from '../design/decline-words.ts';
import { drill, failedMuffled, failedUnheard } from '../gallery/drills.ts';
import { ana, bo, raj, seats } from '../gallery/people.ts';
import { after } from '../gallery/times.ts';
import { drillInWords, failureOfDrill } from './drill-words.ts';

it('says what a drill is for, and why it has failed', () => {
  expect(drillInWords(drill({ rotas: [] }))).toBe('A test that you asked for.');
  expect(drillInWords(drill({ rotas: ['Payments'] }))).toBe('A test for your shift: Payments.');
  expect(drillInWords(drill({ rotas: ['A', 'B', 'C'] }))).toBe(
    'A test for your shift: A, B and C.',
  );
  expect(failureOfDrill(failedUnheard)).toMatch(/^Nobody confirmed/);
  expect(failureOfDrill(failedMuffled)).toMatch(/^2 things on this laptop/);
});

it('says who is called when the reader cannot come', () => {
  const mine = (people: (typeof ana)[]) =>
    seats({ called: [] }, { called: [raj], next: { at: after(60), people, round: 1 } });
  expect(declineInWords({ seats: mine([ana]) })).toContain('Ana Kovač is called at once');
  expect(declineInWords({ seats: mine([ana, bo]) })).toContain('Ana Kovač and Bo Lindqvist are');
  expect(declineInWords({ seats: mine([raj]) })).toContain('the next of your side is');
});
