import { describe, expect, it } from 'vitest';
import { formatJoinLink } from '../../server/protocol/join.ts';
import { readInvite } from './invite.ts';

const hub = 'https://hub.example';
const link = formatJoinLink({ hub, code: 'abcdefghijklmnopqrst' });

describe('a pasted invite', () => {
  it('is nothing when nothing is there', () => {
    expect(readInvite(' \n')).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['alone', link],
    ['with space around it', `  ${link}\n`],
    ['in a line of a chat', `Here you are: <${link}> (good for a day)`],
    ['in quotes', `"${link}"`],
  ])('is read %s', (_where, pasted) => {
    expect(readInvite(pasted)).toEqual({ kind: 'good', link, hub });
  });

  it.each([
    ['https://hub.example/join', /web address.*tocsin:\/\/join/],
    ['hello', /no invite link/],
    ['tocsin://join?code=abcdefghijklmnopqrst', /which hub/],
    ['tocsin://join?hub=https%3A%2F%2Fhub.example', /end of the link is missing/],
    ['tocsin://join?hub=https%3A%2F%2Fhub.example&code=abc', /end of the link is missing/],
    [
      'tocsin://join?hub=http%3A%2F%2Fhub.example%3A4949&code=abcdefghijklmnopqrst',
      /hub\.example:4949 .*without encryption/,
    ],
    ['tocsin://join?hub=nowhere&code=abcdefghijklmnopqrst', /cannot be read/],
    ['tocsin://elsewhere?hub=https%3A%2F%2Fhub.example&code=abcdefghijklmnopqrst', /new invite/],
  ])('says what is wrong with %s', (pasted, why) => {
    expect(readInvite(pasted)).toEqual({ kind: 'bad', why: expect.stringMatching(why) as string });
  });

  it('takes plain http on this machine', () => {
    const local = formatJoinLink({ hub: 'http://127.0.0.1:4949', code: 'abcdefghijklmnopqrst' });
    expect(readInvite(local)).toMatchObject({ kind: 'good', hub: 'http://127.0.0.1:4949' });
  });
});
