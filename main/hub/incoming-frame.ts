import { z } from 'zod';
import { Verdict } from '../../server/protocol/commands.ts';
import { VisibleEvent } from '../../server/protocol/events.ts';
import { HubFrame } from '../../server/protocol/frames.ts';
import { Seq } from '../../server/protocol/identity.ts';

const knownEvents = new Set<string>(VisibleEvent.options.map((option) => option.shape.type.value));
const knownFrames = new Set<string>(HubFrame.options.map((option) => option.shape.type.value));

const UnknownEvent = z.object({
  type: z.literal('event'),
  event: z.object({ seq: Seq, type: z.string().refine((type) => !knownEvents.has(type)) }),
});
const knownVerdicts = new Set<string>(Verdict.options);
const UnknownVerdict = z.object({
  type: z.literal('reply'),
  re: z.string(),
  answer: z.object({
    ok: z.literal(true),
    verdict: z.string().refine((verdict) => !knownVerdicts.has(verdict)),
    seq: Seq,
  }),
});
const UnknownFrame = z.object({ type: z.string().refine((type) => !knownFrames.has(type)) });

export type Incoming =
  | { kind: 'frame'; frame: HubFrame }
  /** A newer hub says something that this version does not know: skipped. */
  | { kind: 'unknown' }
  | { kind: 'invalid'; reason: string };

/**
 * Reads a frame of the hub. An event of a type unknown here counts as withheld, and a verdict unknown
 * here as `already`, so that a newer hub does not stop an older laptop.
 */
export function readHubFrame(text: string): Incoming {
  const json = parseJson(text);
  const parsed = HubFrame.safeParse(json);
  if (parsed.success) return { kind: 'frame', frame: parsed.data };
  const event = UnknownEvent.safeParse(json);
  if (event.success) {
    const { seq } = event.data.event;
    return { kind: 'frame', frame: { type: 'event', event: { type: 'withheld', seq } } };
  }
  const reply = UnknownVerdict.safeParse(json);
  if (reply.success) {
    const { type, re, answer } = reply.data;
    return { kind: 'frame', frame: { type, re, answer: { ...answer, verdict: 'already' } } };
  }
  if (UnknownFrame.safeParse(json).success) return { kind: 'unknown' };
  const [issue] = parsed.error.issues;
  return { kind: 'invalid', reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
