import type { RequestOf } from '../ipc/contract.ts';
import type { Settings, SoundPattern, SoundView } from '../ipc/views.ts';
import { toInstant } from '../clock.ts';
import type { Timer } from '../clock.ts';
import { Attention } from './attention.ts';
import { Coalescer } from './coalescer.ts';
import { decideLoudness } from './loudness.ts';
import type { DrillNow, KnockNow, LoudnessInput, Page } from './loudness-input.ts';
import type { KnockIn } from './notification.ts';
import type { Loudness } from './loudness.ts';
import type { OffsetMinutesAt } from './local-time.ts';
import type { LaptopPorts, NotificationContent } from './ports.ts';
import { isRinging } from './ring.ts';
import type { SoundHealth } from './sound-health.ts';
import { Sounder } from './sounder.ts';
import { ToldRings } from './told-rings.ts';

export interface AlarmOptions {
  ports: Pick<LaptopPorts, 'clock' | 'log' | 'sound' | 'alertWindow' | 'notifier'>;
  offsetMinutesAt: OffsetMinutesAt;
  settings(): Settings;
  /** What is known now. */
  pages(): readonly Page[];
  cutOffSince(): number | null;
  /** One that waits for this person. */
  drill(): DrillNow | null;
  onReceipts(stage: 'shown' | 'sounded' | 'seen', incidentIds: string[]): void;
  onDevice(device: 'audible' | 'silent'): void;
  /** Loudness, mute, test or sound health changed: windows and tray show them. */
  onChange(): void;
}

const testMs = 10_000;
/** One knock for all who call within this time. */
const knockEveryMs = 3_000;
/** A storm is looked at this often; the first change at once. */
const updateMs = 50;
/** The wall clock may be set while nothing else happens. */
const longestSleepMs = 60_000;

/** Carries out what `decideLoudness` decides, again whenever anything changes or falls due. */
export class Alarm {
  readonly #options: AlarmOptions;
  readonly #sounder: Sounder;
  readonly #attention: Attention;
  readonly #updates: Coalescer;
  readonly #sounded = new ToldRings();
  readonly #seen = new ToldRings();
  #pages: readonly Page[] = [];
  #loudness: Loudness;
  #timer: Timer | null = null;
  #mutedUntil: number | null = null;
  #test: LoudnessInput['test'] = null;
  #knock: KnockNow | null = null;
  #knockedAt = -Infinity;
  #focusedRoomId: string | null = null;
  #awakeSince: number;

