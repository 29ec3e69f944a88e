import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { JoinView } from '../../main/ipc/views.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { readInvite } from './invite.ts';

/** What the join window asks, and what came of it. */
export class JoinState {
  view = $state.raw<JoinView | null>(null);
  /** What is in the field. */
  pasted = $state('');
  /** Once sent, or left, the field says what is wrong. */
  isChecked = $state(false);
  /** Why the last request came to nothing; null when it did not. */
  failure = $state<string | null>(null);
  /** The user has read the outcome and wants to join once more. */
  #startsAnew = $state(false);
  /** What was sent last, for another try without a keychain. */
  #sentLink = $state<string | null>(null);
  readonly #tocsin: TocsinApi;

  readonly invite = $derived(readInvite(this.pasted));
  readonly stage = $derived(this.#startsAnew ? 'idle' : (this.view?.state ?? 'idle'));

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
    tocsin.on('join:view', (view) => {
      // Who opens the window after having joined wants to join another hub.
      if (this.view === null) this.#startsAnew = view.state === 'joined';
      else if (view.state !== this.view.state) this.#startsAnew = false;
      this.view = view;
    });
  }

  /** What is wrong with the field, in words; null when nothing is, or nobody asked yet. */
  get problem(): string | null {
    if (!this.isChecked) return null;
    if (this.invite.kind === 'bad') return this.invite.why;
    return this.invite.kind === 'nothing' ? 'Paste the invite link here first.' : null;
  }

  /** Sends what was pasted. */
  submit(): void {
    this.isChecked = true;
    if (this.invite.kind === 'good') this.#send(this.invite.link, false);
  }

  /** Yes to the link that came from outside. */
  acceptOffer(): void {
    const offered = this.view?.offered;
    if (offered) this.#send(offered.link, false);
  }

  /** Without a keychain: joins until Tocsin ends. */
  joinForThisRun(): void {
    const link = this.#sentLink ?? this.view?.offered?.link;
    if (link !== undefined) this.#send(link, true);
  }

  /** No, or done: the window closes. */
  dismiss(): void {
    this.#try(this.#tocsin.request('join:dismiss'));
  }

  startAnew(): void {
    this.#startsAnew = true;
    this.isChecked = false;
    this.pasted = '';
  }

  showSettings(): void {
    this.#try(this.#tocsin.request('board:show-settings'));
  }

  #send(link: string, rememberOnlyNow: boolean): void {
    this.#sentLink = link;
    this.#startsAnew = false;
    this.#try(this.#tocsin.request('join:accept', { link, rememberOnlyNow }));
  }

  #try(request: Promise<unknown>): void {
    this.failure = null;
    request.catch((fault: unknown) => {
      this.failure = failureInWords(fault);
    });
  }
}
