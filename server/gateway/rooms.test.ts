import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandStep, toCommand } from '../domain/testing/history.ts';
import type { CommandStep } from '../domain/testing/history.ts';
import type { Command, CommandAnswer } from '../protocol/commands.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { RoomState } from '../protocol/room.ts';
import { RoomLog } from '../protocol/room-log.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
let tokens: string[];
let personIds: string[];
let rooms = 0;

beforeAll(async () => {
  hub = await TestHub.start({ limits: { replayEvents: 20 } });
  const devices = [await hub.enrol('sre'), await hub.enrol('developer')];
  tokens = devices.map(({ deviceToken }) => deviceToken);
  personIds = (await hub.desk.readSnapshot()).people.map(({ id }) => id);
});
afterAll(() => hub.stop());

/**
 * A laptop by the letter of docs/protocol.md: its room is made of what it fetched and of what then
 * arrived, and its commands wait until they are answered.
 */
class Laptop {
  readonly #token: string;
  readonly #incidentId: string;
  readonly asked: { id: string; command: Command }[] = [];
  readonly #answers = new Map<string, CommandAnswer>();
  #room: RoomLog;
  /** Everything of the room up to here is in it. */
  #through = 0;
  #cursor: number | null = null;
  #device: TestDevice | null = null;
  #read = 0;

  constructor(token: string, incidentId: string) {
    this.#token = token;
    this.#incidentId = incidentId;
    this.#room = RoomLog.empty(incidentId);
  }

  get state(): RoomState {
    return this.#room.toState();
  }

  /** Ids of the messages that the hub took. */
  get posted(): string[] {
    return this.asked.flatMap(({ id, command }) => {
      const answer = this.#answers.get(id);
      return command.type === 'message.post' && answer?.ok === true ? [id] : [];
    });
  }

  ask(command: Command): void {
    const one = { id: newId(), command };
    this.asked.push(one);
    this.#send(one);
  }

  /** As when an answer was lost on the way. */
  repeat(which: number): void {
    const one = this.asked[which % Math.max(this.asked.length, 1)];
    if (one) this.#send(one);
  }

  cut(): void {
    this.#device?.drop();
    this.#listen();
    this.#device = null;
  }

  /** All but the room was lost, so that the hub sends a snapshot. */
  forget(): void {
    this.cut();
    this.#cursor = null;
  }

  async connect(): Promise<void> {
    if (this.#device) return;
    const device = await hub.connect(this.#token);
    this.#device = device;
    this.#read = 0;
    device.hello(this.#cursor, hub.desk.hubId, hub.epoch);
    const welcome = await device.next('welcome');
    // A snapshot passes over events of the room, which are then fetched.
    if (welcome.resume === 'snapshot') await this.#fetch();
    await device.next('live');
    for (const one of this.asked) if (!this.#answers.has(one.id)) this.#send(one);
  }

  async settle(): Promise<void> {
    await this.connect();
    const device = this.#device;
    await device?.until(() => {
      this.#listen();
      return this.asked.every(({ id }) => this.#answers.has(id));
    });
    await device?.until(() => device.cursor() >= hub.desk.head());
    this.#listen();
  }

  async #fetch(): Promise<void> {
    for (;;) {
      const history = await hub.desk.readHistory(this.#incidentId, this.#through);
      for (const event of history.events) this.#room.apply(event);
      this.#through = Math.max(this.#through, history.through);
      if (!history.hasMore) return;
    }
  }

  #send({ id, command }: { id: string; command: Command }): void {
    this.#device?.send({ type: 'command', id, command });
  }

  #listen(): void {
    const frames = this.#device?.frames ?? [];
    for (const frame of frames.slice(this.#read)) {
      if (frame.type === 'event') this.#take(frame.event);
      if (frame.type === 'snapshot' && frame.last) this.#cursor = frame.seq;
      if (frame.type !== 'reply') continue;
      const first = this.#answers.get(frame.re);
      if (first !== undefined) expect(frame.answer).toEqual(first);
      this.#answers.set(frame.re, frame.answer);
    }
    this.#read = frames.length;
  }

  #take(event: WireEvent): void {
    if (this.#cursor !== null && event.seq <= this.#cursor) return;
    this.#cursor = event.seq;
    if (event.seq <= this.#through) return;
    this.#through = event.seq;
    if (event.type !== 'withheld') this.#room.apply(event);
  }
}

type Step = { who: number } & (
  | { do: 'ask'; what: CommandStep }
  | { do: 'repeat'; which: number }
  | { do: 'cut' | 'forget' | 'connect' | 'settle' }
);

const who = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who, do: fc.constant('ask' as const), what: commandStep }) },
  {
    weight: 2,
    arbitrary: fc.record({ who, do: fc.constantFrom('connect' as const, 'settle' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ who, do: fc.constant('repeat' as const), which: fc.nat(20) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ who, do: fc.constantFrom('cut' as const, 'forget' as const) }),
  },
);

/** What the hub itself has of a room, folded at once. */
async function folded(incidentId: string): Promise<RoomState> {
  const room = RoomLog.empty(incidentId);
  const { events, hasMore } = await hub.desk.readHistory(incidentId, 0);
  if (hasMore) throw new Error('The room is larger than one answer.');
  for (const event of events) room.apply(event);
  return room.toState();
}

test('however two people talk and act, are cut off and repeat themselves, both see the same room', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const service = `service ${(rooms += 1)}`;
      await hub.alert(service);
      const { incidents } = await hub.desk.readSnapshot();
      const incidentId = incidents.find((one) => one.service === service)?.id ?? '';
      const laptops = tokens.map((token) => new Laptop(token, incidentId));
      for (const one of steps) {
        const laptop = laptops[one.who];
        if (!laptop) continue;
        if (one.do === 'cut') laptop.cut();
        if (one.do === 'forget') laptop.forget();
        if (one.do === 'connect') await laptop.connect();
        if (one.do === 'settle') await laptop.settle();
        if (one.do === 'repeat') laptop.repeat(one.which);
        if (one.do === 'ask') {
          const messageIds = laptops
            .flatMap(({ asked }) => asked)
            .flatMap(({ id, command }) => (command.type === 'message.post' ? [id] : []));
          const choices = { incidentId, severity: 'error' as const, personIds, messageIds };
          laptop.ask(toCommand(one.what, choices));
        }
      }
      // Whoever settles first hears later what the other still had to say.
      for (const laptop of [...laptops, ...laptops]) await laptop.settle();
      const expected = await folded(incidentId);
      for (const laptop of laptops) {
        expect(laptop.state).toEqual(expected);
        laptop.cut();
      }
      const said = expected.entries.flatMap((entry) =>
        entry.kind === 'message' ? [entry.messageId] : [],
      );
      expect(said.toSorted()).toEqual(laptops.flatMap(({ posted }) => posted).toSorted());
    }),
    { numRuns: 40 },
  );
}, 60_000);
