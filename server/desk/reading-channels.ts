import type { ChannelsAnswer } from '../protocol/channels-api.ts';
import type { Surroundings } from './surroundings.ts';

/** How the hub reaches a person without a laptop, in the order of the delays. */
export function readChannels(
  { journal, paging, clock }: Surroundings,
  personId: string,
): Promise<ChannelsAnswer> {
  return journal.write((transaction) => {
    const channels = paging.rules(transaction, clock.now()).channelsOf(personId);
    return { channels: channels.map((channel) => ({ ...channel })) };
  });
}
