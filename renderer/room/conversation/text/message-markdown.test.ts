import { describe, expect, it } from 'vitest';
import type { Mentions } from '../../../../server/protocol/message.ts';
import { textToHtml } from './message-markdown.ts';

const people = [
  { id: 'ana', name: 'Ana Kovač' },
  { id: 'raj', name: 'Raj Patel' },
];
const me = { id: 'raj', side: 'sre' };
const render = (text: string, mentions: Mentions | null = null) =>
  textToHtml(text, { people, me, mentions });

function draw(text: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = render(text);
  return element;
}

describe('text of a message', () => {
  it('knows lists, emphasis, quotes, tables and code', () => {
    const page = draw('- **one**\n- _two_\n\n> said\n\n|a|b|\n|-|-:|\n|1|2|\n\n```sh\nls <x>\n```');
    expect(page.querySelectorAll('li')).toHaveLength(2);
    expect(page.querySelector('strong')?.textContent).toBe('one');
    expect(page.querySelector('blockquote')?.textContent?.trim()).toBe('said');
    expect(page.querySelector('.table td.right')?.textContent).toBe('2');
    expect(page.querySelector('pre code')?.textContent).toBe('ls <x>');
    expect(page.querySelector('.code button')?.textContent).toBe('Copy');
  });

  it('keeps line breaks, and makes no headings of log lines', () => {
    expect(draw('one\ntwo').querySelectorAll('br')).toHaveLength(1);
    expect(draw('a log line\n-----\nanother').querySelector('.heading')).toBeNull();
    expect(draw('# Loud').querySelector('p.heading')?.textContent).toBe('Loud');
  });

  it('links only to https and mail, and says where to', () => {
    const page = draw('[graphs](https://grafana.example/d/1) https://a.example/x <b@c.example>');
    const links = [...page.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      'https://grafana.example/d/1',
      'https://a.example/x',
      'mailto:b@c.example',
    ]);
    const hosts = [...page.querySelectorAll('.host')].map((host) => host.textContent);
    expect(hosts).toEqual(['grafana.example']);
  });

  it.each([
    'http://plain.example',
    '[x](http://plain.example)',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](file:///etc/passwd)',
    '[x](tocsin-app://app/board/index.html)',
    '<javascript:alert(1)>',
    '[x](https://user:secret@evil.example)',
    '[x](//evil.example)',
  ])('does not link %s', (text) => {
    const page = draw(text);
    expect(page.querySelector('a:not([href="https://user/"])')).toBeNull();
    expect(page.textContent).not.toBe('');
  });

  it('is not fooled about the host', () => {
    const page = draw('[https://hub.example](https://evil.example/https://hub.example)');
    expect(page.querySelector('.host')?.textContent).toBe('evil.example');
  });
});

describe('mentions', () => {
  it('marks who is called, and the reader more', () => {
    const page = draw('@ana and @Raj Patel and @sre, not `@raj`, nor x@raj');
    const marks = [...page.querySelectorAll('.mention')].map((one) => [
      one.textContent,
      one.classList.contains('me'),
    ]);
    expect(marks).toEqual([
      ['@ana', false],
      ['@Raj Patel', true],
      ['@sre', true],
    ]);
  });

  it('marks only whom the hub has called', () => {
    const html = render('@ana @raj', { people: ['ana'], sides: [] });
    expect(html.match(/class="mention/g)).toHaveLength(1);
    expect(html).toContain('@raj');
  });
});
