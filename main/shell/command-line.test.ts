import { describe, expect, it } from 'vitest';
import { formatJoinLink } from '../../server/protocol/join.ts';
import { findLink, parseCommandLine } from './command-line.ts';

const link = formatJoinLink({ hub: 'https://hub.example', code: 'c'.repeat(32) });
const parse = (...words: string[]) => parseCommandLine(words, '/home/ana');

describe('the command line', () => {
  it('may be empty', () => {
    expect(parse()).toEqual({ profile: null, join: null, link: null, isHidden: false });
  });

  it('is found among what Chromium and Electron put there', () => {
    const words = ['/opt/tocsin', '--no-sandbox', '--disable-gpu', '--profile', 'raj', '--hidden'];
    expect(parse(...words, '--remote-debugging-port=0', '--join', link)).toEqual({
      profile: '/home/ana/raj',
      join: link,
      link: null,
      isHidden: true,
    });
  });

  it('takes values after an equals sign too', () => {
    expect(parse('--profile=/p', `--join=${link}`)).toMatchObject({ profile: '/p', join: link });
  });

  it('tells a link from outside from one that the user commanded', () => {
    expect(parse('--hidden', link, '--no-sandbox')).toMatchObject({ join: null, link });
  });

  it('does not trip over switches without their value', () => {
    expect(parse('--profile')).toMatchObject({ profile: null });
    expect(parse('--join')).toMatchObject({ join: null });
    expect(parse('--hidden=maybe')).toMatchObject({ isHidden: false });
  });
});

describe('a link among words', () => {
  it('is found wherever it stands', () => {
    expect(findLink(['--x', link, 'y'])).toBe(link);
  });

  it.each([
    ['of another scheme', 'https://hub.example/join?code=cccccccccccccccc'],
    ['to a hub without encryption', link.replace('https', 'http')],
    ['with another command', link.replace('//join', '//quit')],
    ['that is too long', `${link}${'x'.repeat(5_000)}`],
    ['that is no text', 7],
  ])('is not one %s', (_name, word) => expect(findLink([word])).toBeNull());
});
