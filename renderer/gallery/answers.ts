import type { ChannelView } from '../../main/ipc/duty-views.ts';
import type { RequestChannel } from '../../main/ipc/contract.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from '../../server/protocol/room-api.ts';
import { offers } from './checklists.ts';
import { logText, messageId } from './entries.ts';
import { loadReports } from './reports.ts';
import { channels } from './channels.ts';
import { calendarOf } from './oncall.ts';
import { before } from './times.ts';

const hitsPerAnswer = 50;
const lastHit = 120;

function hit(seq: number, text: string): SearchHit {
  const isIncident = seq % 6 === 0;
  return {
    seq,
    at: before((lastHit - seq) * 40_000 + 90),
    incidentId: seq % 3 === 0 ? 'incident-41' : `incident-${30 + (seq % 9)}`,
    number: seq % 3 === 0 ? 41 : 30 + (seq % 9),
    service: seq % 2 === 0 ? 'checkout-api' : 'search-api',
    severity: seq % 4 === 0 ? 'critical' : 'error',
    title: '5xx ratio above 5 % for 5 minutes',
    messageId: isIncident ? null : messageId(seq),
    personId: isIncident ? null : seq % 2 === 0 ? 'ana' : 'raj',
    excerpt: [
      { text: `…the connection `, isFound: false },
      { text, isFound: true },
      { text: ' was exhausted again; see the graph of last week and the card', isFound: false },
    ],
  };
}

function find({ text, before: older }: SearchQuery): SearchAnswer | null {
  if (text === 'offline') return null;
  if (text === 'nothing') return { hits: [], hasMore: false };
  const newest = (older ?? lastHit + 1) - 1;
  const count = Math.min(hitsPerAnswer, newest);
  return {
    hits: Array.from({ length: count }, (_, index) => hit(newest - index, text)),
    hasMore: newest > count,
  };
}

/** By the name of the scene: what is there instead of channels. */
function channelsOf(): ChannelView[] | null | Promise<never> {
  const wanted = new URLSearchParams(location.search).get('scene') ?? '';
  if (wanted.includes('no channels')) return [];
  if (wanted.includes('offline')) return null;
  return wanted.includes('loading') ? new Promise<never>(() => undefined) : channels;
}

/** What the main process would answer, as far as a page waits for it. */
export const answers: Partial<Record<RequestChannel, (payload: never) => unknown>> = {
  'room:do': () => ({ commandId: messageId(1_000) }),
  'room:runbooks': () => offers,
  'room:export': () => 'saved',
  'room:attach': ({ name, bytes }: { name: string; bytes: Uint8Array }) => ({
    hash: '0'.repeat(64),
    name,
    mediaType: 'text/plain',
    sizeBytes: bytes.length,
    image: null,
    text: { lineCount: 212, preview: new TextDecoder().decode(bytes.slice(0, 400)) },
  }),
  'room:attachment-text': () => ({ text: logText.join('\n'), isCut: false }),
  'link:open': ({ url }: { url: string }) => (/^https:/.test(url) ? 'opened' : 'refused'),
  'search:find': find,
  'oncall:calendar': calendarOf,
  'oncall:subscribe': () => ({ url: 'https://hub.example:4949/calendars/0f3c9a/platform.ics' }),
  'oncall:import-leave': () => ({
    outcome: 'imported',
    message: '3 days of leave are brought in.',
  }),
  'settings:channels': channelsOf,
  'duty:do': () => ({ commandId: messageId(1_001) }),
  'reports:load': loadReports,
  'reports:save': () => 'saved',
};
