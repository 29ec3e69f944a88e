import type { ClientFrame } from '../protocol/frames.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { GatewayParts } from './parts.ts';
import { catchUp, planResume } from './resume.ts';
import { sendFrame } from './session.ts';
import type { Session } from './session.ts';

export type Hello = Extract<ClientFrame, { type: 'hello' }>;

/** Answers hello: welcomes the session and brings it up to date. Never rejects. */
export async function welcome(session: Session, hello: Hello, parts: GatewayParts): Promise<void> {
  const { desk, limits, log, observer } = parts;
  session.phase = 'catching-up';
  if (hello.zone !== undefined) session.who = { ...session.who, zone: hello.zone };
  try {
    const { hubId } = desk;
    const head = desk.head();
    const lastSeqOf = (epoch: string): number | null => desk.lastSeqOf(epoch);
    const resume = planResume(hello, { hubId, head, lastSeqOf }, limits.replayEvents);
    observer.resumed(resume);
    sendFrame(session, {
      type: 'welcome',
      session: session.id,
      hubId,
      epoch: parts.epoch,
      hubVersion: parts.hubVersion,
      serverTime: new Date(parts.now()).toISOString(),
      you: { person: session.who.person, deviceId: session.who.deviceId },
      head,
      resume,
      heartbeatMs: limits.heartbeatMs,
    });
    parts.onWelcomed(session);
    parts.config.join(session);
    parts.onCall.join(session);
    await catchUp(session, resume === 'replay' ? hello.since : null, {
      ...parts,
      bufferBytes: limits.snapshotPartBytes,
    });
  } catch (error) {
    log.error({ err: error, session: session.id }, 'a session could not catch up');
    parts.end(session, error instanceof TocsinError ? error : new TocsinError('internal'));
  }
}
