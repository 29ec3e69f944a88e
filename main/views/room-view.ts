import type { Attachment } from '../../server/protocol/attachment.ts';
import { isOfAnIncident } from '../../server/protocol/commands.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import type { RoomPerson, RoomView } from '../ipc/room-views.ts';
import { worstFirst } from './alert-order.ts';
import type { Knowledge } from './knowledge.ts';
import { linkView } from './link-view.ts';
import { pendingCommand } from './pending.ts';
import { personView } from './people.ts';
import type { Rows } from './rows.ts';
import { owningTeamId, teamsAround } from './teams.ts';

/** Makes the views of rooms; keeps what is the same in all of them. */
export class RoomViews {
  readonly #rows: Rows;
  #people: { key: string; list: RoomPerson[] } = { key: '', list: [] };

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  of(incidentId: string, known: Knowledge): RoomView {
    const room = known.rooms.of(incidentId);
    // The mirror is further than what the hub told of a room that was asked for.
    const incident = known.incidents.get(incidentId) ?? room?.incident ?? null;
    const mine = known.outbox.filter(
      ({ command }) => isOfAnIncident(command) && command.incidentId === incidentId,
    );
    const { level, reason } = known.loudness;
    const service = incident?.service ?? null;
    return {
      me: known.me,
      link: linkView(known),
      sound: known.sound,
      loudness: { level, incidentId: known.loudness.incidentId, reason },
      incidentId,
      incident: incident && this.#rows.one(known, incident),
      alerts: worstFirst(known.alertsOf(incidentId)),
      history: room?.state ?? 'loading',
      historyProblem: room?.problem ?? null,
      people: this.#everybody(known),
      here: known.rooms.here(incidentId).map((one) => ({ ...one })),
      reads: { ...room?.log.reads },
      pending: mine.map((entry) => pendingCommand(entry, incident, known)),
      localAttachments: localAttachments(mine, known),
      teams: teamsAround(service, known),
      owningTeamId: owningTeamId(service, known),
      hooks: known.config.hooks,
      stopgapGraceMs: known.config.stopgapGraceMs,
      soughtTab: known.soughtTabIn(incidentId),
      sought: known.soughtIn(incidentId),
      clockSkewMs: known.clockSkewMs,
    };
  }

  #everybody({ people, peopleVersion, me }: Knowledge): RoomPerson[] {
    const key = `${peopleVersion} ${me?.id}`;
    if (key !== this.#people.key) {
      const list = [...people.values()].sort(compareNames).map((person) => ({
        ...personView(person.id, people, me?.id ?? null),
        side: person.side,
      }));
      this.#people = { key, list };
    }
    return this.#people.list;
  }
}

function compareNames(a: Person, b: Person): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}

/** What this laptop can tell of the attachments of messages that wait here. */
function localAttachments(
  entries: readonly OutboxEntry[],
  { attachmentOf }: Knowledge,
): Record<string, Attachment> {
  const found: Record<string, Attachment> = {};
  for (const { command } of entries) {
    if (command.type !== 'message.post') continue;
    for (const { hash, name } of command.attachments) {
      const stored = attachmentOf(hash);
      if (stored) found[hash] = { ...stored, name };
    }
  }
  return found;
}
