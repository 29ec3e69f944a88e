import type { FactEntry, FactType, MessageEntry } from '../../../../server/protocol/room.ts';

const startMs = Date.parse('2026-11-23T03:12:00.000Z');

interface Sketch extends Partial<Omit<MessageEntry, 'actor' | 'at' | 'seq' | 'kind'>> {
  by?: string;
  /** After 03:12. */
  minute?: number;
}

function base(seq: number, by: string, minute: number) {
  const at = new Date(startMs + minute * 60_000).toISOString();
  return { seq, at, actor: { kind: 'person' as const, personId: by, deviceId: null } };
}

/** A message as tests need one; its id is `message-` and its place. */
export function message(
  seq: number,
  { by = 'ana', minute = seq, ...change }: Sketch = {},
): MessageEntry {
  return {
    ...base(seq, by, minute),
    kind: 'message',
    messageId: `message-${seq}`,
    messageKind: 'message',
    text: `text ${seq}`,
    replyTo: null,
    attachments: [],
    mentions: { people: [], sides: [] },
    history: [],
    editedAt: null,
    deletedAt: null,
    reactions: [],
    isPinned: false,
    isMilestone: false,
    ...change,
  };
}

/** A line of the timeline as tests need one. */
export function fact(
  seq: number,
  type: FactType,
  {
    by = 'ana',
    minute = seq,
    ...change
  }: Partial<FactEntry> & { by?: string; minute?: number } = {},
): FactEntry {
  return { ...base(seq, by, minute), kind: 'fact', type, isMilestone: false, ...change };
}
