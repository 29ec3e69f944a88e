import { randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import type { Command } from '../../server/protocol/commands.ts';
import type { WireEvent } from '../../server/protocol/events.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Clock, Timer } from '../clock.ts';
import { LocalAttachments } from './attachments.ts';
import type { AwayLine } from './away.ts';
import { CatchingUp } from './catching-up.ts';
import { ClockSkew } from './clock-skew.ts';
import { commandId } from './command-id.ts';
import { HubApi } from './hub-api.ts';
import type { Knock } from './knocks.ts';
import { Link } from './link.ts';
import type { LinkOptions, LinkStatus } from './link.ts';
import type { Membership } from './membership.ts';
import { loadMirror, saveMirror } from './mirror-file.ts';
import type { SavedMirror } from './mirror-file.ts';
import { Mirror } from './mirror.ts';
import { News } from './news.ts';
import type { Before } from './news.ts';
import { loadOutbox, OutboxFileWriter } from './outbox-file.ts';
import { Outbox } from './outbox.ts';
import type { OutboxEntry } from './outbox.ts';
import { Presence } from './presence.ts';
import { Reports } from './reports.ts';
import { RoomFiles } from './room-file.ts';
import type { RoomChange } from './room-knowledge.ts';
import type { WholeRooms } from './room-shelf.ts';
import { Rooms } from './rooms.ts';
import { openRunbookCache } from './runbooks.ts';
import type { RunbookCache } from './runbooks.ts';
import { Saver } from './saver.ts';
import { commandShownBy } from './shown-command.ts';

export interface HubClientOptions {
  profileFolder: string;
  membership: Membership;
  token: string;
  client: { version: string; platform: string };
  clock: Clock;
  /** IANA zone of this machine. */
  zone(): string | undefined;
  random(): number;
  /** Seconds since the last input on this machine. */
  idleSeconds(): number;
  route(): Promise<{ ca: string[] | undefined; agent: Agent | undefined }>;
  /** The mirror, the link, the outbox, a room or the list of what happened meanwhile changed. */
  onChange(): void;
  /** Lines of a room are new or have changed. */
  onEntries(change: RoomChange): void;
  /** Something concerns this person, just now, that is no page. */
  onKnock(knock: Knock): void;
  /** The hub tells who this laptop's person is; a name may have changed. */
  onMe(person: Person): void;
  warn(fields: object, message: string): void;
}

const repeatMs = 1_000;

/** Everything between this laptop and its hub, held together. */
export class HubClient {
  readonly mirror: Mirror;
  readonly outbox: Outbox;
  readonly reports: Reports;
  readonly presence: Presence;
  readonly rooms: Rooms;
  readonly api: HubApi;
  readonly attachments: LocalAttachments;
  /** What events mean for this person. */
  readonly news: News;
  readonly #options: HubClientOptions;
  readonly #link: Link;
  readonly #saver: Saver;
  readonly #catchingUp: CatchingUp;

  readonly #clockSkew = new ClockSkew();
  #me: Person;
  #wantsSnapshot: boolean;
  #repeat: Timer | null = null;

  /** Reads what the profile knows of this hub. */
  static async load(options: HubClientOptions): Promise<HubClient> {
    const { profileFolder, membership, warn } = options;
    const broken = (name: string) => (reason: string) =>
      warn({ name, reason }, 'a file of the profile was set aside');
    const saved = await loadMirror(profileFolder, membership.hubId, broken('mirror'));
    const entries = await loadOutbox(profileFolder, membership.hubId, broken('outbox'));
    const api = new HubApi({ ...options, hub: membership.hub });
    const attachments = await LocalAttachments.load({ ...options, hubId: membership.hubId, api });
    const runbookCache = await openRunbookCache(profileFolder, options.clock);
    return new HubClient(options, { saved, entries, api, attachments, runbookCache });
  }

  private constructor(
    options: HubClientOptions,
    {
      saved,
      entries,
      api,
      attachments,
      runbookCache,
    }: {
      saved: SavedMirror | null;
      entries: readonly OutboxEntry[];
      api: HubApi;
      attachments: LocalAttachments;
      runbookCache: RunbookCache;
    },
  ) {
    const { clock, profileFolder, membership } = options;
    this.#options = options;
    this.#me = membership.person;
    this.api = api;
    this.attachments = attachments;
    this.mirror = new Mirror(saved?.state);
    this.#catchingUp = new CatchingUp(saved?.whileAway ?? []);
    this.news = new News({
      ...{ mirror: this.mirror, deviceId: membership.deviceId, causes: saved?.causes ?? [] },
      me: () => this.#me,
      onReceived: (incidentIds) => this.reports.receipts('received', incidentIds),
    });
    this.#wantsSnapshot = saved?.isLacking === true;
    this.#link = new Link({
      ...options,
      hub: membership.hub,
      resumePoint: () => this.#resumePoint(),
      onFrame: (frame) => this.#receive(frame),
      onStatus: (status) => this.#onStatus(status),
    });
    const writer = new OutboxFileWriter(profileFolder, membership.hubId);
    this.outbox = new Outbox(
      {
        save: (waiting) => writer.save(waiting),
        send: (frame) => this.#link.send(frame),
        uploads: attachments.uploads,
        onChange: () => options.onChange(),
      },
      entries,
    );
    this.reports = new Reports(clock, (frame) => this.#link.send(frame));
    this.presence = new Presence({
      ...options,
      send: (frame) => this.#link.send(frame),
    });
    attachments.uploads.onSettled(() => this.outbox.flush());
    this.#saver = new Saver(
      clock,
      () => this.#save(),
      (fault) => options.warn({ reason: String(fault) }, 'the mirror could not be saved'),
    );
    this.rooms = this.#makeRooms(saved?.wholeRooms ?? {}, runbookCache);
  }

  #makeRooms(wholeRooms: WholeRooms, runbookCache: RunbookCache): Rooms {
    const { profileFolder, membership, warn } = this.#options;
    const files = new RoomFiles({
      profileFolder,
      hubId: membership.hubId,
      onBroken: (name, reason) => warn({ name, reason }, 'a file of the profile was set aside'),
    });
    return new Rooms(
      {
        ...this.#options,
        ...{ api: this.api, files, runbookCache },
        around: () => {
          const { cursor, lineage, incidents } = this.mirror;
          const { state } = this.status;
          const isCutOff = state === 'cut-off' || state === 'refused';
          return { me: this.#me, cursor, lineage, incidents, isCutOff };
        },
        here: (incidentId) => this.presence.here(incidentId),
        onSaved: () => this.#saver.touch(),
      },
      wholeRooms,
    );
  }

  get status(): LinkStatus {
    return this.#link.status;
  }

  get whileAway(): readonly AwayLine[] {
    return this.#catchingUp.lines;
  }

  /** Milliseconds that the hub's clock is ahead of this one; 0 when they agree within 2 s. */
  get clockSkewMs(): number {
    return this.#clockSkew.ms;
  }

  /** The incidents that may ring; see `CatchingUp.settled`. */
  get settledIncidents(): ReadonlyMap<string, Incident> {
    const nowMs = this.#options.clock.now();
    return this.#catchingUp.settled(this.mirror.incidents, this.status, nowMs);
  }

  /** The user has read what became of a command; see `Outbox.dismiss`. */
  dismiss(commandId: string): void {
    this.news.channelTests.dismiss(commandId);
    this.outbox.dismiss(commandId);
    this.#options.onChange();
  }

  start(): void {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#repeat?.cancel();
    this.reports.stop();
    this.presence.stop();
    this.attachments.uploads.close();
    this.#link.stop();
    // The mirror's file says which rooms are whole on disk.
    await this.rooms.stop();
    await this.#saver.flush();
  }

  wake(): void {
    this.#link.wake();
  }

  /**
   * Asks the hub for something now or as soon as it can be reached.
   * @returns the ids of the commands, and when they are on disk; see `Outbox.add`
   */
  send(commands: readonly Command[]): { ids: string[]; kept: Promise<void> } {
    const nowMs = this.#options.clock.now();
    const named = commands.map((command) => ({ id: this.#newId(), command }));
    return { ids: named.map(({ id }) => id), kept: this.outbox.add(named, nowMs) };
  }

  /** Asks once more for what the hub refused; see `Outbox.retry`. */
  async retry(id: string): Promise<boolean> {
    return this.outbox.retry(id, this.#newId(), this.#options.clock.now());
  }

  /** This person has seen everything of the room up to `upTo`. */
  read(incidentId: string, upTo: number): void {
    if (this.rooms.read(incidentId, upTo)) this.reports.read(incidentId, upTo);
  }

  clearWhileAway(): void {
    this.#catchingUp.clearLines();
    this.outbox.dismissRefusals();
    this.#changed();
  }

  #resumePoint(): ReturnType<LinkOptions['resumePoint']> {
    const { cursor, hubId, epoch } = this.mirror;
    return { since: this.#wantsSnapshot ? null : cursor, hubId, epoch };
  }

  #onStatus(status: LinkStatus): void {
    this.#catchingUp.followed(status);
    const { state } = status;
    if (state === 'cut-off' || state === 'connecting' || state === 'refused') {
      this.outbox.close();
      this.attachments.uploads.close();
      this.api.forgetConnections();
      this.reports.close();
      this.news.cut();
      this.presence.close();
      this.rooms.cut();
    }
    this.#options.onChange();
  }

  #receive(frame: HubFrame): 'ok' | 'reconnect' {
    switch (frame.type) {
      case 'welcome':
        this.#begin(frame);
        return 'ok';
      case 'snapshot': {
        const outcome = this.mirror.takePart(frame);
        if (outcome === 'replaced') {
          this.#wantsSnapshot = false;
          this.rooms.jumped();
        }
        return this.#settle(outcome);
      }
      case 'event': {
        const { event } = frame;
        const before = this.news.before(event);
        const outcome = this.mirror.apply(event);
        if (outcome === 'applied') this.#spread(event, before);
        return this.#settle(outcome);
      }
      case 'presence':
        this.presence.receive(frame);
        return 'ok';
      case 'live':
        if (this.mirror.reach(frame.seq) === 'gap') return this.#settle('gap');
        this.#goLive();
        return 'ok';
      case 'reply':
        if (!this.outbox.answered(frame.re, frame.answer, this.mirror.cursor ?? 0)) {
          this.#repeat ??= this.#options.clock.after(repeatMs, () => this.#sendAgain());
        }
        return 'ok';
      case 'error':
        this.#options.warn({ code: frame.error.code }, 'the hub refused a frame');
        return 'ok';
      case 'config':
        this.mirror.configure(frame.config);
        this.#changed();
        return 'ok';
      case 'oncall':
        this.mirror.takeOnCall(frame);
        this.#changed();
        return 'ok';
      case 'pong':
        if (this.#compareClocks(frame.serverTime)) this.#changed();
        return 'ok';
    }
  }

  /** Whether a change was noticed. */
  #compareClocks(serverTime: string): boolean {
    return this.#clockSkew.compare(serverTime, this.#options.clock.now());
  }

  #begin(welcome: Extract<HubFrame, { type: 'welcome' }>): void {
    const isSameHub = this.mirror.hubId === welcome.hubId && this.mirror.cursor !== null;
    this.#catchingUp.begin(isSameHub ? this.mirror.incidents : null);
    this.mirror.begin(welcome.hubId, welcome.epoch);
    this.#compareClocks(welcome.serverTime);
    this.#me = welcome.you.person;
    this.#options.onMe(welcome.you.person);
  }

  /** What an event means beyond the mirror. */
  #spread(event: WireEvent, before: Before): void {
    if (event.type === 'withheld') return;
    this.news.heed(event, before, this.#options.clock.now());
    this.rooms.apply(event);
    const shown = commandShownBy(event, this.outbox.entries);
    if (shown !== null) this.outbox.settled(shown);
    // What was caught up with is old news.
    if (this.status.state !== 'online') return;
    const knock = this.news.knockIn(event, before);
    if (knock) this.#options.onKnock(knock);
  }

  #settle(outcome: 'applied' | 'duplicate' | 'kept' | 'replaced' | 'gap'): 'ok' | 'reconnect' {
    if (outcome === 'gap') {
      // A gap right after a resume would come back for ever.
      this.#wantsSnapshot = this.status.state === 'catching-up';
      this.#options.warn({ cursor: this.mirror.cursor }, 'an event is missing');
      return 'reconnect';
    }
    if (outcome === 'applied' || outcome === 'replaced') {
      this.outbox.reached(this.mirror.cursor ?? 0);
      this.#changed();
    }
    return 'ok';
  }

  #goLive(): void {
    const { mirror } = this;
    this.#catchingUp.end(mirror.incidents, mirror.people);
    this.outbox.tidy((id) => mirror.incidents.has(id), this.#options.clock.now());
    this.outbox.caughtUp(mirror.cursor ?? 0);
    this.outbox.open();
    this.attachments.uploads.open();
    this.reports.open();
    this.news.caughtUp();
    this.presence.open();
    this.rooms.live();
    this.#changed();
  }

  #sendAgain(): void {
    this.#repeat = null;
    if (this.status.state === 'online') this.outbox.open();
  }

  #changed(): void {
    this.#saver.touch();
    this.#options.onChange();
  }

  #save(): Promise<void> {
    return saveMirror(this.#options.profileFolder, {
      state: this.mirror.toState(),
      whileAway: [...this.#catchingUp.lines],
      causes: this.news.causes(),
      wholeRooms: this.rooms.wholeRooms(),
      isLacking: this.#wantsSnapshot,
    });
  }

  #newId(): string {
    return commandId(this.#options.clock.now(), randomBytes(10));
  }
}
