import { pushes } from './contract.ts';
import type { PageKind, PayloadOf, PushChannel } from './contract.ts';

/**
 * Checks what is about to be pushed to a page. For development: the types have said so already.
 * @throws Error when the page does not listen there or the payload is not of the contract's form
 */
export function assertPush<C extends PushChannel>(
  page: PageKind,
  channel: C,
  payload: PayloadOf<C>,
): void {
  const contract = pushes[channel];
  if (!pushTargets(channel).includes(page)) throw new Error(`${channel} is not for ${page}.`);
  const parsed = contract.payload.safeParse(payload);
  if (!parsed.success) throw new Error(`${channel} is malformed: ${parsed.error.message}`);
}

/** The pages that a channel goes to. */
export function pushTargets(channel: PushChannel): readonly PageKind[] {
  return pushes[channel].to;
}
