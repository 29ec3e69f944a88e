import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../desk/contract.ts';
import { encodeSnapshot } from './snapshot-parts.ts';

/** Only the sizes of things matter here, so all are made of one kind. */
const things = fc.array(
  fc.record({
    id: fc.uuid(),
    name: fc.string({ unit: 'binary', maxLength: 400 }),
    side: fc.constant('sre'),
  }),
  { maxLength: 30 },
);

function payloadOf(frame: Buffer): Buffer {
  const short = frame.readUInt8(1);
  expect(frame.readUInt8(0)).toBe(0x81);
  expect(short & 0x80).toBe(0);
  const headerBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
  const length =
    short === 126 ? frame.readUInt16BE(2) : short === 127 ? frame.readUIntBE(4, 6) : short;
  expect(frame.length).toBe(headerBytes + length);
  return frame.subarray(headerBytes);
}

const kinds = ['people', 'devices', 'incidents', 'alerts', 'stopgaps', 'cards'] as const;
type Lists = Record<(typeof kinds)[number], unknown[]>;

const lists = fc.record({
  ...{ people: things, devices: things, incidents: things },
  ...{ alerts: things, stopgaps: things, cards: things },
});

test('the parts together are the snapshot, numbered, within the limit, the last one marked', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 3_000 }), (content: Lists, partBytes) => {
      const snapshot = { seq: 7, ...content } as unknown as Snapshot;
      const payloads = [...encodeSnapshot(snapshot, partBytes)].map(payloadOf);
      const parts = payloads.map((payload) => JSON.parse(payload.toString()) as Lists);
      for (const [index, part] of parts.entries()) {
        expect(part).toMatchObject({
          type: 'snapshot',
          seq: 7,
          part: index,
          last: index === parts.length - 1,
        });
        const items = kinds.flatMap((kind) => part[kind]);
        const bytes = items.reduce<number>(
          (sum, item) => sum + Buffer.byteLength(JSON.stringify(item)) + 1,
          0,
        );
        if (items.length > 1) expect(bytes).toBeLessThanOrEqual(partBytes);
      }
      for (const kind of kinds) {
        const joined = parts.flatMap((part) => part[kind]);
        expect(joined).toEqual(JSON.parse(JSON.stringify(content[kind])));
      }
    }),
  );
});

test('an empty snapshot is one part', () => {
  const nothing = {
    ...{ seq: 0, people: [], devices: [], incidents: [], alerts: [] },
    ...{ stopgaps: [], cards: [] },
  };
  expect([...encodeSnapshot(nothing, 1_000)]).toHaveLength(1);
});
