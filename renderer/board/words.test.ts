import { describe, expect, it } from 'vitest';
import type { OnCallRows } from '../../main/ipc/duty-views.ts';
import type { BoardView } from '../../main/ipc/views.ts';
import { calm, noRotas } from '../gallery/oncall.ts';
import { ana, bothRing, bothUp, iHaveIt, me, raj, seats } from '../gallery/people.ts';
import { answersInWords } from './answers-in-words.ts';
import { calmInWords } from './calm-words.ts';

const nowMs = Date.parse('2026-11-23T03:40:00.000Z');
const at = '2026-11-23T03:26:00.000Z';

describe('words for an incident', () => {
  it('says who is up on which side', () => {
    expect(answersInWords({ seats: bothRing })).toBe('nobody is up yet');
    expect(answersInWords({ seats: iHaveIt })).toBe('Developer still called, you have it (SRE)');
    expect(answersInWords({ seats: bothUp })).toBe(
      'Ana Kovač has it (Developer), you have it (SRE)',
    );
    const developerOnly = seats({ called: [ana], up: ana }, { called: [raj] });
    expect(answersInWords({ seats: developerOnly })).toMatch(/SRE still called$/);
  });
});

describe('words for an empty board', () => {
  const link = {
    state: 'online',
    hub: 'https://hub.example',
    since: at,
    nextTryAt: null,
    roundTripMs: 12.3,
    message: null,
  } as const;
  const sound = { device: 'audible', message: null, mutedUntil: null } as const;
  const words = (
    change: Partial<BoardView['link']>,
    device: BoardView['sound']['device'],
    oncall: OnCallRows = { ...noRotas, teamsWithoutRota: [] },
  ) => {
    const view = { me, oncall, link: { ...link, ...change }, sound: { ...sound, device } };
    const { title, lines } = calmInWords(view, nowMs);
    return [title, ...lines].join('\n');
  };

  it('is calm when everything works', () => {
    expect(words({}, 'audible')).toMatch(/^Nothing is open\.[^]*on call: SRE[^]*12 ms[^]*works/);
  });

  it('says for which teams one is on call, and when one is not', () => {
    const [rota] = calm.rotas;
    if (!rota) throw new Error('There is a rota.');
    const said = (change: Partial<typeof rota>) =>
      words({}, 'audible', { ...calm, rotas: [{ ...rota, level: 'oncall', ...change }] });
    expect(said({ isMine: true, isMineNow: true })).toMatch(
      `you are on call for ${rota.teamName}.`,
    );
    const turn = { ...rota, level: 'oncall' as const, isMine: true, isMineNow: false };
    const backup = { ...turn, level: 'backup' as const, isMineNow: true };
    const rotas = (...all: (typeof rota)[]) => words({}, 'audible', { ...calm, rotas: all });
    expect(rotas(turn, backup)).toMatch('you are backup now');
    expect(rotas(backup)).toMatch('you are on call: SRE');
    expect(said({ isMine: true, isMineNow: false })).toMatch('you are not on call now');
    const shared = { id: 'ops', name: 'Operations', side: 'sre' as const, members: [raj] };
    expect(words({}, 'audible', { ...noRotas, teamsWithoutRota: [shared] })).toMatch(
      'you are on call for Operations.',
    );
  });

  it('is not calm about a laptop without sound', () => {
    expect(words({}, 'silent')).toMatch(/no sound/);
    expect(words({}, 'unknown')).toMatch(/Test alarm/);
  });

  it.each(['connecting', 'catching-up', 'cut-off', 'refused', 'not-joined'] as const)(
    'does not claim that nothing is open while %s',
    (state) => {
      expect(words({ state }, 'audible')).not.toMatch(/Nothing is open|can be heard/);
    },
  );
});
