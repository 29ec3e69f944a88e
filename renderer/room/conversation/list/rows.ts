import type {
  FactEntry,
  FactType,
  MessageEntry,
  RoomEntry,
} from '../../../../server/protocol/room.ts';

export const filters = ['all', 'conversation', 'milestones'] as const;
export type Filter = (typeof filters)[number];

interface RowBase {
  /** Stays the same while the row lives, also when a message is still on its way. */
  key: string;
  /** The instant of its day, when it is the first of that day. */
  day: string | null;
}

export interface MessageRow extends RowBase {
  kind: 'message';
  entry: MessageEntry;
  /** The row before has the same writer, a moment ago: name and disc are not said again. */
  isContinued: boolean;
}

export interface FactsRow extends RowBase {
  kind: 'facts';
  /** One, or a run of small ones. */
  facts: readonly FactEntry[];
}

export type Row = MessageRow | FactsRow;

export interface Rows {
  filter: Filter;
  entries: readonly RoomEntry[];
  rows: readonly Row[];
  /** For each row, how many entries lead up to its end. */
  ends: readonly number[];
}

const sameBreathMs = 5 * 60_000;

/** Facts that come by the dozen, in a storm or when an incident opens. */
const smallFacts: ReadonlySet<FactType> = new Set([
  'page.receipts',
  'alert.joined',
  'alert.changed',
  'alert.resolved',
  'alert.acknowledged-at-sender',
  'group.truncated',
]);

/** What somebody brings is worth a line of its own; what the hub knows by itself comes all at once. */
function isSmall({ type, actor }: FactEntry): boolean {
  return smallFacts.has(type) || (type === 'context.added' && actor.kind === 'hub');
}

export const noRows: Rows = { filter: 'all', entries: [], rows: [], ends: [] };

/**
 * The lines to be drawn for a room's entries. Work is done only for what differs from `before`, so that
 * a long room costs nothing when it grows at its end.
 */
export function buildRows(entries: readonly RoomEntry[], filter: Filter, before = noRows): Rows {
  const kept = before.filter === filter ? keptRows(before, entries) : 0;
  const rows = before.rows.slice(0, kept);
  const ends = before.ends.slice(0, kept);
  let run: FactEntry[] | null = null;
  for (let index = ends.at(-1) ?? 0; index < entries.length; index += 1) {
    const entry = entries[index] as RoomEntry;
    if (!isShown(entry, filter)) continue;
    const last = rows.at(-1);
    const day =
      last !== undefined && localDay(lastEntryOf(last).at) === localDay(entry.at) ? null : entry.at;
    if (entry.kind === 'message') {
      run = null;
      rows.push({
        kind: 'message',
        key: entry.messageId,
        day,
        entry,
        isContinued: day === null && continues(entry, last),
      });
    } else if (run !== null && day === null && isSmall(entry)) {
      run.push(entry);
      ends.pop();
    } else {
      const facts = [entry];
      run = isSmall(entry) ? facts : null;
      rows.push({ kind: 'facts', key: `fact-${entry.seq}`, day, facts });
    }
    ends.push(index + 1);
  }
  return { filter, entries, rows, ends };
}

/** The last thing that a row tells. */
export function lastEntryOf(row: Row): RoomEntry {
  return row.kind === 'message' ? row.entry : (row.facts.at(-1) as FactEntry);
}

/** The first row that goes on at or after an entry's place; `rows.length` when none does. */
export function rowIndexAt(rows: readonly Row[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lastEntryOf(rows[middle] as Row).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows made of entries that are still the same, but for the last of them and a run, which may go on. */
function keptRows(before: Rows, entries: readonly RoomEntry[]): number {
  const shared = Math.min(before.entries.length, entries.length);
  let same = 0;
  while (same < shared && before.entries[same] === entries[same]) same += 1;
  let kept = before.ends.length;
  while (kept > 0 && (before.ends[kept - 1] as number) > same) kept -= 1;
  kept = Math.max(0, kept - 1);
  while (kept > 0 && isRun(before.rows[kept - 1])) kept -= 1;
  return kept;
}

function isRun(row: Row | undefined): boolean {
  return row?.kind === 'facts' && row.facts.some(isSmall);
}

function isShown(entry: RoomEntry, filter: Filter): boolean {
  if (filter === 'all') return true;
  return filter === 'conversation' ? entry.kind === 'message' : entry.isMilestone;
}

function continues(entry: MessageEntry, row: Row | undefined): boolean {
  if (row?.kind !== 'message' || entry.replyTo !== null || entry.messageKind !== 'message')
    return false;
  const before = row.entry;
  if (before.actor.kind !== 'person' || entry.actor.kind !== 'person') return false;
  const sinceMs = Date.parse(entry.at) - Date.parse(before.at);
  return before.actor.personId === entry.actor.personId && Math.abs(sinceMs) < sameBreathMs;
}

const days = new Map<string, string>();

/** The day on the wall calendar of this laptop. Asked for thousands of entries, so remembered by the minute. */
function localDay(at: string): string {
  const minute = at.slice(0, 16);
  const known = days.get(minute);
  if (known !== undefined) return known;
  const day = new Date(at).toDateString();
  if (days.size > 5_000) days.clear();
  days.set(minute, day);
  return day;
}
