import type { HubClient } from './hub/hub-client.ts';
import type { Command } from '../server/protocol/commands.ts';
import type { RequestOf } from './ipc/contract.ts';
import type { Sender } from './ipc/register.ts';
import type { Settings, SoundPattern } from './ipc/views.ts';
import { Connection } from './connection.ts';
import { Drills } from './drills.ts';
import { DutyRequests } from './duty-requests.ts';
import { Knowing } from './knowing.ts';
import { Alarm } from './pager/alarm.ts';
import type { LaptopPorts, TrayAction } from './pager/ports.ts';
import { ReportRequests } from './report-requests.ts';
import { RoomRequests } from './room-requests.ts';
import { knockInWords } from './views/knock-words.ts';
import { Publisher } from './views/publisher.ts';

const trayMuteMinutes = 30;

/** The laptop's brain: link, mirror, outbox, alarm and views, wired to the world by ports. */
export class Laptop {
  /** What the user does in rooms. */
  readonly rooms: RoomRequests;
  /** What the user does in the reports window. */
  readonly reports: ReportRequests;
  /** What the user does about who is on call. */
  readonly duty: DutyRequests;
  readonly #ports: LaptopPorts;
  readonly #connection: Connection;
  readonly #alarm: Alarm;
  readonly #publisher: Publisher;
  readonly #knowing: Knowing;
  readonly #drills: Drills;

