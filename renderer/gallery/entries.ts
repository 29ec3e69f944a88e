import type { Attachment } from '../../server/protocol/attachment.ts';
import type { Actor } from '../../server/protocol/identity.ts';
import type { FactEntry, MessageEntry, RoomEntry } from '../../server/protocol/room.ts';
import { before } from './times.ts';

const by = (personId: string): Actor => ({ kind: 'person', personId, deviceId: null });
const sender: Actor = { kind: 'sender', integration: 'prometheus-eu' };
const hub: Actor = { kind: 'hub' };

/** A message's id, by its number: the ids of the product are UUIDs too. */
export function messageId(number: number): string {
  return `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function message(
  seq: number,
  personId: string,
  text: string,
  secondsAgo: number,
  change: Partial<MessageEntry> = {},
): MessageEntry {
  const messageKind = change.messageKind ?? 'message';
  return {
    seq,
    at: before(secondsAgo),
    actor: by(personId),
    kind: 'message',
    messageId: messageId(seq),
    messageKind,
    text,
    replyTo: null,
    attachments: [],
    mentions: { people: [], sides: [] },
    history: [],
    editedAt: null,
    deletedAt: null,
    reactions: [],
    isPinned: false,
    isMilestone: messageKind !== 'message',
    ...change,
  };
}

function fact(
  seq: number,
  actor: Actor,
  type: FactEntry['type'],
  secondsAgo: number,
  change: Partial<FactEntry> = {},
): FactEntry {
  const isMilestone = /opened|acknowledged|mitigated|resolved|raised|paged/.test(type);
  return { seq, at: before(secondsAgo), actor, kind: 'fact', type, isMilestone, ...change };
}

/** Lines of the log that is attached in these rooms. */
export const logText = Array.from(
  { length: 212 },
  (_, line) =>
    `2026-11-23T03:1${line % 10}:0${line % 7}Z WARN pool.go:${100 + line} waiting for a connection: ${line * 17} ms`,
);

const logAttachment: Attachment = {
  hash: 'a'.repeat(64),
  name: 'checkout-7c9f.log',
  mediaType: 'text/plain',
  sizeBytes: 18_244,
  image: null,
  text: { lineCount: 212, preview: logText.slice(0, 20).join('\n') },
};
const imageAttachment: Attachment = {
  hash: 'b'.repeat(64),
  name: 'pool in use.png',
  mediaType: 'image/png',
  sizeBytes: 88_120,
  image: { width: 1_280, height: 640 },
  text: null,
};

const code = [
  'It is the pool. From `pg_stat_activity`:',
  '',
  '```sql',
  "select state, count(*) from pg_stat_activity where datname = 'checkout' group by state;",
  '```',
  '',
  '| state | count |',
  '| --- | ---: |',
  '| active | 49 |',
  '| idle in transaction | **151** |',
].join('\n');

