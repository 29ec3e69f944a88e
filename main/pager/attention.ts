import type { Clock, Timer } from '../clock.ts';
import { Coalescer } from './coalescer.ts';
import { notificationOf } from './notification.ts';
import type { Loudness } from './loudness.ts';
import type { DrillNow, Page } from './loudness-input.ts';
import type { AlertWindowPort, Log, NotificationContent, Notifier } from './ports.ts';
import { isRinging, ringKey } from './ring.ts';

export interface AttentionOptions {
  clock: Clock;
  alertWindow: AlertWindowPort;
  notifier: Notifier;
  log: Log;
  /** These pages were put before the user's eyes. */
  onShown(incidentIds: string[]): void;
}

const reassertMs = 10_000;
/** Esc is respected for this long; then a siren that nobody answers comes back. */
const minimisedMs = 60_000;
const showAgainMs = 2_000;
/** What is known of earlier comes right after the page; both go into one notification. */
const gatherMs = 50;
const notifyMs = 5_000;
const knockEveryMs = 3_000;

/** Sees to it that what rings is seen: window, notification, taskbar. */
export class Attention {
  readonly #options: AttentionOptions;
  /** Pages that ring → what distinguishes this ring from an earlier one of the same incident. */
  #rings = new Map<string, string>();
  #ringing: Page[] = [];
  #level: Loudness['level'] = 'silent';
  #isShown = false;
  #isCalm = true;
  #isFlashing = false;
  #isNotified = false;
  #ownAlarm: string | null = null;
  #drillId: string | null = null;
  #minimisedAt: number | null = null;
  #shownAt: number | null = null;
  #showing: Promise<boolean> = Promise.resolve(false);
  #repeat: Timer | null = null;
  #notification: Timer | null = null;
  readonly #notifications: Coalescer;
  readonly #knocks: Coalescer;
  #knock: NotificationContent | null = null;

  constructor(options: AttentionOptions) {
    this.#options = options;
    this.#notifications = new Coalescer(
      options.clock,
      () => notifyMs,
      () => this.#notifySoon(),
    );
    this.#knocks = new Coalescer(
      options.clock,
      () => knockEveryMs,
      () => this.#notifyKnock(),
    );
  }

  /**
   * @param pages those of all open incidents, ringing or not
   * @param drill one that waits to be confirmed, whether or not it may sound
   */
  update(pages: readonly Page[], loudness: Loudness, drill: DrillNow | null): void {
    const isSirenAgain = loudness.level === 'siren' && this.#level !== 'siren';
    this.#level = loudness.level;
    this.#ringing = pages.filter(isRinging);
    const fresh = this.#takeRings();
    const ownAlarm = loudness.incidentId === null ? loudness.pattern : null;
    const isNewOwnAlarm = ownAlarm !== null && ownAlarm !== this.#ownAlarm;
    this.#ownAlarm = ownAlarm;
    if (fresh.length > 0) this.#notifications.ask();
    const toShow = fresh.filter(({ severity }) => severity !== 'info');
    const isNewDrill = drill !== null && drill.id !== this.#drillId;
    this.#drillId = drill?.id ?? null;
    if (toShow.length > 0 || isNewOwnAlarm || isSirenAgain || isNewDrill) this.#show(toShow);
    this.#settle(pages.length > 0 || ownAlarm !== null || drill !== null);
  }

  /** Something concerns this person; never in the place of a page that rings. */
  knock(content: NotificationContent): void {
    this.#knock = content;
    this.#knocks.ask();
  }

  /** The user put the window out of the way; the noise goes on. */
  minimise(): void {
    this.#minimisedAt = this.#options.clock.now();
    this.#options.alertWindow.minimise();
  }

  stop(): void {
    this.#repeat?.cancel();
    this.#notification?.cancel();
    this.#notifications.stop();
    this.#knocks.stop();
    // What is left on the screen would call for an app that is gone.
    if (this.#isNotified) this.#options.notifier.clear();
  }

  /** The pages that ring now and did not at the last update. */
  #takeRings(): Page[] {
    const before = this.#rings;
    this.#rings = new Map(this.#ringing.map((page) => [page.incidentId, ringKey(page)]));
    return this.#ringing.filter(({ incidentId }) => {
      return before.get(incidentId) !== this.#rings.get(incidentId);
    });
  }

  #show(pages: Page[]): void {
    const { clock, alertWindow, onShown, log } = this.#options;
    const now = clock.now();
    this.#minimisedAt = null;
    const isRecent = this.#shownAt !== null && now - this.#shownAt < showAgainMs;
    // In a storm the window is up already: taking the top twenty times a second helps nobody.
    if (!isRecent || !this.#isShown || this.#isCalm) {
      this.#shownAt = now;
      this.#showing = alertWindow.show();
    }
    this.#isShown = true;
    this.#isCalm = false;
    const ids = pages.map(({ incidentId }) => incidentId);
    this.#showing.then(
      (isVisible) => {
        if (isVisible && ids.length > 0) onShown(ids);
      },
      (fault: unknown) => log.error({ reason: String(fault) }, 'the alert window cannot be shown'),
    );
  }

  #settle(hasSomethingToShow: boolean): void {
    const { alertWindow, notifier } = this.#options;
    const isLoud = this.#level !== 'silent' && this.#level !== 'knock';
    const isWaiting = this.#ownAlarm !== null || this.#drillId !== null;
    const isCalling = this.#ringing.length > 0 || isWaiting;
    if (this.#isShown && !isCalling && !this.#isCalm) {
      this.#isCalm = true;
      alertWindow.calm();
    }
    if (this.#isShown && !hasSomethingToShow) {
      this.#isShown = false;
      alertWindow.hide();
    }
    if (this.#isFlashing !== (isCalling && isLoud)) {
      this.#isFlashing = isCalling && isLoud;
      alertWindow.flash(this.#isFlashing);
    }
    if (this.#isNotified && this.#ringing.length === 0) {
      this.#isNotified = false;
      notifier.clear();
    }
    this.#scheduleRepeat();
  }

  #scheduleRepeat(): void {
    const isCalling = this.#ringing.length > 0 || this.#drillId !== null;
    const isWanted = this.#isShown && this.#level === 'siren' && isCalling;
    if (!isWanted) {
      this.#repeat?.cancel();
      this.#repeat = null;
      return;
    }
    this.#repeat ??= this.#options.clock.after(reassertMs, () => {
      this.#repeat = null;
      const { clock, alertWindow } = this.#options;
      if (this.#minimisedAt === null || clock.now() - this.#minimisedAt >= minimisedMs) {
        this.#minimisedAt = null;
        alertWindow.reassert();
      }
      this.#scheduleRepeat();
    });
  }

  #notifySoon(): void {
    this.#notification?.cancel();
    this.#notification = this.#options.clock.after(gatherMs, () => this.#notify());
  }

  #notify(): void {
    const content = notificationOf(this.#ringing);
    if (!content) return;
    this.#isNotified = true;
    const infos = this.#ringing.filter(({ severity }) => severity === 'info');
    void this.#options.notifier.show(content).then((outcome) => {
      if (outcome.status !== 'shown') {
        this.#options.log.warn(outcome, 'the system did not show a notification');
      } else if (infos.length > 0) {
        this.#options.onShown(infos.map(({ incidentId }) => incidentId));
      }
    });
  }

  #notifyKnock(): void {
    const content = this.#knock;
    this.#knock = null;
    if (!content || this.#ringing.length > 0) return;
    void this.#options.notifier.show(content).then((outcome) => {
      if (outcome.status === 'shown') return;
      this.#options.log.warn(outcome, 'the system did not show a notification');
    });
  }
}
