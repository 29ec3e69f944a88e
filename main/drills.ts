import type { Drill, SelfCheck } from '../server/protocol/oncall.ts';
import type { HubClient } from './hub/hub-client.ts';
import type { DrillView } from './ipc/duty-views.ts';
import type { Alarm } from './pager/alarm.ts';
import type { DrillNow } from './pager/loudness-input.ts';
import type { LaptopPorts } from './pager/ports.ts';
import { selfChecks } from './pager/self-check.ts';
import { clockTime } from './pager/local-time.ts';
import { oneLine } from './pager/notification.ts';
import { toLocal } from './views/knowledge.ts';
import { offsetMinutesHere } from './views/moments.ts';

export interface DrillsOptions {
  ports: Pick<LaptopPorts, 'clock' | 'log' | 'settings' | 'sound' | 'alertWindow' | 'notifier'>;
  client(): HubClient | null;
  meId(): string | null;
  deviceId(): string | null;
  alarm(): Alarm;
  /** What is to be shown or heard of a drill changed. */
  onChange(): void;
}

/** A drill that failed is shown for this long. */
const failedShownMs = 15 * 60_000;

/**
 * Drills of this laptop's person: looks at itself and tells the hub what it found, rings until the person
 * confirms, and says what is wrong.
 */
export class Drills {
  readonly #options: DrillsOptions;
  /** Drill → what this laptop found; empty while it looks. */
  readonly #found = new Map<string, readonly SelfCheck[]>();
  #heeded: unknown = null;

  constructor(options: DrillsOptions) {
    this.#options = options;
  }

  /** What is known of drills may have changed. */
  look(): void {
    const client = this.#options.client();
    if (client?.status.state !== 'online') return;
    const { drills } = client.mirror.oncall;
    if (drills === this.#heeded) return;
    this.#heeded = drills;
    const open = this.#mine().filter(({ state }) => state === 'open');
    for (const drill of open) {
      if (this.#found.has(drill.id) || this.#endOf(drill) <= this.#now()) continue;
      this.#found.set(drill.id, []);
      void this.#check(drill, client);
    }
    const known = new Set(drills.map(({ id }) => id));
    const isOpen = new Set(open.map(({ id }) => id));
    for (const id of this.#found.keys()) {
      if (!isOpen.has(id)) client.reports.drillOver(id);
      if (!known.has(id)) this.#found.delete(id);
    }
  }

  /** One that rings until it is confirmed; null when none does. */
  now(): DrillNow | null {
    const drill = this.#waiting();
    if (!drill) return null;
    return { id: drill.id, since: this.#localMs(drill.startedAt), until: this.#endOf(drill) };
  }

  /** One that waits for this person, or has just failed; null when there is none. */
  view(): DrillView | null {
    const drill = this.#waiting() ?? this.#failed();
    if (!drill) return null;
    const { id, rotaIds, startedAt, passBy, state } = drill;
    const skewMs = this.#options.client()?.clockSkewMs ?? 0;
    const rotas = this.#options.client()?.mirror.oncall.rotas ?? [];
    return {
      id,
      rotas: rotaIds.flatMap((rotaId) => rotas.find((rota) => rota.id === rotaId)?.name ?? []),
      startedAt: toLocal(startedAt, skewMs),
      passBy: toLocal(passBy, skewMs),
      state,
      checks: [...this.#checksOf(drill)],
    };
  }

  /** Forgets everything: another hub was joined, or none. */
  clear(): void {
    this.#found.clear();
    this.#heeded = null;
  }

  async #check(drill: Drill, client: HubClient): Promise<void> {
    const { ports, alarm, onChange } = this.#options;
    const isAudible = drill.kind === 'audible';
    try {
      // Whatever a page would do happens now, as far as nothing else is in its place.
      const hasWindow = isAudible ? await alarm().tryWindow() : ports.alertWindow.isReady();
      const notificationProblem = isAudible ? await this.#notify() : ports.notifier.problem();
      const sound = await alarm().trySound();
      const system = (await ports.sound.system?.().catch(() => null)) ?? null;
      const mutedUntil = alarm().sound.mutedUntil;
      const checks = selfChecks({
        ...{ hasWindow, notificationProblem, sound, system },
        link: client.status.state,
        volume: ports.settings.read().volume,
        mutedUntil: mutedUntil && clockTime(Date.parse(mutedUntil), offsetMinutesHere),
      });
      this.#found.set(drill.id, checks);
      client.reports.drill(drill.id, checks);
      this.#warn(checks);
    } catch (fault) {
      ports.log.error({ reason: String(fault) }, 'a drill could not be carried out');
    }
    onChange();
  }

  /** @returns why it was not shown, in words; null when it was */
  async #notify(): Promise<string | null> {
    const { alarm, ports } = this.#options;
    // A real page's is not to be replaced by a test's.
    if (alarm().ringing.length > 0) return ports.notifier.problem();
    const outcome = await ports.notifier.show({
      title: 'Can you hear me?',
      body: 'A test of your alarm: confirm it in the window of Tocsin.',
      severity: null,
      opens: { window: 'front' },
    });
    return outcome.status === 'shown' ? null : outcome.reason;
  }

  /** What is wrong is said at once: there is time to mend it before somebody needs this laptop. */
  #warn(checks: readonly SelfCheck[]): void {
    const wrong = checks.flatMap(({ isOk, detail }) => (isOk ? [] : [detail ?? '']));
    if (wrong.length === 0) return;
    this.#options.alarm().tell({
      title: 'You would not hear a page on this laptop',
      body: oneLine(wrong.join(' ')),
      severity: null,
      opens: { window: 'settings' },
    });
  }

  #waiting(): Drill | null {
    const client = this.#options.client();
    const isConfirmed = (id: string): boolean =>
      client?.outbox.entries.some(
        ({ command, state }) =>
          command.type === 'drill.confirm' && command.drillId === id && state !== 'refused',
      ) === true;
    const open = this.#mine().filter((drill) => {
      const isOpen = drill.state === 'open' && drill.kind === 'audible';
      return isOpen && this.#endOf(drill) > this.#now() && !isConfirmed(drill.id);
    });
    return newest(open);
  }

  /** The last one of this person, if it failed a short time ago. */
  #failed(): Drill | null {
    const last = newest(this.#mine());
    if (last?.state !== 'failed' || last.endedAt === null) return null;
    return this.#now() < this.#localMs(last.endedAt) + failedShownMs ? last : null;
  }

  #checksOf({ id, reports }: Drill): readonly SelfCheck[] {
    const found = this.#found.get(id) ?? [];
    if (found.length > 0) return found;
    const deviceId = this.#options.deviceId();
    return reports.find((report) => report.deviceId === deviceId)?.checks ?? [];
  }

  #mine(): Drill[] {
    const meId = this.#options.meId();
    const drills = this.#options.client()?.mirror.oncall.drills ?? [];
    return drills.filter(({ personId }) => personId === meId);
  }

  #endOf({ passBy }: Drill): number {
    return this.#localMs(passBy);
  }

  #localMs(instant: string): number {
    return Date.parse(instant) - (this.#options.client()?.clockSkewMs ?? 0);
  }

  #now(): number {
    return this.#options.ports.clock.now();
  }
}

function newest(drills: readonly Drill[]): Drill | null {
  const isLater = (a: Drill, b: Drill | null): boolean => b === null || a.startedAt > b.startedAt;
  return drills.reduce<Drill | null>((last, one) => (isLater(one, last) ? one : last), null);
}
