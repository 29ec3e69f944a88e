import type { Snapshot } from '../desk/contract.ts';
import { frameText } from './frame.ts';

const kinds = ['people', 'devices', 'incidents', 'alerts', 'stopgaps', 'cards'] as const;
type Kind = (typeof kinds)[number];

/**
 * Cuts a snapshot into framed parts of at most `partBytes` each, a single larger item excepted.
 * A generator, so that a large snapshot can be encoded in several turns of the event loop.
 */
export function* encodeSnapshot(snapshot: Snapshot, partBytes: number): Generator<Buffer> {
  let items = emptyPart();
  let bytes = 0;
  let part = 0;
  const flush = (last: boolean): Buffer => {
    const lists = kinds.map((kind) => `"${kind}":[${items[kind].join(',')}]`).join(',');
    const head = `"type":"snapshot","seq":${snapshot.seq},"part":${part},"last":${last}`;
    items = emptyPart();
    bytes = 0;
    part += 1;
    return frameText(`{${head},${lists}}`);
  };
  for (const kind of kinds) {
    for (const item of snapshot[kind]) {
      const json = JSON.stringify(item);
      const size = Buffer.byteLength(json) + 1;
      if (bytes > 0 && bytes + size > partBytes) yield flush(false);
      items[kind].push(json);
      bytes += size;
    }
  }
  yield flush(true);
}

function emptyPart(): Record<Kind, string[]> {
  return { people: [], devices: [], incidents: [], alerts: [], stopgaps: [], cards: [] };
}
