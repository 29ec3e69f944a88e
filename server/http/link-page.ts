import { createHash } from 'node:crypto';
import { describeSeats, describeTime, onOneLine } from '../desk/channel-message.ts';
import type { LinkEnd, LinkView } from '../desk/contract.ts';
import type { Severity } from '../protocol/severity.ts';

const style = `
:root { color-scheme: dark light; --back: #14161a; --text: #f0f1f3; --dim: #a8adb6; --line: #363a42;
  --accent: #7fb2ff; --on-accent: #0b1420; --critical: #ff6b63; --error: #ffab4a; --warning: #f2d04b;
  --info: #8fb8e8; }
@media (prefers-color-scheme: light) { :root { --back: #ffffff; --text: #17191d; --dim: #5a606b;
  --line: #d6d9de; --accent: #1f5fbf; --on-accent: #ffffff; --critical: #b81d13; --error: #9a4f00;
  --warning: #705800; --info: #2a5d96; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 17px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 34rem; margin: 0 auto; padding: 24px 16px; }
h1 { margin: 8px 0 16px; font-size: 26px; line-height: 1.25; }
p { margin: 0 0 8px; }
ul { margin: 16px 0; padding: 16px 0 0; border-top: 1px solid var(--line); list-style: none; }
.severity { font-weight: 700; letter-spacing: 0.04em; }
.critical { color: var(--critical); } .error { color: var(--error); }
.warning { color: var(--warning); } .info { color: var(--info); }
.dim { color: var(--dim); }
.said { margin: 24px 0; padding: 16px; border: 1px solid var(--line); border-radius: 6px;
  font-weight: 600; }
form { margin: 24px 0; }
button { display: block; width: 100%; min-height: 56px; margin: 0 0 16px; border: 1px solid var(--line);
  border-radius: 6px; background: transparent; color: var(--text); font: inherit; font-weight: 600; }
button.first { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
a { color: var(--accent); }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** No script, nothing from elsewhere, no frame around it, and nobody told where one came from. */
export const linkPageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; ` +
    `base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

const shapes: Record<Severity, string> = { critical: '◆', error: '▲', warning: '●', info: '○' };

/** The page behind the link of a message. */
export function linkPage(view: LinkView, nowMs: number): string {
  const { severity, service, title, number, openedAt, zone, seats } = view;
  const since = describeTime(openedAt, zone, nowMs);
  return page(
    `${severity.toUpperCase()} ${onOneLine(service)}`,
    `<p class="severity ${severity}">${shapes[severity]} ${severity.toUpperCase()} ` +
      `<bdi>${escapeHtml(onOneLine(service))}</bdi></p>` +
      `<h1><bdi>${escapeHtml(onOneLine(title))}</bdi></h1>` +
      `<p class="dim">#${number}, since ${escapeHtml(since)}, ${escapeHtml(ageOf(openedAt, nowMs))}</p>` +
      (view.state === 'open'
        ? formFor(view)
        : `<p class="said">${escapeHtml(said(view, nowMs))}</p>`) +
      `<ul>${describeSeats(seats)
        .map((line) => `<li>${escapeHtml(line)}</li>`)
        .join('')}</ul>`,
  );
}

/** Says what went wrong. @param backTo address of the page that was left; null: there is none */
export function problemPage(title: string, text: string, backTo: string | null): string {
  const back = backTo === null ? '' : `<p><a href="${escapeHtml(backTo)}">Back</a></p>`;
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${back}`);
}

function formFor({ person }: LinkView): string {
  return (
    `<form method="post"><p class="dim">You answer as ${escapeHtml(onOneLine(person))}.</p>` +
    `<button class="first" name="answer" value="acknowledge">I have it</button>` +
    `<button name="answer" value="decline">Can’t, call the next</button></form>`
  );
}

/** Why there is nothing to press. */
function said({ state, end, zone }: LinkView, nowMs: number): string {
  if (state === 'expired' || !end) {
    return 'This link has expired. Answer on your laptop, or by a newer message.';
  }
  const at = describeTime(end.at, zone, nowMs);
  const who = end.isSelf ? 'You' : end.by === null ? null : onOneLine(end.by);
  return `${wordsOf(end, who)}, at ${at}. There is nothing to do here.`;
}

function wordsOf({ how, isSelf }: LinkEnd, who: string | null): string {
  switch (how) {
    case 'acknowledged':
      return isSelf ? 'You have it' : `${who ?? 'Somebody'} has it`;
    case 'declined':
      return `${who ?? 'Somebody'} said that you can’t come, and others are called`;
    case 'held':
      return who === null ? 'You are not called any more' : `${who} let your side sleep`;
    case 'resolved':
      return who === null ? 'It is resolved' : `${who} resolved it`;
  }
}

function ageOf(openedAt: string, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(openedAt)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min ago`;
  return `${Math.floor(minutes / 60)} h ago`;
}

function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeHtml(title)} · Tocsin</title><style>${style}</style></head>` +
    `<body><main>${body}</main></body></html>\n`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
