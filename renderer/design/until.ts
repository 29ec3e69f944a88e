import type { TeamTimes } from '../../main/ipc/work-views.ts';
import { momentInWords, spanInWords } from './moment-in-words.ts';

/** A time until which something lasts, as it is offered. */
export interface UntilChoice {
  id: string;
  /** What is counted on: "30 min", "Until Payments opens". The clock's time stands beside it. */
  text: string;
  /** By this laptop's clock. */
  at: string;
}

export interface UntilWish {
  nowMs: number;
  teams: readonly TeamTimes[];
  /** The team that owns what it is about comes first; null when it is about nobody's. */
  owningTeamId: string | null;
  /** How long after the owning team opens it may last, beside until that moment; 0: not longer. */
  graceMs?: number;
  /** Lengths of time that are offered. */
  minutes?: readonly number[];
  /** Nothing that is over before, as seen from when it was asked. */
  afterMs?: number;
  /** Nothing that lasts longer. */
  mostMs?: number;
}

const minuteMs = 60_000;
const usualMinutes = [30, 60, 240];
const snoozeMinutes = [15, 60];
const morningHour = 9;

/**
 * The times that are offered wherever somebody is asked how long: until teams open, the owning one
 * first, then the reader's own; some lengths of time; tomorrow morning. The first is what is meant
 * unless somebody says otherwise.
 */
export function untilChoices(wish: UntilWish): UntilChoice[] {
  const { nowMs, teams, owningTeamId, graceMs = 0, minutes = usualMinutes } = wish;
  const afterMs = Math.max(nowMs, wish.afterMs ?? nowMs);
  const mostMs = wish.mostMs ?? Infinity;
  const around = teams
    .filter(({ id, isMine }) => id === owningTeamId || isMine)
    .toSorted((a, b) => Number(b.id === owningTeamId) - Number(a.id === owningTeamId));
  const openings = around.flatMap((team) =>
    openingChoices(team, team.id === owningTeamId ? graceMs : 0, afterMs),
  );
  const lengths = minutes.map((count) => ({
    id: `${count} min`,
    text: spanInWords(count * minuteMs),
    at: new Date(nowMs + count * minuteMs).toISOString(),
  }));
  const morning = { id: 'morning', text: 'Tomorrow morning', at: tomorrowMorning(nowMs) };
  return [...openings, ...lengths, morning].filter(({ at }) => {
    const atMs = Date.parse(at);
    return atMs > afterMs && atMs - nowMs <= mostMs;
  });
}

/** For how long somebody who has an incident wants to be left alone: the short ones first. */
export function snoozeChoices(teams: readonly TeamTimes[], nowMs: number): UntilChoice[] {
  const choices = untilChoices({ nowMs, teams, owningTeamId: null, minutes: snoozeMinutes });
  const isLength = ({ id }: UntilChoice) => id.endsWith(' min');
  return choices.toSorted((a, b) => Number(isLength(b)) - Number(isLength(a)));
}

/** "Payments opens + 2 h", "Until Payments opens": of its next opening, or the one after it. */
function openingChoices(team: TeamTimes, graceMs: number, afterMs: number): UntilChoice[] {
  const opening = [team.opensAt, team.thenOpensAt].find(
    (at) => at !== null && Date.parse(at) > afterMs,
  );
  if (opening === null || opening === undefined) return [];
  const until = { id: `${team.id} opens`, text: `Until ${team.name} opens`, at: opening };
  if (graceMs === 0) return [until];
  const graced = {
    id: `${team.id} opens and then some`,
    text: `${team.name} opens + ${spanInWords(graceMs)}`,
    at: new Date(Date.parse(opening) + graceMs).toISOString(),
  };
  return [graced, until];
}

function tomorrowMorning(nowMs: number): string {
  const at = new Date(nowMs);
  at.setDate(at.getDate() + 1);
  at.setHours(morningHour, 0, 0, 0);
  return at.toISOString();
}

/** A choice on one line: "Until Payments opens (Mon 09:00)". */
export function choiceInWords({ text, at }: UntilChoice, nowMs: number): string {
  return `${text} (${momentInWords(at, nowMs)})`;
}

/** Why a time cannot be taken; null when it can. */
export function problemOfUntil(
  at: string | null,
  { nowMs, afterMs = nowMs, mostMs = Infinity }: { nowMs: number } & Partial<UntilWish>,
): string | null {
  if (at === null) return 'Say a date and a time.';
  const atMs = Date.parse(at);
  if (atMs <= nowMs) return 'That is over already. Choose a later time.';
  if (atMs <= afterMs) return 'It lasts until then anyway. Choose a later time.';
  if (atMs - nowMs > mostMs) return `That is too late: ${spanInWords(mostMs)} at most.`;
  return null;
}
