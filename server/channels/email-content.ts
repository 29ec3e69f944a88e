import { describePages, describeSeats, describeTime, onOneLine } from '../desk/channel-message.ts';
import type { ChannelMessage, MessagePage } from '../desk/contract.ts';
import { linkOf } from './links.ts';

/** What a mail says, as text and as HTML. */
export interface EmailContent {
  subject: string;
  text: string;
  html: string;
}

interface Words {
  title: string;
  lines: string[];
  link: string;
}

/** @param publicUrl of the hub, without a slash at its end */
export function emailContent(
  message: ChannelMessage,
  publicUrl: string,
  nowMs: number,
): EmailContent {
  const pages = message.pages.map((page) => wordsOf(page, message.zone, publicUrl, nowMs));
  const closing = closingOf(message);
  const blocks = pages.map(({ title, lines, link }) =>
    [title, ...lines, `Answer: ${link}`].join('\n'),
  );
  return {
    subject: describePages(message),
    text: `${[...blocks, closing.join('\n')].join('\n\n')}\n`,
    html: htmlOf(pages, closing),
  };
}

function wordsOf(page: MessagePage, zone: string, publicUrl: string, nowMs: number): Words {
  const { severity, service, number, title, openedAt, seats } = page;
  const since = `#${number}, since ${describeTime(openedAt, zone, nowMs)}`;
  return {
    title: `${severity.toUpperCase()} ${onOneLine(service)}: ${onOneLine(title)}`,
    lines: [since, ...describeSeats(seats)],
    link: linkOf(publicUrl, page),
  };
}

function closingOf({ pages, moreCount, limit, person }: ChannelMessage): string[] {
  if (pages.length === 0) {
    return ['This is a test: pages can reach you here. Nobody is called.'];
  }
  const more = `And ${moreCount} more: open Tocsin on your laptop.`;
  const last = `This is the last mail for now: you got ${limit ?? 0} within an hour.`;
  return [
    ...(moreCount > 0 ? [more] : []),
    ...(limit === null ? [] : [last]),
    `${onOneLine(person.name)}, whoever opens a link answers in your name: pass no mail on.`,
  ];
}

function htmlOf(pages: readonly Words[], closing: readonly string[]): string {
  const blocks = pages.map(
    ({ title, lines, link }) =>
      `<p><strong>${escapeHtml(title)}</strong><br>${lines.map(escapeHtml).join('<br>')}</p>` +
      `<p><a href="${escapeHtml(link)}">Answer: I have it, or I can’t</a></p>`,
  );
  const end = closing.map((line) => `<p>${escapeHtml(line)}</p>`);
  return `<!doctype html><html lang="en"><body>${[...blocks, ...end].join('')}</body></html>\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
