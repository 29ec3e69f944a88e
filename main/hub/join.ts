import { TocsinError } from '../../server/protocol/errors.ts';
import { JoinResponse, parseJoinLink } from '../../server/protocol/join.ts';
import type { JoinLink, JoinRequest } from '../../server/protocol/join.ts';
import { limits } from '../../server/protocol/limits.ts';
import { systemClock } from '../clock.ts';
import { askHub, parseJson, requireSuccess } from './hub-request.ts';
import type { Route } from './hub-request.ts';

const patienceMs = 10_000;

/** @throws TocsinError `invite_malformed` */
export function readInvite(text: string): JoinLink {
  const link = parseJoinLink(text.trim());
  if (!link) throw new TocsinError('invite_malformed');
  return link;
}

/**
 * Spends the invite: this device becomes one of the hub's.
 * @throws TocsinError `invite_unknown`, `invite_expired`, `invite_used`, `hub_unreachable`,
 *   `hub_untrusted`, `hub_answer_invalid`, or whatever else of the catalogue the hub answers
 */
export async function joinHub(
  link: JoinLink,
  device: Omit<JoinRequest, 'code'>,
  route: Route,
): Promise<JoinResponse> {
  const body = Buffer.from(JSON.stringify({ ...device, code: link.code } satisfies JoinRequest));
  const answer = await askHub({
    method: 'POST',
    url: new URL('/api/join', link.hub),
    headers: { 'content-type': 'application/json', 'content-length': body.length },
    body,
    route,
    clock: systemClock,
    limitBytes: limits.apiBodyBytes,
    patienceMs,
  });
  requireSuccess(answer);
  const parsed = JoinResponse.safeParse(parseJson(answer.bytes));
  if (!parsed.success) throw new TocsinError('hub_answer_invalid');
  return parsed.data;
}
