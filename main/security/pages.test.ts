import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerPageRequest, privilegedScheme } from './app-protocol.ts';
import { appUrl, isOwnUrl } from './app-origin.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-pages-'));
  root = join(folder, 'renderer');
  await mkdir(join(root, 'alert'), { recursive: true });
  await mkdir(join(folder, 'renderer-private'));
  await writeFile(join(root, 'alert', 'index.html'), '<title>alert</title>');
  await writeFile(join(root, 'program.node'), 'native');
  await writeFile(join(folder, 'secret.json'), '{}');
  await writeFile(join(folder, 'renderer-private', 'secret.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true }));

const get = (url: string, method = 'GET') => answerPageRequest({ method, url }, root);

describe('our own addresses', () => {
  it('are told from others by their parts', () => {
    expect(appUrl('/alert/index.html')).toBe('tocsin-app://app/alert/index.html');
    expect(isOwnUrl(appUrl('alert/index.html'))).toBe(true);
  });

  it.each([
    'tocsin-app://other/alert/index.html',
    'tocsin-app://app.example/alert/index.html',
    'tocsin-app://app@evil/alert/index.html',
    'tocsin-app://user:password@app/alert/index.html',
    'tocsin-app:app/alert',
    'tocsin://app/',
    'https://app/',
    'file:///etc/passwd',
    'about:blank',
    'javascript:alert(1)',
    '',
  ])('do not include %s', (address) => expect(isOwnUrl(address)).toBe(false));
});

describe('the scheme of our pages', () => {
  it('is secure and does not bypass the policy', () => {
    expect(privilegedScheme.privileges).toMatchObject({ standard: true, secure: true });
    expect(privilegedScheme.privileges).not.toHaveProperty('bypassCSP');
  });

  it('serves a page with its policy', async () => {
    const answer = await get(appUrl('alert/index.html?x=1#y'));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<title>alert</title>');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['what is not there', appUrl('alert/other.html')],
    ['a folder', appUrl('alert')],
    ['the root', appUrl('')],
    ['a kind of file that pages do not need', appUrl('program.node')],
    ['what lies above, encoded', appUrl('%2e%2e/secret.json')],
    ['what lies above, encoded slash', appUrl('alert/..%2f..%2fsecret.json')],
    ['what lies above, backslash', appUrl('..%5csecret.json')],
    ['a folder whose name begins alike', appUrl('..%2frenderer-private%2fsecret.json')],
    ['an absolute path', appUrl('%2fetc%2fhosts.json')],
    ['a name with a zero byte', appUrl('alert/index.html%00.json')],
    ['a malformed escape', appUrl('%E0%A4%A.html')],
    ['another host', 'tocsin-app://other/alert/index.html'],
  ])('refuses %s', async (_name, url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  it('only reads', async () => {
    expect((await get(appUrl('alert/index.html'), 'POST')).status).toBe(405);
  });
});

describe('the content security policy', () => {
  it('is the one of the checklist', () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "font-src 'self'; media-src 'self'; connect-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        'trusted-types svelte-trusted-html dompurify',
    );
  });
});
