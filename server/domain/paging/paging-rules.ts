import type { Person, Side } from '../../protocol/identity.ts';
import type { ChannelKind } from '../../protocol/paging.ts';
import { noDuty } from '../oncall/duty-rules.ts';
import type { DutyRules } from '../oncall/duty-rules.ts';
import { defaultPolicy } from './policy.ts';
import type { Policy, Target } from './policy.ts';

/** A way to reach somebody without a laptop, as the config names it. */
export interface PersonalChannel {
  /** `email`, `ntfy`, or the name of a webhook in the config. */
  name: string;
  kind: ChannelKind;
  /** Where: an e-mail address, a topic, or what the webhook is told as `to`. */
  address: string;
  /** How long after a page that nobody answers. */
  afterMs: number;
}

/** A team that fills a seat. */
export interface SeatTeam {
  id: string;
  name: string;
  /** Of those who have joined. */
  memberIds: readonly string[];
}

/**
 * What of config, rotas and overrides the paging of people reads, as of one moment. People are ids of
 * those who have joined and have a device or a channel: nobody else can be called.
 */
export interface PagingRules {
  policyOf(service: string): Policy;
  /** Whom a target means now on this side, in the order in which they are to be named. */
  resolve(service: string, side: Side, target: Target): readonly string[];
  /** Whether it is a time of business for the side's team; null: it has no hours. */
  isOpen(service: string, side: Side): boolean | null;
  /** Null when the config names none. */
  teamOf(service: string, side: Side): SeatTeam | null;
  /** In the order of their delays. */
  channelsOf(personId: string): readonly PersonalChannel[];
  /** Rotas and who may be on call. */
  duty: DutyRules;
}

/** Of a hub without a config: everybody on a side is on call for everything. */
export function pagingWithoutConfig(people: readonly Person[]): PagingRules {
  const onSide = (side: Side) => people.filter((one) => one.side === side).map(({ id }) => id);
  return {
    policyOf: () => defaultPolicy,
    resolve: (_service, side, target) =>
      target.kind === 'role' && target.side === side && target.role === 'oncall'
        ? onSide(side)
        : [],
    isOpen: () => null,
    teamOf: () => null,
    channelsOf: () => [],
    duty: noDuty,
  };
}