  constructor(options: AlarmOptions) {
    const { clock } = options.ports;
    this.#options = options;
    this.#awakeSince = clock.now();
    this.#sounder = new Sounder({
      ...options.ports,
      onHealth: ({ device }) => {
        if (device !== 'unknown') options.onDevice(device);
        this.update();
        options.onChange();
      },
      onHeard: () => this.#heard(),
    });
    this.#attention = new Attention({
      ...options.ports,
      onShown: (incidentIds) => options.onReceipts('shown', incidentIds),
    });
    this.#updates = new Coalescer(
      clock,
      () => updateMs,
      () => this.update(),
    );
    this.#loudness = this.#decide();
  }

  get loudness(): Loudness {
    return this.#loudness;
  }

  get sound(): SoundView {
    const { device, message } = this.#sounder.health;
    const until = this.#mutedUntil ?? 0;
    const isMuted = until > this.#options.ports.clock.now();
    return { device, message, mutedUntil: isMuted ? toInstant(until) : null };
  }

  get isTest(): boolean {
    return this.#test !== null;
  }

  /** Pages that demand this person's attention, as of the last update. */
  get ringing(): Page[] {
    return this.#pages.filter(isRinging);
  }

  /** Something may have changed: looks now, or very soon in a storm. */
  touch(): void {
    this.#updates.ask();
  }

  /** Looks now. */
  update(): void {
    this.#pages = this.#options.pages();
    const before = this.#loudness;
    this.#loudness = this.#decide();
    // A knock that something louder kept down does not come late.
    if (this.#loudness.level !== 'knock') this.#knock = null;
    this.#sounder.play(this.#loudness);
    this.#attention.update(this.#pages, this.#loudness, this.#options.drill());
    this.#sounded.keepOnly(this.#pages);
    this.#seen.keepOnly(this.#pages);
    this.#sleep();
    if (before.level !== this.#loudness.level || before.reason !== this.#loudness.reason) {
      this.#options.onChange();
    }
  }

  /** @param minutes 0 ends a mute */
  mute(minutes: number): void {
    const { clock } = this.#options.ports;
    this.#mutedUntil = minutes > 0 ? clock.now() + minutes * 60_000 : null;
    this.update();
    this.#options.onChange();
  }

  test(): void {
    const since = this.#options.ports.clock.now();
    this.#test = { since, until: since + testMs };
    this.update();
    this.#options.onChange();
  }

  preview(pattern: SoundPattern): void {
    this.#sounder.preview(pattern, this.#options.settings().volume);
  }

  /** Something concerns this person, just now; no mention in what the user looks at. */
  knock({ incidentId, reason, isForLookers, content }: KnockIn): void {
    const isSeen = incidentId !== null && incidentId === this.#focusedRoomId;
    if (isSeen && !isForLookers) return;
    this.#attention.knock(content);
    const at = this.#options.ports.clock.now();
    if (at - this.#knockedAt < knockEveryMs) return;
    this.#knock = { incidentId, at, reason, isForLookers };
    this.update();
    if (this.#loudness.level === 'knock') this.#knockedAt = at;
  }

  /** Says something by the system's notification alone; never in the place of a page that rings. */
  tell(content: NotificationContent): void {
    this.#attention.knock(content);
  }

  /** The user looks at this room; null: at none. */
  focusRoom(incidentId: string | null): void {
    this.#focusedRoomId = incidentId;
    this.touch();
  }

  /** The user looked at the alert window: what rings there was seen. */
  alertSeen(): void {
    this.#tell('seen', this.#seen, isRinging);
  }

  /** The user looked at the room of this incident. */
  roomSeen(id: string): void {
    this.#tell('seen', this.#seen, (page) => page.incidentId === id && isRinging(page));
  }

  /** Whether the sound of this laptop works, found out without a sound that anybody hears. */
  trySound(): Promise<SoundHealth> {
    return this.#sounder.try();
  }

  /** Puts the alert window before the user's eyes, as a page would. False: it did not come. */
  tryWindow(): Promise<boolean> {
    return this.#options.ports.alertWindow.show().catch(() => false);
  }

  minimise(): void {
    this.#attention.minimise();
  }

  /** The machine slept until now. */
  woke(): void {
    this.#awakeSince = this.#options.ports.clock.now();
    this.update();
  }

  soundState(message: RequestOf<'sound:state'>): void {
    this.#sounder.told(message);
  }

  soundWindowGone(): void {
    this.#sounder.lost();
  }

  soundWindowReady(): void {
    this.#sounder.repeat();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#updates.stop();
    this.#sounder.stop();
    this.#attention.stop();
  }

  #decide(): Loudness {
    const { ports, settings, cutOffSince, drill, offsetMinutesAt } = this.#options;
    const now = ports.clock.now();
    if (this.#test && now >= this.#test.until) this.#test = null;
    return decideLoudness({
      now,
      pages: this.#pages,
      settings: settings(),
      mutedUntil: this.#mutedUntil,
      cutOffSince: cutOffSince(),
      device: this.#sounder.health.device,
      awakeSince: this.#awakeSince,
      test: this.#test,
      drill: drill(),
      knock: this.#knock,
      focusedRoomId: this.#focusedRoomId,
      offsetMinutesAt,
    });
  }

  #sleep(): void {
    this.#timer?.cancel();
    const { nextChangeAt } = this.#loudness;
    if (nextChangeAt === null) return;
    const { clock } = this.#options.ports;
    const waitMs = Math.min(longestSleepMs, Math.max(1, nextChangeAt - clock.now()));
    this.#timer = clock.after(waitMs, () => this.update());
  }

  /** Each ring of each page is told once. */
  #heard(): void {
    if (this.#loudness.incidentId === null) return;
    const sounding = new Set(this.#loudness.sounding);
    this.#tell('sounded', this.#sounded, ({ incidentId }) => sounding.has(incidentId));
  }

  #tell(stage: 'sounded' | 'seen', told: ToldRings, isIt: (page: Page) => boolean): void {
    const fresh = told.fresh(this.#pages.filter(isIt));
    if (fresh.length > 0) this.#options.onReceipts(stage, fresh);
  }
}