/** Thirty lines of a room with everything in it, the eldest first. */
export const busyEntries: RoomEntry[] = [
  fact(1, sender, 'incident.opened', 860, {
    title: '5xx ratio above 5 % for 5 minutes',
    severity: 'critical',
    alertId: 'alert-1',
  }),
  fact(2, hub, 'seat.called', 860, { side: 'developer', personIds: ['ana', 'bo'] }),
  fact(3, hub, 'seat.called', 860, { side: 'sre', personIds: ['raj'] }),
  fact(4, by('raj'), 'page.receipts', 858, { personIds: ['raj'], stage: 'sounded' }),
  fact(5, hub, 'context.added', 857, { title: 'Pool in use', contextKind: 'metric' }),
  fact(6, by('raj'), 'seat.acknowledged', 840, { side: 'sre', personIds: ['raj'] }),
  fact(7, by('ana'), 'page.receipts', 835, { personIds: ['ana'], stage: 'sounded' }),
  message(8, 'raj', 'I am up. Looking at the dashboards first.', 830),
  fact(9, sender, 'alert.joined', 800, {
    title: 'p99 latency above 2 s',
    severity: 'error',
    alertId: 'alert-2',
  }),
  fact(10, by('ana'), 'seat.acknowledged', 760, { side: 'developer', personIds: ['ana'] }),
  message(11, 'ana', 'Here too. @Raj what did you deploy?', 750, {
    mentions: { people: ['raj'], sides: [] },
  }),
  message(12, 'raj', 'Nothing from us. checkout 2026.11.2 went out at 03:02, see context.', 735, {
    replyTo: messageId(11),
    reactions: [{ reaction: 'looking', personIds: ['ana'] }],
  }),
  message(13, 'raj', code, 700, {
    isPinned: true,
    reactions: [
      { reaction: 'agree', personIds: ['ana', 'bo'] },
      { reaction: 'thanks', personIds: ['ana'] },
    ],
  }),
  fact(14, by('raj'), 'message.pinned', 690, { messageId: messageId(13), isOn: true }),
  message(15, 'raj', '', 680, { attachments: [logAttachment] }),
  message(16, 'raj', 'The graph of it:', 675, { attachments: [imageAttachment] }),
  fact(17, by('raj'), 'person.paged', 640, { side: 'developer', personIds: ['bo'] }),
  message(18, 'ana', 'About one in fifteen payments fails, since 03:08. Cards only.', 600, {
    messageKind: 'status',
  }),
  message(19, 'ana', '', 590, { deletedAt: before(580) }),
  fact(20, by('bo'), 'person.answered', 560, { personIds: ['bo'] }),
  message(21, 'bo', 'On it. I wrote that pool code, give me two minutes', 550, {
    history: [{ text: 'On it.', until: before(540) }],
    editedAt: before(540),
  }),
  message(22, 'raj', 'Pool 50 → 200 on checkout-db-1. Undo: set `pool.max` back to 50.', 420, {
    messageKind: 'stopgap',
  }),
  fact(23, by('raj'), 'incident.mitigated', 400),
  message(24, 'bo', 'The leak is in `retryCharge`: it never gives the connection back.', 330, {
    messageKind: 'note',
  }),
  message(25, 'ana', 'Failures are back below 0.2 %. Watching for ten more minutes.', 300, {
    messageKind: 'status',
  }),
  message(26, 'raj', 'Good. @developer who writes the fix?', 240, {
    mentions: { people: [], sides: ['developer'] },
  }),
  message(27, 'ana', 'Bo does, I review.', 200, { replyTo: messageId(26) }),
  fact(28, sender, 'alert.resolved', 120, { alertId: 'alert-2', cause: 'sender' }),
  message(29, 'bo', 'PR is up: https://git.example/checkout/pull/4711', 60, { isPinned: true }),
  message(30, 'ana', 'Reading it.', 20),
];

/** What somebody pasted, which is far longer than the window. */
export const withLog: RoomEntry[] = [
  ...busyEntries,
  message(31, 'ana', 'All of it, from the pod that hangs:', 15, { attachments: [logAttachment] }),
];

const phrases = [
  'Still 200 connections in use.',
  'Restarting one pod at a time, 3 of 12 done.',
  'p99 is at 1.4 s and falling.',
  'That did nothing. Rolling it back.',
  'Can somebody look at `checkout-7c9f`?\n\nIt has not answered its health check for a minute.',
];

/** A room that has gone on for a very long time. */
export function longEntries(count: number): RoomEntry[] {
  const people = ['raj', 'ana', 'bo', 'chi'];
  return Array.from({ length: count }, (_, index) => {
    const secondsAgo = (count - index) * 9;
    if (index % 7 === 3) {
      return fact(index + 1, sender, 'alert.changed', secondsAgo, {
        title: `p99 of checkout-${index % 12} is ${1 + (index % 30) / 10} s`,
        severity: 'error',
      });
    }
    const who = people[Math.floor(index / 3) % people.length] ?? 'raj';
    const text = `${phrases[index % phrases.length]} (${index + 1})`;
    return message(index + 1, who, text, secondsAgo);
  });
}

const hostile =
  '<img src=x onerror=alert(1)><script>alert(1)</script> \u202Etxet ddo\u202C [link](javascript:alert(1)) ![x](https://tracker.example/x.png) \u001b[31mred\u001b[0m ' +
  'Z̸̢̧̛̤̺̥͖̫̼a̴͎͚l̷̢g̶o '.repeat(3) +
  'x'.repeat(400);

/** Texts that want to be more than text. */
export const hostileEntries: RoomEntry[] = [
  fact(1, { kind: 'sender', integration: '<b>key</b>' }, 'incident.opened', 300, {
    title: hostile,
    severity: 'critical',
  }),
  message(2, 'ana', hostile, 250, { isPinned: true }),
  message(3, 'bo', `\`\`\`html\n${hostile}\n\`\`\``, 200),
  message(4, 'nobody-known', hostile, 150, { messageKind: 'status' }),
  message(5, 'ana', hostile, 100, { messageKind: 'stopgap' }),
  message(6, 'ana', '', 50, {
    attachments: [{ ...logAttachment, name: '../../<i>etc</i>/passwd\u202Egnp.exe' }],
  }),
];
