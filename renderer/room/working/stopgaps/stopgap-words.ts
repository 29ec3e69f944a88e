import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import { limits } from '../../../../server/protocol/limits.ts';
import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import { distanceInWords, momentInWords } from '../../../design/moment-in-words.ts';
import type { StopgapCommand } from './stopgap-commands.ts';

/** A person as they begin a sentence: "You", "Ana". */
export type NameOf = (personId: string) => string;

/** The same inside of one. */
export function inside(name: string): string {
  return name === 'You' ? 'you' : name;
}

/** Whose it is: "Ana, of Payments", "All of Payments". */
export function ownerInWords(
  { ownerId, team }: Pick<Stopgap, 'ownerId' | 'team'>,
  nameOf: NameOf,
): string {
  if (ownerId !== null)
    return team === null ? nameOf(ownerId) : `${nameOf(ownerId)}, of ${team.name}`;
  return team === null ? 'The developers of the incident' : `All of ${team.name}`;
}

/** Until when it may stay: "Mon 11:00, in 2 d 5 h", "Mon 11:00, 3 h ago: overdue". */
export function expiryInWords({ expiresAt }: Pick<Stopgap, 'expiresAt'>, nowMs: number): string {
  const words = `${momentInWords(expiresAt, nowMs)}, ${distanceInWords(expiresAt, nowMs)}`;
  return isExpired({ expiresAt }, nowMs) ? `${words}: overdue` : words;
}

export function isExpired({ expiresAt }: Pick<Stopgap, 'expiresAt'>, nowMs: number): boolean {
  return Date.parse(expiresAt) <= nowMs;
}

/** What its address says; null while nobody has asked it, or it has none. */
export function probeInWords(
  { probe, probeUrl, state }: Pick<Stopgap, 'probe' | 'probeUrl' | 'state'>,
  nowMs: number,
): string | null {
  if (probeUrl === null || state !== 'open') return null;
  if (probe === null) return 'The hub asks its probe. No answer was bad so far';
  const since = momentInWords(probe.since, nowMs);
  if (probe.state === 'holding') return `Holds again since ${since}`;
  return `Does not hold since ${since}${probe.detail === null ? '' : `: ${probe.detail}`}`;
}

/** How often its owner was asked; null while nobody was. */
export function askedInWords({ askedAt, askedCount }: Stopgap, nowMs: number): string | null {
  if (askedAt === null) return null;
  const since = momentInWords(askedAt, nowMs);
  return askedCount < 2
    ? `Its owner was asked ${since}`
    : `Its owner was asked ${askedCount} times since ${since}`;
}

/** What became of it; null while it is open. */
export function answerInWords(
  { state, answeredBy, answeredAt, permanence }: Stopgap,
  nameOf: NameOf,
  nowMs: number,
): string | null {
  if (state === 'open') return null;
  const by = answeredBy === null ? '' : ` by ${inside(nameOf(answeredBy))}`;
  const at = answeredAt === null ? '' : `, ${momentInWords(answeredAt, nowMs)}`;
  if (state === 'undone') return `Fixed and undone${by}${at}`;
  const wish = permanence === null ? '' : `${nameOf(permanence.personId)} wanted it to stay; `;
  return `${wish}${wish === '' ? 'Made' : 'made'} permanent${by}${at}`;
}

/** Why a person cannot extend it; null when they can. */
export function whyNotExtend(
  { extensions }: Pick<Stopgap, 'extensions'>,
  side: 'developer' | 'sre' | undefined,
): string | null {
  if (extensions.length >= limits.stopgapExtensions) {
    return 'It was extended twice: undo it, or have it made permanent.';
  }
  return whyNotAnswer(side);
}

/** Why a person cannot answer but by undoing it; null when they can. */
export function whyNotAnswer(side: 'developer' | 'sre' | undefined): string | null {
  return side === 'developer' ? null : 'Only the developer side extends stopgaps, or keeps them.';
}

/** Who answers for a new stopgap, and when they are asked. */
export function promiseInWords({
  owner,
  teamName,
  until,
  isWhenOpen,
  nowMs,
}: {
  /** As it begins a sentence: "Ana", "All of Payments". */
  owner: string;
  /** Null when the config names no team. */
  teamName: string | null;
  until: string | null;
  /** It is counted from when the team opens, so that the team is at work then. */
  isWhenOpen: boolean;
  nowMs: number;
}): string {
  const isPerson = teamName !== null && owner !== `All of ${teamName}`;
  const owns = isPerson
    ? `${teamName} owns it, ${inside(owner)} answers for it`
    : `${owner} own it`;
  const whose = owner === 'You' && isPerson ? `${teamName} owns it, you answer for it` : owns;
  if (until === null) return `${whose}.`;
  const late = teamName === null || isWhenOpen ? '' : `, or when ${teamName} opens after that,`;
  return `${whose}. Asked ${momentInWords(until, nowMs)}${late} what becomes of it.`;
}

const wishes: Record<StopgapCommand['type'], string> = {
  'stopgap.install': 'install it',
  'stopgap.undo': 'say that it is undone',
  'stopgap.extend': 'extend it',
  'stopgap.ask-permanence': 'have it made permanent',
  'stopgap.confirm-permanence': 'confirm that it stays for good',
  'stopgap.decline-permanence': 'say that it does not stay for good',
};

/** What was asked for and did not come true. */
export function wishInWords({ type }: StopgapCommand): string {
  return `You wanted to ${wishes[type]}.`;
}

const facts: Record<StopgapCommand['type'], string> = {
  'stopgap.install': 'it is in place',
  'stopgap.undo': 'it is fixed and undone',
  'stopgap.extend': 'you extend it',
  'stopgap.ask-permanence': 'you want it to stay for good',
  'stopgap.confirm-permanence': 'you confirm that it stays for good',
  'stopgap.decline-permanence': 'it does not stay for good',
};

/** What the hub has not answered yet. */
export function waitingInWords({
  command,
  state,
}: Pick<PendingCommand, 'state'> & { command: StopgapCommand }): string {
  const fact = facts[command.type];
  return state === 'waiting-for-link'
    ? `Noted here that ${fact}. The hub hears of it when the link is back.`
    : `Telling the hub that ${fact}.`;
}
