import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { JoinView } from '../../main/ipc/views.ts';
import { formatJoinLink } from '../../server/protocol/join.ts';
import { joinScenes } from '../gallery/scenes/join.ts';
import { JoinState } from './join-state.svelte.ts';

const link = formatJoinLink({ hub: 'https://hub.example', code: 'abcdefghijklmnopqrst' });
const idle = joinScenes.idle as JoinView;
const offered = joinScenes.offered as JoinView;

let asked: unknown[][];
let answer: () => Promise<void>;
let show: (view: JoinView) => void;

function open(view: JoinView): JoinState {
  const tocsin = {
    platform: 'linux',
    request: (...request: unknown[]) => {
      asked.push(request);
      return answer();
    },
    on: (_channel: string, listener: typeof show) => {
      show = listener;
      listener(view);
      return () => undefined;
    },
  } as unknown as TocsinApi;
  return new JoinState(tocsin);
}

beforeEach(() => {
  asked = [];
  answer = () => Promise.resolve();
});

describe('the join window', () => {
  it('sends a good invite', () => {
    const join = open(idle);
    join.pasted = ` ${link} `;
    join.submit();
    expect(asked).toEqual([['join:accept', { link, rememberOnlyNow: false }]]);
    expect(join.problem).toBeNull();
  });

  it('sends nothing that cannot be an invite, and says why', () => {
    const join = open(idle);
    expect(join.problem).toBeNull();
    join.submit();
    expect(join.problem).toMatch(/Paste/);
    join.pasted = 'https://hub.example';
    expect(join.problem).toMatch(/web address/);
    join.submit();
    expect(asked).toEqual([]);
  });

  it('joins an offered hub only after a yes', () => {
    const join = open(offered);
    expect(asked).toEqual([]);
    join.acceptOffer();
    expect(asked).toEqual([
      ['join:accept', { link: offered.offered?.link, rememberOnlyNow: false }],
    ]);
  });

  it('sends the same invite again for this run only', () => {
    const join = open(idle);
    join.pasted = link;
    join.submit();
    show({ ...idle, state: 'no-keychain' });
    expect(join.stage).toBe('no-keychain');
    join.joinForThisRun();
    expect(asked[1]).toEqual(['join:accept', { link, rememberOnlyNow: true }]);
  });

  it('offers the field again after it has joined', () => {
    const join = open(idle);
    show({ ...idle, state: 'joined' });
    expect(join.stage).toBe('joined');
    join.startAnew();
    expect(join.stage).toBe('idle');
    show({ ...idle, state: 'joining' });
    expect(join.stage).toBe('joining');
  });

  it('starts with the field when it is opened after joining', () => {
    const join = open({ ...idle, state: 'joined' });
    expect(join.stage).toBe('idle');
  });

  it('says why a request was refused', async () => {
    const join = open(idle);
    answer = () => Promise.reject(new Error('The hub does not answer.'));
    join.pasted = link;
    join.submit();
    await vi.waitFor(() => expect(join.failure).toBe('The hub does not answer.'));
  });
});
