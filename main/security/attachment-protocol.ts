import { isOwnUrl } from './app-origin.ts';

/**
 * Gives the bytes of an attachment; null when they cannot be had now. `mediaType` is what the bytes
 * are, not what somebody called them. `thumbnail` of an image that is not uploaded yet may be the
 * image itself.
 */
export type AttachmentReader = (
  hash: string,
  part: 'whole' | 'thumbnail',
) => Promise<{ bytes: Uint8Array; mediaType: string } | null>;

/** Pictures that the hub draws, which hold pixels and nothing else: never SVG, never HTML. */
const shownTypes = ['image/png', 'image/jpeg', 'image/webp'];

const address = /^\/attachment\/([0-9a-f]{64})(\/thumbnail)?$/;

/**
 * Answers `/attachment/<hash>` and `/attachment/<hash>/thumbnail` with an image; null when the
 * address is of something else. What is no image is not found: a window gets texts by their own
 * request, and saves everything else.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (7, 18)
 */
export async function answerAttachmentRequest(
  request: Pick<Request, 'method' | 'url'>,
  attachment: AttachmentReader | undefined,
): Promise<Response | null> {
  if (!isOwnUrl(request.url)) return null;
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/attachment/')) return null;
  const [, hash, thumbnail] = address.exec(pathname) ?? [];
  if (request.method !== 'GET') return refuse(405);
  if (hash === undefined) return refuse(404);
  const part = thumbnail === undefined ? 'whole' : 'thumbnail';
  const found = (await attachment?.(hash, part).catch(() => null)) ?? null;
  if (!found || !shownTypes.includes(found.mediaType)) return refuse(404);
  return new Response(new Uint8Array(found.bytes), { headers: headersFor(found.mediaType) });
}

function headersFor(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    // Even if somebody managed to open it as a page, it could do nothing.
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'attachment',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // An image that waits here looks otherwise once the hub has drawn it.
    'cache-control': 'no-store',
  };
}

function refuse(status: number): Response {
  return new Response('', { status, headers: headersFor('text/plain; charset=utf-8') });
}
