import { textToHtml } from '../../conversation/text/message-markdown.ts';
import { type SafeHtml, sanitise } from '../../conversation/text/sanitise.ts';

const known = new Map<string, SafeHtml>();
/** More texts than all checklists of a room have. */
const most = 5_000;
const nobody = { people: [], me: null, mentions: null };

/** Text of a runbook as HTML that may be put into the page; each is made once. */
export function stepHtml(markdown: string): SafeHtml {
  const before = known.get(markdown);
  if (before !== undefined) return before;
  const html = sanitise(textToHtml(markdown, nobody));
  if (known.size >= most) known.clear();
  known.set(markdown, html);
  return html;
}
