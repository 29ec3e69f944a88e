import type { MessageEntry } from '../../../../server/protocol/room.ts';
import { type Callable, textToHtml } from './message-markdown.ts';
import { type SafeHtml, sanitise } from './sanitise.ts';

/** Messages as HTML that may be put into the page; each is made once. */
export class RenderedMessages {
  readonly #callable: Callable;
  readonly #known = new WeakMap<MessageEntry, SafeHtml>();

  constructor(callable: Callable) {
    this.#callable = callable;
  }

  of(entry: MessageEntry): SafeHtml {
    const known = this.#known.get(entry);
    if (known !== undefined) return known;
    const html = this.#render(entry.text, entry.mentions);
    this.#known.set(entry, html);
    return html;
  }

  /** Of a text that the hub has not seen yet. */
  ofText(text: string): SafeHtml {
    return this.#render(text, null);
  }

  #render(text: string, mentions: MessageEntry['mentions'] | null): SafeHtml {
    return sanitise(textToHtml(text, { ...this.#callable, mentions }));
  }
}
