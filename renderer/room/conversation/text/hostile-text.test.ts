import { describe, expect, it } from 'vitest';
import { limits } from '../../../../server/protocol/limits.ts';
import { textToHtml } from './message-markdown.ts';

const people = [{ id: 'x', name: '<img src=x>' }];
const render = (text: string) => textToHtml(text, { people, me: null, mentions: null });

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<form action="https://evil.example"><button>x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<style>*{background:url(https://evil.example)}</style>',
  '<link rel=stylesheet href=https://evil.example>',
  '<base href=https://evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<p style="position:fixed;inset:0">x</p>',
  '<div onclick=alert(1) id=app name=tocsin>x</div>',
  '![x](https://evil.example/pixel.png)',
  '![x](x" onerror="alert(1))',
  '[x](https://e.example "\\" onmouseover=alert(1) x=\\"")',
  '[x](https://e.example/"onmouseover="alert(1))',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '`<img src=x onerror=alert(1)>`',
  '|<img src=x onerror=alert(1)>|\n|-|\n|<script>|',
  '# <img src=x onerror=alert(1)>',
  'https://e.example/<img src=x onerror=alert(1)>',
  '@<img src=x>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;',
  '<!--><img src=x onerror=alert(1)>-->',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
];

const allowedTags =
  /^(P|BR|HR|BLOCKQUOTE|UL|OL|LI|EM|STRONG|S|A|BDI|PRE|CODE|TABLE|THEAD|TBODY|TR|TH|TD|DIV|BUTTON)$/;
const allowedAttributes = /^(href|title|class|type|start|role|aria-label|tabindex)$/;

function expectHarmless(html: string): void {
  const page = document.createElement('div');
  page.innerHTML = html;
  for (const element of page.querySelectorAll('*')) {
    expect(element.tagName).toMatch(allowedTags);
    for (const { name, value } of element.attributes) {
      expect(name).toMatch(allowedAttributes);
      if (name === 'href') expect(value).toMatch(/^(https|mailto):/);
    }
  }
}

describe('hostile text', () => {
  it.each(payloads)('%s', (payload) => {
    const html = render(payload);
    expectHarmless(html);
    expect(html.trim()).not.toBe('');
  });

  it('makes no button and no class that we did not write', () => {
    const html = render('<button class="copy">x</button> <bdi class="mention me">y</bdi>');
    expect(html).not.toMatch(/<button|<bdi/);
  });
});

describe('endless text', () => {
  const size = limits.messageLength;
  it.each(
    ['[', ']', '*', '>', '> ', '- ', '`', '_', '(', '|', '![', '[](', '<', '&', '~~', '@', '@x ']
      .concat([
        '1. ',
        '\\',
        'https://',
        'a@',
        '**a ',
        '[a](',
        '|-',
        '\t',
        '``` ',
        '\u202e',
        '\ud800',
      ])
      .map((piece) => [piece]),
  )('%j over and over is shown soon', (piece) => {
    const startedAt = performance.now();
    const html = render(piece.repeat(Math.ceil(size / piece.length)).slice(0, size));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expectHarmless(html);
  });

  it('leaves nothing out that is nested too deeply', () => {
    expect(render(`${'> '.repeat(40)}the end`)).toContain('the end');
    expect(render(`${'- '.repeat(40)}the end`)).toContain('the end');
    const steps = Array.from({ length: 30 }, (_, level) => `${'  '.repeat(level)}- step ${level}`);
    expect(render(steps.join('\n'))).toContain('step 29');
  });
});
