import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { Settings, SettingsView, SoundPattern } from '../../main/ipc/views.ts';
import { ChannelsState } from './channels-state.svelte.ts';
import { failureInWords } from '../design/failure-in-words.ts';

export type Field = keyof Settings;

/** What the settings show, and what can be changed there. Changes apply at once. */
export class SettingsState {
  view = $state.raw<SettingsView | null>(null);
  /** RMS of what really goes out, 0 to 1. */
  level = $state(0);
  /** Why a field does not hold what was put into it. */
  problems = $state.raw<Partial<Record<Field, string>>>({});
  /** Why the last request came to nothing; null when it did not. */
  failure = $state<string | null>(null);
  /** Set here, not yet confirmed by the main process. */
  #wished = $state.raw<Partial<Settings>>({});
  readonly channels: ChannelsState;
  readonly #tocsin: TocsinApi;

  readonly settings: Settings | null = $derived(
    this.view === null ? null : { ...this.view.settings, ...this.#wished },
  );

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
    this.channels = new ChannelsState(tocsin);
    tocsin.on('settings:view', (view) => {
      this.view = view;
      this.channels.take(view);
    });
    tocsin.on('settings:level', ({ level }) => (this.level = level));
  }

  /** Shows a value before it is set, while a slider is dragged for one. */
  wish<F extends Field>(field: F, value: Settings[F]): void {
    this.#wished = { ...this.#wished, [field]: value };
  }

  /** Says why a field cannot hold what was put into it; nothing is changed. */
  complain(field: Field, why: string): void {
    this.problems = { ...this.problems, [field]: why };
  }

  async set<F extends Field>(field: F, value: Settings[F]): Promise<void> {
    this.wish(field, value);
    const { [field]: _solved, ...otherProblems } = this.problems;
    this.problems = otherProblems;
    try {
      const settings = await this.#tocsin.request('settings:change', { [field]: value });
      if (this.view !== null) this.view = { ...this.view, settings };
    } catch (fault) {
      this.complain(field, `Not changed. ${failureInWords(fault)}`);
    }
    // A later wish for the same field is still under way, and its own answer ends it.
    if (this.#wished[field] !== value) return;
    const { [field]: _done, ...otherWishes } = this.#wished;
    this.#wished = otherWishes;
  }

  preview(pattern: SoundPattern): void {
    this.#try(this.#tocsin.request('settings:preview-sound', { pattern }));
  }

  testAlarm(): void {
    this.#try(this.#tocsin.request('settings:test-alarm'));
  }

  /** 0 ends a mute. */
  mute(minutes: number): void {
    this.#try(this.#tocsin.request('settings:mute', { minutes }));
  }

  /** Rings a drill at this person's laptops. */
  startDrill(): void {
    this.#try(this.#tocsin.request('drill:start'));
  }

  showJoin(): void {
    this.#try(this.#tocsin.request('settings:show-join'));
  }

  leave(): void {
    this.#try(this.#tocsin.request('settings:leave-hub'));
  }

  #try(request: Promise<unknown>): void {
    this.failure = null;
    request.catch((fault: unknown) => {
      this.failure = failureInWords(fault);
    });
  }
}
