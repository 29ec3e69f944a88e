import type { ZodError } from 'zod';
import { z } from 'zod';
import { TocsinError } from '../protocol/errors.ts';
import { ClientFrame } from '../protocol/frames.ts';

export type ParsedFrame =
  | { ok: true; frame: ClientFrame }
  /** `re`: the command that the error answers, when the frame was one. */
  | { ok: false; error: TocsinError; re: string | null };

const knownTypes = new Set<string>(ClientFrame.options.map((option) => option.shape.type.value));
const Envelope = z.object({ type: z.string() });
const CommandEnvelope = z.object({ id: z.uuid(), command: z.object({ type: z.string() }) });
const ReportEnvelope = z.object({ report: z.object({ type: z.string() }) });

/**
 * Reads one text frame of a client. A type that this hub does not know, of a frame, command or
 * report, comes from a newer client and is no reason to end the session; any other flaw is.
 */
export function parseClientFrame(text: string): ParsedFrame {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused(new TocsinError('frame_malformed', 'It is not JSON.'));
  }
  const parsed = ClientFrame.safeParse(json);
  if (parsed.success) return { ok: true, frame: parsed.data };
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return refused(new TocsinError('frame_malformed', 'type: missing.'));
  const { type } = envelope.data;
  if (!knownTypes.has(type)) return refused(unknownType(type));
  if (type === 'command') {
    const command = CommandEnvelope.safeParse(json);
    if (command.success && isUnknownVariant(parsed.error, 'command')) {
      return refused(unknownType(command.data.command.type), command.data.id);
    }
  }
  if (type === 'report') {
    const report = ReportEnvelope.safeParse(json);
    if (report.success && isUnknownVariant(parsed.error, 'report')) {
      return refused(unknownType(report.data.report.type));
    }
  }
  return refused(new TocsinError('frame_malformed', firstIssue(parsed.error)));
}

function refused(error: TocsinError, re: string | null = null): ParsedFrame {
  return { ok: false, error, re };
}

function unknownType(type: string): TocsinError {
  return new TocsinError('frame_type_unknown', JSON.stringify(type.slice(0, 40)));
}

function isUnknownVariant(error: ZodError, field: string): boolean {
  return error.issues.some(
    (issue) => issue.code === 'invalid_union' && issue.path.join('.') === `${field}.type`,
  );
}

function firstIssue(error: ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : '';
}
