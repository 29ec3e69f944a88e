import type { HubFrame } from '../protocol/frames.ts';
import type { PresentPerson } from '../protocol/presence.ts';
import { frameText } from './frame.ts';
import type { Session } from './session.ts';

/** What a session told last of its person. */
export interface Told {
  rooms: ReadonlySet<string>;
  isPresent: boolean;
  typingIn: string | null;
  /** Ms of the steady clock. */
  typingUntilMs: number;
}

/** More people than this, and all hear of a change less often. */
const crowd = 50;
const changeEveryMs = 250;
const crowdedChangeEveryMs = 1_000;

/** One room as its visitors know it. */
export class PresenceRoom {
  readonly #incidentId: string;
  readonly #sessions = new Set<Session>();
  /** Sessions that lack what was sent last. */
  readonly #behind = new Set<Session>();
  #sent = '';
  #frame: Buffer = Buffer.alloc(0);
  #nextAtMs = 0;
  #mayHaveChanged = false;

  constructor(incidentId: string) {
    this.#incidentId = incidentId;
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  /** Takes note of a session that is here, or of what it told anew. */
  enter(session: Session): void {
    if (!this.#sessions.has(session)) this.#behind.add(session);
    this.#sessions.add(session);
    this.#mayHaveChanged = true;
  }

  leave(session: Session): void {
    this.#sessions.delete(session);
    this.#behind.delete(session);
    this.#mayHaveChanged = true;
  }

  /** Somebody ceased to write. */
  touch(): void {
    this.#mayHaveChanged = true;
  }

  /** Tells whoever is to be told, unless it is too soon after the last time. */
  flush(
    nowMs: number,
    toldBy: (session: Session) => Told | undefined,
    { mostPeople, canTake }: { mostPeople: number; canTake: (session: Session) => boolean },
  ): void {
    if (nowMs < this.#nextAtMs) return;
    if (!this.#mayHaveChanged && this.#behind.size === 0) return;
    if (this.#mayHaveChanged) this.#look(nowMs, toldBy, mostPeople);
    for (const session of this.#behind) {
      if (!canTake(session)) continue;
      this.#behind.delete(session);
      session.raw.write(this.#frame);
    }
  }

  #look(nowMs: number, toldBy: (session: Session) => Told | undefined, mostPeople: number): void {
    this.#mayHaveChanged = false;
    const everybody = peopleOf(this.#incidentId, this.#sessions, toldBy);
    const isCrowded = everybody.length > crowd;
    this.#nextAtMs = nowMs + (isCrowded ? crowdedChangeEveryMs : changeEveryMs);
    const people = mostLively(everybody, mostPeople);
    const frame: HubFrame = { type: 'presence', incidentId: this.#incidentId, people };
    const json = JSON.stringify(frame);
    if (json === this.#sent) return;
    this.#sent = json;
    this.#frame = frameText(json);
    for (const session of this.#sessions) this.#behind.add(session);
  }
}

/** Everybody with a device in the room, in one order; the devices of one person count together. */
function peopleOf(
  incidentId: string,
  sessions: Iterable<Session>,
  toldBy: (session: Session) => Told | undefined,
): PresentPerson[] {
  const people = new Map<string, PresentPerson>();
  for (const session of sessions) {
    const told = toldBy(session);
    if (!told) continue;
    const personId = session.who.person.id;
    const known = people.get(personId);
    people.set(personId, {
      personId,
      isPresent: told.isPresent || known?.isPresent === true,
      isTyping: told.typingIn === incidentId || known?.isTyping === true,
    });
  }
  return [...people.values()].sort(byId);
}

/** Who writes or is present goes before who is only connected. */
function mostLively(people: PresentPerson[], count: number): PresentPerson[] {
  if (people.length <= count) return people;
  const rank = ({ isTyping, isPresent }: PresentPerson) => (isTyping ? 0 : isPresent ? 1 : 2);
  return people
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, count)
    .sort(byId);
}

function byId(a: PresentPerson, b: PresentPerson): number {
  return a.personId < b.personId ? -1 : 1;
}
