import type { MemberKey } from './oncall/rota.ts';
import type { JournalEvent } from './hub-events.ts';

/** Names of what events speak of by id. */
export interface AuditNames {
  person(id: MemberKey): string;
  key(id: string): string;
  device(id: string): string;
}

/** What an event changed about who is paged, in one line or more; null: nothing. */
export function auditWords(event: JournalEvent, names: AuditNames): string | null {
  switch (event.type) {
    case 'config.applied':
      return ['configuration in force', ...event.changes].join('\n');
    case 'config.refused':
      return `configuration refused\n${event.problem}`;
    case 'override.added': {
      const { rotaId, from, until, personId, insteadOf, reason, source } = event.override;
      const who = personId === null ? 'the next in turn' : names.person(personId);
      const instead = insteadOf === null ? '' : ` instead of ${names.person(insteadOf)}`;
      const why = [source, ...(reason === null ? [] : [reason])].join(': ');
      return `override of ${rotaId}: ${who}${instead} from ${from} until ${until} (${why})`;
    }
    case 'override.removed':
      return `override ${event.overrideId} removed`;
    case 'swap.changed': {
      const { rotaId, fromId, toId, give, state } = event.swap;
      const [from, to] = [names.person(fromId), names.person(toId)];
      return `swap of ${rotaId} ${state}: ${from} gives ${give.from} until ${give.until} to ${to}`;
    }
    case 'silence.created': {
      const { kind, service, matchers, from, until, reason } = event.silence;
      const labels = Object.entries(matchers).map(([label, value]) => `${label}=${value}`);
      const what = [...(service === null ? [] : [service]), ...labels].join(', ') || 'everything';
      return `${kind} of ${what} from ${from} until ${until}: ${reason}`;
    }
    case 'silence.ended':
      return event.cause === 'person' ? `silence ${event.silenceId} ended` : null;
    case 'seat.held': {
      const { kind, until, reason } = event.hold;
      if (kind !== 'stand-down') return null;
      return `${event.side} side of incident ${event.incidentId} stood down until ${until}: ${reason}`;
    }
    case 'key.created':
      return `key ${event.name} created for ${event.sender}`;
    case 'key.revoked':
      return `key ${names.key(event.integrationId)} revoked`;
    case 'invite.created':
      return `${event.person.name} invited as ${event.person.side}`;
    case 'person.enrolled':
      return `${event.person.name} joined as ${event.person.side}`;
    case 'device.added':
      return `device ${event.device.name} of ${names.person(event.device.personId)} added`;
    case 'device.removed':
      return `device ${names.device(event.deviceId)} removed`;
    case 'subscription.made': {
      const of = event.rotaId === null ? names.person(event.personId) : event.rotaId;
      return `calendar address of ${of} made for ${names.person(event.personId)}`;
    }
    case 'subscription.revoked':
      return 'calendar address revoked';
    default:
      return null;
  }
}
