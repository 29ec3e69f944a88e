import type { CardRow, DutyView, StopgapRow } from '../../main/ipc/work-views.ts';
import { distanceInWords, momentInWords } from '../design/moment-in-words.ts';
import { nameOf } from '../design/seat-words.ts';
import { lasting } from '../design/time-in-words.ts';

const dutyNames: Record<DutyView['kind'], string> = {
  step: 'Critical step',
  stopgap: 'Stopgap: what becomes of it?',
  permanence: 'Stopgap: is it to stay for good?',
  card: 'Card: what was learned?',
  handoff: 'Hand-off: what do they need to know?',
};

/** What waits for the reader, and since when: "Stopgap: what becomes of it? #31, overdue 3 h". */
export function dutyInWords(duty: DutyView, nowMs: number): { kind: string; since: string } {
  const ms = nowMs - Date.parse(duty.since);
  const since = ms < 60_000 ? 'now' : `for ${lasting(ms)}`;
  return {
    kind: dutyNames[duty.kind],
    since: duty.isOverdue ? `overdue, waits ${since}` : `waits ${since}`,
  };
}

/** Who answers for a stopgap: "Ana", "All of Payments", "Developers". */
export function ownerInWords({ owner, team }: Pick<StopgapRow, 'owner' | 'team'>): string {
  if (owner !== null) return nameOf(owner);
  return team === null ? 'Developers of the incident' : `All of ${team.name}`;
}

/** Until when, and what there is to know: "until Mon 11:00, in 2 d", "overdue since Mon 11:00". */
export function stateInWords(row: StopgapRow, nowMs: number): string {
  const when = momentInWords(row.expiresAt, nowMs);
  const until = row.isOverdue
    ? `overdue since ${when}`
    : `until ${when}, ${distanceInWords(row.expiresAt, nowMs)}`;
  return [
    until,
    ...(row.probe?.state === 'failing' ? ['does not hold'] : []),
    ...(row.permanence === null ? [] : ['somebody wants it to stay']),
    ...(row.extensions.length === 0
      ? []
      : [row.extensions.length === 1 ? 'extended once' : 'extended twice']),
  ].join(' · ');
}

export type StopgapOrder = 'age' | 'owner';

export interface StopgapGroup {
  /** Null where there is only one group. */
  name: string | null;
  rows: StopgapRow[];
}

/** Stopgaps as they are asked for; in each group the order of the view stands: overdue first, then by age. */
export function grouped(
  rows: readonly StopgapRow[],
  order: StopgapOrder,
  isMineOnly: boolean,
): StopgapGroup[] {
  const wanted = rows.filter(({ isMine }) => isMine || !isMineOnly);
  if (order === 'age') return wanted.length === 0 ? [] : [{ name: null, rows: wanted }];
  const groups = new Map<string, StopgapRow[]>();
  for (const row of wanted) {
    const name = ownerInWords(row);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([name, some]) => ({ name, rows: some }));
}

/** When a card is due: "Payments, due Thu 11:00", "overdue since Thu 11:00". */
export function cardInWords({ team, dueAt, isOverdue }: CardRow, nowMs: number): string {
  const when = momentInWords(dueAt, nowMs);
  const due = isOverdue ? `overdue since ${when}` : `due ${when}, ${distanceInWords(dueAt, nowMs)}`;
  return `${team === null ? 'Developers' : team.name} · ${due}`;
}

/** For a tab: how many there are, and how many of them are overdue. */
export function countInWords(rows: readonly { isOverdue: boolean }[]): string {
  const overdue = rows.filter(({ isOverdue }) => isOverdue).length;
  return overdue === 0 ? `${rows.length}` : `${rows.length}, ${overdue} overdue`;
}
