import * as ws from 'ws';
import type { WireEvent } from '../protocol/events.ts';
import type { HubFrame } from '../protocol/frames.ts';

interface FrameOptions {
  fin: boolean;
  opcode: number;
  mask: boolean;
  rsv1: boolean;
  readOnly: boolean;
}

declare module 'ws' {
  // Exported by the library, missing from its types.
  const Sender: { frame(data: Buffer, options: FrameOptions): Buffer[] };
}

const text: FrameOptions = { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: true };

/** One JSON text as it goes over the wire, header included: the same bytes for every session. */
export function frameText(json: string): Buffer {
  return Buffer.concat(ws.Sender.frame(Buffer.from(json), text));
}

/** The events of one commit, each in its own frame, in one buffer. */
export function encodeEvents(events: readonly WireEvent[]): Buffer {
  const chunks: Buffer[] = [];
  for (const event of events) {
    const json = Buffer.from(JSON.stringify({ type: 'event', event } satisfies HubFrame));
    chunks.push(...ws.Sender.frame(json, text));
  }
  return Buffer.concat(chunks);
}
