import type { JoinView } from '../../../main/ipc/views.ts';
import { notJoined, online } from './circumstances.ts';

function join(change: Partial<JoinView>): JoinView {
  return { offered: null, state: 'idle', message: null, link: notJoined, ...change };
}

const offered = {
  link: 'tocsin://join?hub=https%3A%2F%2Fhub.example&code=abcdefghijklmnopqrst',
  hub: 'https://hub.example',
};

/** What the window is told, one after another: who opens it after having joined wants another hub. */
export const joinScenes: Record<string, JoinView | JoinView[]> = {
  idle: join({}),
  offered: join({ offered }),
  joining: join({ state: 'joining' }),
  'no keychain': join({ offered, state: 'no-keychain', message: 'This desktop has no keychain.' }),
  failed: join({
    state: 'failed',
    message: 'This invite was used before. Each device needs its own.',
  }),
  joined: [join({ state: 'joining' }), join({ state: 'joined', link: online })],
  'joined before': join({ state: 'joined', link: online }),
};