  constructor(ports: LaptopPorts) {
    const { tokens, app, trayAdvice } = ports;
    const publish = () => this.#publisher.touch();
    this.#ports = ports;
    this.#connection = new Connection({
      ports,
      onHub: () => {
        this.#drills.look();
        this.#alarm.touch();
        publish();
      },
      onEntries: (change) => this.#publisher.roomChanged(change),
      onKnock: (knock) => this.#alarm.knock(knockInWords(knock, this.#knowing.now())),
      onEnrolment: publish,
      device: () => {
        const { device } = this.#alarm.sound;
        return device === 'unknown' ? null : device;
      },
    });
    this.#knowing = new Knowing({
      ports,
      client: () => this.#client,
      membership: () => this.#connection.membership,
      alarm: () => this.#alarm,
      soughtIn: (incidentId) => this.rooms.soughtIn(incidentId),
      soughtTabIn: (incidentId) => this.rooms.soughtTabIn(incidentId),
      soughtInCalendar: () => this.duty.sought,
      drill: () => this.#drills.view(),
    });
    this.#drills = new Drills({
      ports,
      client: () => this.#client,
      meId: () => this.#connection.membership?.person.id ?? null,
      deviceId: () => this.#connection.membership?.deviceId ?? null,
      alarm: () => this.#alarm,
      onChange: () => this.#update(),
    });
    this.#alarm = new Alarm({
      ports,
      offsetMinutesAt: (epochMs) => -new Date(epochMs).getTimezoneOffset(),
      settings: () => ports.settings.read(),
      pages: () => this.#knowing.pages(),
      cutOffSince: () => this.#knowing.cutOffSince(),
      drill: () => this.#drills.now(),
      onReceipts: (stage, ids) => this.#client?.reports.receipts(stage, ids),
      onDevice: (device) => this.#client?.reports.sound(device),
      onChange: publish,
    });
    this.rooms = new RoomRequests({
      ports,
      client: () => this.#client,
      onAsked: () => this.#update(),
    });
    this.reports = new ReportRequests({ ports, client: () => this.#client });
    this.duty = new DutyRequests({
      ports,
      client: () => this.#client,
      onAsked: () => this.#update(),
    });
    this.#publisher = new Publisher({
      ...ports,
      knowledge: () => this.#knowing.now(),
      around: () => {
        return { version: app.version, tokenPlace: tokens.place(), trayAdvice: trayAdvice() };
      },
      join: () => this.#connection.enrolment.view,
    });
  }

  /** Reads the profile, shows what was known and connects when joined. Call once. */
  async start(): Promise<void> {
    if (!(await this.#connection.resume())) this.#ports.windows.open('join');
    this.#update();
  }

  /** Writes what is not yet on disk and closes the link. */
  async stop(): Promise<void> {
    this.#alarm.stop();
    this.#publisher.stop();
    await this.#connection.stop();
  }

  /** The machine resumed, was unlocked or is online again: connect at once. */
  wake(reason: 'resume' | 'unlock' | 'online'): void {
    this.#ports.log.info({ reason }, 'waking up');
    this.#client?.wake();
    this.#alarm.woke();
  }

  /** True while an incident calls this person: quitting then asks first. */
  isRinging(): boolean {
    return this.#alarm.ringing.length > 0;
  }

  /** The same, or a drill waits to be confirmed: the alert window has something to say. */
  isAlerting(): boolean {
    return this.isRinging() || this.#drills.now() !== null;
  }

  acknowledge(incidentId: string): Promise<void> {
    return this.#ask([{ type: 'incident.acknowledge', incidentId }]);
  }
  /** Those that the windows and the tray have shown; what came in since then goes on ringing. */
  acknowledgeAll(): Promise<void> {
    const shown = this.#publisher.shownCalls;
    return this.#ask(shown.map((incidentId) => ({ type: 'incident.acknowledge', incidentId })));
  }
  unacknowledge(incidentId: string): Promise<void> {
    return this.#ask([{ type: 'incident.unacknowledge', incidentId }]);
  }
  resolve(incidentId: string): Promise<void> {
    return this.#ask([{ type: 'incident.resolve', incidentId }]);
  }
  silence(incidentId: string): Promise<void> {
    return this.#ask([{ type: 'sound.silence', incidentId }]);
  }
  /** Opens the room of an incident, or brings its window to the front. */
  openRoom(incidentId: string, at: Parameters<RoomRequests['open']>[1] = {}): void {
    this.#alarm.roomSeen(incidentId);
    this.rooms.open(incidentId, at);
  }
  roomClosed(incidentId: string): void {
    this.rooms.closed(incidentId);
  }
  /** Selects the incident and brings the board to the front. */
  showOnBoard(incidentId: string): void {
    this.#ports.windows.open('board');
    this.select(incidentId);
  }
  select(incidentId: string | null): void {
    this.#knowing.selectedId = incidentId;
    this.#publisher.touch();
  }
  clearWhileAway(): void {
    this.#client?.clearWhileAway();
  }

  /** The user looks at the alert window. */
  alertSeen(): void {
    this.#alarm.alertSeen();
  }
  /** Esc in the alert window: out of the way for a while; the noise goes on. */
  minimiseAlert(): void {
    this.#alarm.minimise();
  }
  /** 0 ends a mute. Forgotten at a restart, on purpose. */
  mute(minutes: number): void {
    this.#alarm.mute(minutes);
  }
  testAlarm(): void {
    this.#alarm.test();
  }
  previewSound(pattern: SoundPattern): void {
    this.#alarm.preview(pattern);
  }

  changeSettings(change: Partial<Settings>): Settings {
    const { extraCaFile } = this.#ports.settings.read();
    const settings = this.#ports.settings.change(change);
    if (settings.extraCaFile !== extraCaFile) this.#client?.wake();
    this.#update();
    return settings;
  }

  /** A link that came from outside; waits in the join window for the user's yes. */
  offerJoin(link: string): void {
    this.#connection.enrolment.offer(link);
    this.#ports.windows.open('join');
  }
  async join(request: RequestOf<'join:accept'>): Promise<void> {
    if (!(await this.#connection.join(request))) return;
    this.#forget();
    this.rooms.joined();
    this.#update();
  }
  dismissJoin(): void {
    this.#connection.enrolment.dismiss();
  }
  /** Forgets hub, token, mirror and outbox. */
  async leave(): Promise<void> {
    await this.#connection.leave();
    this.#forget();
    this.#update();
  }

  /** `sound:state` of the sound window. */
  soundState(state: RequestOf<'sound:state'>): void {
    this.#alarm.soundState(state);
    const { windows } = this.#ports;
    if (windows.isOpen('settings')) windows.push('settings:level', { level: state.level });
  }
  /** The sound window died: counts as silence until the new one plays. */
  soundWindowGone(): void {
    this.#alarm.soundWindowGone();
  }
  /** `page:ready` of any window: its view is pushed at once. */
  pageReady({ page, incidentId }: Sender): void {
    if (page === 'sound') this.#alarm.soundWindowReady();
    else if (incidentId !== null) this.#publisher.roomReady(incidentId);
    else this.#publisher.touch();
  }
  /** The user looks at the room of this incident; null: at none. */
  roomFocused(incidentId: string | null): void {
    this.#alarm.focusRoom(incidentId);
  }

  /** An action of the tray menu other than `quit`. */
  tray(action: Exclude<TrayAction, 'quit'>): void {
    const { windows } = this.#ports;
    const does = {
      'acknowledge-all': () => void this.acknowledgeAll(),
      'open-board': () => windows.open('board'),
      'open-reports': () => windows.open('reports'),
      'open-calendar': () => this.duty.show('calendar'),
      'take-over': () => this.duty.show('take'),
      'hand-over': () => this.duty.show('hand-over'),
      'start-drill': () => void this.duty.do({ type: 'drill.start' }),
      'test-alarm': () => this.testAlarm(),
      mute: () => this.mute(trayMuteMinutes),
      unmute: () => this.mute(0),
      'open-settings': () => windows.open('settings'),
      join: () => windows.open('join'),
    };
    does[action]();
  }

  get #client(): HubClient | null {
    return this.#connection.client;
  }

  /** What the user asks for is seen and heard at once; the disk and the hub follow. */
  async #ask(commands: Command[]): Promise<void> {
    if (commands.length === 0 || !this.#client) return;
    const { kept } = this.#client.send(commands);
    this.#update();
    await kept.catch((fault: unknown) =>
      this.#ports.log.error({ reason: String(fault) }, 'a command could not be kept on disk'),
    );
  }

  /** What concerned the hub of before. */
  #forget(): void {
    this.#knowing.selectedId = null;
    this.#drills.clear();
    this.duty.clear();
  }

  #update(): void {
    this.#alarm.update();
    this.#publisher.touch();
  }
}
