import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Clock } from '../clock.ts';
import type {
  NotificationContent,
  NotificationOutcome,
  NotificationTarget,
  Notifier,
} from '../pager/ports.ts';

interface NotificationClass {
  new (options: NotificationConstructorOptions): Notification;
  isSupported(): boolean;
}

const replaced = 'it was replaced at once';
/** A daemon that has not shown it by now will not. */
const showTimeoutMs = 10_000;

export interface ToastsOptions {
  Notification: NotificationClass;
  clock: Clock;
  /** The user clicked it. */
  onClick(target: NotificationTarget): void;
}

/** The system's notifications: a bonus, one at a time, whose failure is told and harms nothing. */
export class Toasts implements Notifier {
  readonly #options: ToastsOptions;
  #current: Notification | null = null;
  /** Why the last one was not shown; null when it was, or none was tried. */
  #lastProblem: string | null = null;

  constructor(options: ToastsOptions) {
    this.#options = options;
  }

  problem(): string | null {
    if (!this.#options.Notification.isSupported()) return 'the desktop has no notifications';
    return this.#lastProblem;
  }

  async show(content: NotificationContent): Promise<NotificationOutcome> {
    const outcome = await this.#tryToShow(content);
    // One that another took the place of tells nothing about the system.
    if (outcome.status === 'shown') this.#lastProblem = null;
    else if (outcome.reason !== replaced) this.#lastProblem = outcome.reason;
    return outcome;
  }

  async #tryToShow(content: NotificationContent): Promise<NotificationOutcome> {
    try {
      if (!this.#options.Notification.isSupported()) {
        return { status: 'not-shown', reason: 'the desktop has no notifications' };
      }
      this.clear();
      return await this.#show(content);
    } catch (error) {
      return { status: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  clear(): void {
    const before = this.#current;
    this.#current = null;
    try {
      before?.close();
    } catch {
      // It is gone, as it should be.
    }
  }

  #show(content: NotificationContent): Promise<NotificationOutcome> {
    const { clock, onClick, Notification } = this.#options;
    const isUrgent = content.severity === 'critical' || content.severity === 'error';
    const toast = new Notification({
      title: content.title,
      body: withoutMarkup(content.body),
      // The siren is ours; a second sound from elsewhere would only blur it.
      silent: true,
      urgency: isUrgent ? 'critical' : 'normal',
      timeoutType: isUrgent ? 'never' : 'default',
    });
    this.#current = toast;
    return new Promise((resolve) => {
      const timer = clock.after(showTimeoutMs, () =>
        resolve({ status: 'not-shown', reason: 'no answer from the desktop in time' }),
      );
      const settle = (outcome: NotificationOutcome) => {
        timer.cancel();
        resolve(outcome);
      };
      toast.on('show', () => settle({ status: 'shown' }));
      toast.on('failed', (_event, reason) => settle({ status: 'failed', reason }));
      toast.on('click', () => onClick(content.opens));
      // The call waits for the notification daemon; window and sound go first.
      clock.after(0, () => {
        if (this.#current === toast) toast.show();
        else settle({ status: 'not-shown', reason: replaced });
      });
    });
  }
}

/** Notification daemons on Linux read the body as markup; text from outside must not become one. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}
