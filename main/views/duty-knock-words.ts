import type { Swap } from '../../server/protocol/oncall.ts';
import type { DutyKnock } from '../hub/knocks.ts';
import { firstName, firstNameAtStart, sideInWords } from '../hub/words.ts';
import { oneLine } from '../pager/notification.ts';
import type { KnockIn, KnockWords } from '../pager/notification.ts';
import type { NotificationTarget } from '../pager/ports.ts';
import type { Knowledge } from './knowledge.ts';
import { timeOf, untilInWords } from './moments.ts';
import { channelInWords } from './page-words.ts';
import { momentInZone } from './zone-times.ts';

const onCalendar: NotificationTarget = { window: 'calendar', what: 'calendar' };
const onBoard: NotificationTarget = { window: 'board' };

/** A knock about who is on call, as the alarm takes it. */
export function dutyKnockInWords(knock: DutyKnock, known: Knowledge): KnockIn {
  const { title, body, reason } = wordsOf(knock, known);
  const content = { title, body: oneLine(body), severity: null, opens: targetOf(knock) };
  return { incidentId: null, reason, isForLookers: true, content };
}

function targetOf(knock: DutyKnock): NotificationTarget {
  switch (knock.kind) {
    case 'offer':
      return { window: 'calendar', what: 'take' };
    case 'silence':
      return { window: 'calendar', what: 'silences' };
    case 'shift':
    case 'swap':
    case 'gap':
      return onCalendar;
    case 'channel':
      return { window: 'settings' };
    case 'unreachable':
    case 'drill':
    case 'engine':
      return onBoard;
  }
}

function wordsOf(knock: DutyKnock, known: Knowledge): KnockWords {
  switch (knock.kind) {
    case 'shift':
      return shiftInWords(knock, known);
    case 'offer': {
      const { name, zone } = rotaOf(knock.rotaId, known);
      const who = firstNameAtStart(knock.personId, known.people);
      return {
        title: `Can you take ${name}?`,
        body: `${who} cannot be heard: ${knock.reason} Until ${momentInZone(knock.until, zone, known)}.`,
        reason: `${who} cannot be heard on call`,
      };
    }
    case 'swap':
      return swapInWords(knock.swap, known);
    case 'gap':
      return gapInWords(knock, known);
    case 'silence': {
      const { silence } = knock;
      const what = silence?.kind === 'maintenance' ? 'A maintenance window' : 'A silence';
      const until = silence === null ? 'within the hour' : `at ${timeOf(silence.until, known)}`;
      const reason = silence === null ? '' : `: ${silence.reason}`;
      return {
        title: `${what} ends ${until}`,
        body: `What still fires then calls again${reason}`,
        reason: `${what} ends soon`,
      };
    }
    case 'unreachable': {
      const since = timeOf(knock.since, known);
      if (knock.isMe) {
        return {
          title: 'The hub could not reach you on call',
          body: `No laptop of yours had a link since ${since}. You count as uncovered.`,
          reason: 'The hub could not reach you on call',
        };
      }
      const who = firstNameAtStart(knock.personId, known.people);
      return {
        title: `${who} is on call and cannot be reached`,
        body: `No laptop of theirs has had a link since ${since}.`,
        reason: `${who} is on call and cannot be reached`,
      };
    }
    case 'drill':
      return {
        title: 'The test of your alarm failed',
        body: knock.reason ?? 'Nobody confirmed that it was heard.',
        reason: 'The test of your alarm failed',
      };
    case 'channel': {
      const channel = channelInWords(knock.name);
      const isSent = knock.outcome === 'sent';
      return {
        title: isSent ? `A test was sent: ${channel}` : `The test failed: ${channel}`,
        body: isSent ? 'Look whether it arrives.' : (knock.problem ?? 'It could not be sent.'),
        reason: isSent ? 'A test of a channel was sent' : 'A test of a channel failed',
      };
    }
    case 'engine':
      return {
        title: 'The hub found a fault in its paging',
        body: knock.problem,
        reason: 'The hub found a fault in its paging',
      };
  }
}

function shiftInWords(
  { rotaId, isOnCall, personIds, until }: Extract<DutyKnock, { kind: 'shift' }>,
  known: Knowledge,
): KnockWords {
  const { name, zone, level } = rotaOf(rotaId, known);
  const end = until === null ? '' : ` until ${momentInZone(until, zone, known)}`;
  if (isOnCall) {
    const what = level === 'backup' ? 'You are the backup for' : 'You are on call for';
    return {
      title: `${what} ${name}${end}`,
      body: 'Keep this laptop open, with a link and its sound on.',
      reason: `${what} ${name}`,
    };
  }
  const [next] = personIds;
  const who = next === undefined ? 'Nobody' : firstNameAtStart(next, known.people);
  return {
    title: `Your shift for ${name} is over`,
    body: `${who} has it${end}.`,
    reason: `Your shift for ${name} is over`,
  };
}

function swapInWords(swap: Swap, known: Knowledge): KnockWords {
  const { name, zone } = rotaOf(swap.rotaId, known);
  const span = ({ from, until }: { from: string; until: string }): string => {
    return `${momentInZone(from, zone, known)} to ${momentInZone(until, zone, known)}`;
  };
  const isAskedOfMe = swap.toId === known.me?.id;
  const other = isAskedOfMe ? swap.fromId : swap.toId;
  const who = firstNameAtStart(other, known.people);
  const take = swap.take === null ? '' : `, for ${span(swap.take)}`;
  const body = `${name}: ${span(swap.give)}${take}`;
  const titles: Record<Swap['state'], string> = {
    asked: `${who} asks you to take a shift`,
    accepted: `${who} takes your shift`,
    declined: `${who} cannot take your shift`,
    withdrawn: `${who} does not ask you any more`,
    expired: isAskedOfMe
      ? `${who}'s question about a shift has expired`
      : `${who} did not answer: your shift stays yours`,
  };
  const title = titles[swap.state];
  return { title, body, reason: title };
}

const aheadInWords = { week: 'in a week', day: 'tomorrow', hour: 'within the hour' } as const;

function gapInWords(
  { gap, ahead }: Extract<DutyKnock, { kind: 'gap' }>,
  known: Knowledge,
): KnockWords {
  const team = known.config.teams.find(({ id }) => id === gap.teamId);
  const name = team?.name ?? `the ${sideInWords(gap.side)} side`;
  const [from, until] = [untilInWords(gap.from, known), untilInWords(gap.until, known)];
  const isOver = Date.parse(gap.from) - known.clockSkewMs <= known.now;
  const when = isOver ? 'now' : aheadInWords[ahead];
  const whom = gap.personIds.map((id) => firstName(id, known.people)).join(', ');
  return {
    title: `Nobody on call for ${name} ${when}`,
    body:
      gap.cause === 'unreachable'
        ? `${whom} cannot be reached. Until ${until}.`
        : `From ${from} to ${until}. Somebody has to take it.`,
    reason: `Nobody on call for ${name} ${when}`,
  };
}

/** A rota as people speak of it: by its team. */
function rotaOf(
  rotaId: string,
  { oncall, config }: Knowledge,
): { name: string; zone: string; level: 'oncall' | 'backup' } {
  const rota = oncall.rotas.find(({ id }) => id === rotaId);
  if (!rota) return { name: 'your team', zone: 'UTC', level: 'oncall' };
  const team = config.teams.find(({ id }) => id === rota.teamId);
  return { name: team?.name ?? rota.name, zone: rota.zone, level: rota.level };
}
