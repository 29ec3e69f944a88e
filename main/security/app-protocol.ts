import { readFile } from 'node:fs/promises';
import { extname, join, normalize, relative, isAbsolute } from 'node:path';
import type { CustomScheme, Protocol } from 'electron';
import { appScheme, isOwnUrl } from './app-origin.ts';
import { answerAttachmentRequest } from './attachment-protocol.ts';
import type { AttachmentReader } from './attachment-protocol.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** To be given to `protocol.registerSchemesAsPrivileged` before the app is ready. */
export const privilegedScheme: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/**
 * Serves the files below `root` to our pages, and the images of attachments; nothing else on the disk.
 * @param attachment see `AttachmentReader`; without it there are none
 */
export function serveAppPages(
  protocol: Pick<Protocol, 'handle'>,
  root: string,
  attachment?: AttachmentReader,
): void {
  protocol.handle(
    appScheme,
    async (request) =>
      (await answerAttachmentRequest(request, attachment)) ?? answerPageRequest(request, root),
  );
}

/** @see https://www.electronjs.org/docs/latest/tutorial/security (18) */
export async function answerPageRequest(
  request: Pick<Request, 'method' | 'url'>,
  root: string,
): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  const file = fileBelow(root, request.url);
  const contentType = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || contentType === undefined) return refuse(404);
  try {
    const body = await readFile(file);
    return new Response(new Uint8Array(body), { headers: headersFor(contentType) });
  } catch {
    return refuse(404);
  }
}

/** The file that the address names; null when it is not below the root. */
function fileBelow(root: string, address: string): string | null {
  if (!isOwnUrl(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(root, path));
  const below = relative(root, file);
  const isBelow = below !== '' && !isAbsolute(below) && !/^\.\.(?:[/\\]|$)/.test(below);
  return isBelow ? file : null;
}

function headersFor(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

function refuse(status: number): Response {
  return new Response('', { status, headers: headersFor('text/plain; charset=utf-8') });
}
