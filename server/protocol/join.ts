import { z } from 'zod';
import { Id, Person, Zone } from './identity.ts';
import { limits } from './limits.ts';

/** Scheme of the links that the desktop app answers to. */
export const linkScheme = 'tocsin';

export const JoinRequest = z.object({
  code: z.string().min(16).max(128),
  deviceName: z.string().min(1).max(limits.nameLength),
  platform: z.string().max(40),
  /** Where the laptop is. */
  zone: Zone.optional(),
});
export type JoinRequest = z.infer<typeof JoinRequest>;

export const JoinResponse = z.object({
  hubId: Id,
  person: Person,
  deviceId: Id,
  /** Shown once; the hub keeps only its SHA-256. */
  deviceToken: z.string(),
});
export type JoinResponse = z.infer<typeof JoinResponse>;

const JoinLink = z.object({
  /** Origin of the hub, https, or http on loopback. */
  hub: z
    .url({ protocol: /^https?$/ })
    .max(limits.urlLength)
    .transform((value) => new URL(value))
    .refine((url) => url.protocol === 'https:' || isLoopback(url.hostname), {
      message: 'The hub must be reached over https, or http on this machine only.',
    })
    .transform((url) => url.origin),
  code: z.string().min(16).max(128),
});
export type JoinLink = z.infer<typeof JoinLink>;

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Writes the link that `tocsin invite` prints. */
export function formatJoinLink(link: JoinLink): string {
  return `${linkScheme}://join?${new URLSearchParams({ hub: link.hub, code: link.code })}`;
}

/** Reads an invite link; hostile input gives null. */
export function parseJoinLink(text: string): JoinLink | null {
  const url = text.length > limits.urlLength ? null : parseUrl(text);
  if (!url) return null;
  const isJoin = url.host === 'join' || url.pathname.replace(/^\/+/, '') === 'join';
  if (url.protocol !== `${linkScheme}:` || !isJoin) return null;
  const parsed = JoinLink.safeParse(Object.fromEntries(url.searchParams));
  return parsed.success ? parsed.data : null;
}

/** As `URL.canParse`, which the oldest supported desktop runtime lacks. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
