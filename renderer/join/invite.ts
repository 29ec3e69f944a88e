import { linkScheme, parseJoinLink, type JoinLink } from '../../server/protocol/join.ts';

/** An invite as pasted: ready to be sent, or what is wrong with it. */
export type Invite =
  { kind: 'nothing' } | { kind: 'good'; link: string; hub: string } | { kind: 'bad'; why: string };

/** Reads what somebody pasted, be it the link alone or the line of a chat that holds it. */
export function readInvite(pasted: string): Invite {
  const text = pasted.trim();
  if (text === '') return { kind: 'nothing' };
  const link = /tocsin:[^\s"'<>`]+/i.exec(text)?.[0] ?? text;
  const parsed = parseJoinLink(link);
  if (parsed !== null) return { kind: 'good', link, hub: parsed.hub };
  return { kind: 'bad', why: whatIsWrong(link) };
}

function whatIsWrong(link: string): string {
  const url = parseUrl(link);
  if (url === null || url.protocol !== `${linkScheme}:`) {
    const what = /^https?:$/.test(url?.protocol ?? '') ? 'a web address' : 'no invite link';
    return `This is ${what}. An invite link begins with ${linkScheme}://join?`;
  }
  const given = Object.fromEntries(url.searchParams) as Partial<JoinLink>;
  if (!given.hub) return 'The link does not say which hub. Copy the whole link.';
  const hub = parseUrl(given.hub);
  if (hub === null)
    return 'The address of the hub in this link cannot be read. Ask for a new invite.';
  if (!given.code || given.code.length < 16) {
    return 'The end of the link is missing. Copy the whole link.';
  }
  if (hub.protocol === 'http:') {
    return `The hub ${hub.host} would be reached without encryption. Ask for an invite with an https address.`;
  }
  return 'This link cannot be read. Ask for a new invite.';
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
