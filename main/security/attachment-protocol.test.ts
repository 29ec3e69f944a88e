import { describe, expect, test } from 'vitest';
import { appUrl } from './app-origin.ts';
import { answerAttachmentRequest } from './attachment-protocol.ts';
import type { AttachmentReader } from './attachment-protocol.ts';

const hash = 'ab'.repeat(32);
const asked: string[] = [];
const png: AttachmentReader = (name, part) => {
  asked.push(`${name} ${part}`);
  return Promise.resolve({ bytes: Buffer.from('pixels'), mediaType: 'image/png' });
};
const get = (path: string, reader: AttachmentReader | undefined = png, method = 'GET') =>
  answerAttachmentRequest({ method, url: appUrl(path) }, reader);

test('an image is served, unable to do anything', async () => {
  asked.length = 0;
  const answer = await get(`attachment/${hash}`);
  expect(answer?.status).toBe(200);
  expect(await answer?.text()).toBe('pixels');
  expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
    'content-type': 'image/png',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect((await get(`attachment/${hash}/thumbnail?again=1`))?.status).toBe(200);
  expect(asked).toEqual([`${hash} whole`, `${hash} thumbnail`]);
});

describe('not found is', () => {
  const of = (mediaType: string): AttachmentReader => {
    return () => Promise.resolve({ bytes: Buffer.from('<svg/>'), mediaType });
  };

  test.each([
    'image/svg+xml',
    'text/html',
    'text/plain',
    'application/octet-stream',
    'image/gif',
    'image/png; x',
    '',
  ])('what is %j', async (mediaType) => {
    const answer = await get(`attachment/${hash}`, of(mediaType));
    expect([answer?.status, await answer?.text()]).toEqual([404, '']);
  });

  test.each([
    `attachment/${hash.toUpperCase()}`,
    `attachment/${hash.slice(1)}`,
    `attachment/${hash}/`,
    `attachment/${hash}/whole`,
    'attachment/',
    'attachment/..%2f..%2fetc%2fpasswd',
    `attachment/%61${hash.slice(1)}`,
  ])('%s', async (path) => expect((await get(path))?.status).toBe(404));

  test('what cannot be had now', async () => {
    expect((await get(`attachment/${hash}`, () => Promise.resolve(null)))?.status).toBe(404);
    const failing = () => Promise.reject(new Error('no disk'));
    expect((await get(`attachment/${hash}`, failing))?.status).toBe(404);
    const request = { method: 'GET', url: appUrl(`attachment/${hash}`) };
    expect((await answerAttachmentRequest(request, undefined))?.status).toBe(404);
  });
});

test('nothing is changed by an address', async () => {
  expect((await get(`attachment/${hash}`, png, 'POST'))?.status).toBe(405);
});

test('everything else is left to the pages', async () => {
  expect(await get('room/index.html')).toBeNull();
  expect(await get('attachments/index.html')).toBeNull();
  const elsewhere = { method: 'GET', url: `tocsin-app://other/attachment/${hash}` };
  expect(await answerAttachmentRequest(elsewhere, png)).toBeNull();
});
