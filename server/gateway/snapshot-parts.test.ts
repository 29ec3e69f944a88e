import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../desk/contract.ts';
import type { Person } from '../protocol/identity.ts';
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

test('the parts together are the snapshot, numbered, within the limit, the last one marked', () => {
  fc.assert(
    fc.property(things, things, things, things, fc.integer({ min: 1, max: 3_000 }), (...values) => {
      const [people, devices, incidents, alerts, partBytes] = values;
      const snapshot = { seq: 7, people, devices, incidents, alerts } as unknown as Snapshot;
      const payloads = [...encodeSnapshot(snapshot, partBytes)].map(payloadOf);
      const parts = payloads.map(
        (payload) => JSON.parse(payload.toString()) as Snapshot & { part: number; last: boolean },
      );
      for (const [index, part] of parts.entries()) {
        expect(part).toMatchObject({
          type: 'snapshot',
          seq: 7,
          part: index,
          last: index === parts.length - 1,
        });
        const items = [...part.people, ...part.devices, ...part.incidents, ...part.alerts];
        const bytes = items.reduce(
          (sum, item) => sum + Buffer.byteLength(JSON.stringify(item)) + 1,
          0,
        );
        if (items.length > 1) expect(bytes).toBeLessThanOrEqual(partBytes);
      }
      const joined = (kind: 'people' | 'devices' | 'incidents' | 'alerts') =>
        parts.flatMap((part) => part[kind] as unknown as Person[]);
      expect(joined('people')).toEqual(JSON.parse(JSON.stringify(people)));
      expect(joined('devices')).toEqual(JSON.parse(JSON.stringify(devices)));
      expect(joined('incidents')).toEqual(JSON.parse(JSON.stringify(incidents)));
      expect(joined('alerts')).toEqual(JSON.parse(JSON.stringify(alerts)));
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
