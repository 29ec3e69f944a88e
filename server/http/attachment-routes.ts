import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AttachmentPart, AttachmentStore } from '../attachments/store.ts';
import type { Desk } from '../desk/contract.ts';
import { AttachmentHash } from '../protocol/attachment.ts';
import type { StoredAttachment } from '../protocol/attachment.ts';
import { bytesType, textType } from '../protocol/attachment-content.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import type { ByteBudget } from './byte-budget.ts';
import { deviceOf } from './device-auth.ts';
import type { DeviceDoor } from './device-auth.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { parseQuery } from './room-routes.ts';

export interface AttachmentParts {
  desk: Pick<Desk, 'noteAttachment' | 'findAttachment'>;
  attachments: AttachmentStore;
  door: DeviceDoor;
  /** Of the uploads that are under way. */
  budget: ByteBudget;
}

const UploadQuery = z.object({
  /** What the bytes should be. */
  hash: AttachmentHash.optional(),
});

/** Whatever the bytes are: a browser that gets them shows nothing and runs nothing. */
const inertHeaders = {
  'content-disposition': 'attachment',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  // The hash names the bytes: they never change.
  'cache-control': 'private, max-age=31536000, immutable',
};

/** Adds the addresses to which devices upload attachments, and from which they get them. */
export async function addAttachmentRoutes(
  app: FastifyInstance,
  parts: AttachmentParts,
): Promise<void> {
  await app.register((uploads, _options, done) => {
    // Bodies of these arrive as a stream.
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body));
    uploads.route({
      method: 'POST',
      url: '/api/attachments',
      bodyLimit: limits.attachmentBytes,
      config: { slowestBytesPerSecond: limits.attachmentBytesPerSecond },
      onRequest: [
        parts.door.requireDevice,
        parts.door.limitReads,
        async (request, reply) => parts.budget.take(request, reply),
      ],
      handler: async (request, reply) => {
        try {
          return await upload(parts, request, reply);
        } catch (error) {
          await hearOut(request, reply);
          throw error;
        }
      },
    });
    done();
  });
  refuseOtherMethods(app, '/api/attachments', ['POST']);

  const onRequest = [parts.door.requireDevice, parts.door.limitReads, parts.door.lineUp];
  app.get('/api/attachments/:hash', { onRequest }, (request, reply) =>
    serve(parts, request, reply, 'whole'),
  );
  refuseOtherMethods(app, '/api/attachments/:hash', ['GET']);
  app.get('/api/attachments/:hash/thumbnail', { onRequest }, (request, reply) =>
    serve(parts, request, reply, 'thumbnail'),
  );
  refuseOtherMethods(app, '/api/attachments/:hash/thumbnail', ['GET']);
}

async function upload(
  { desk, attachments }: AttachmentParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StoredAttachment> {
  const { hash: expected } = parseQuery(UploadQuery, request.query);
  if (announcedBytes(request.raw) > limits.attachmentBytes) {
    throw new TocsinError('attachment_too_large');
  }
  const received = await attachments.receive(request.raw);
  try {
    if (expected !== undefined && expected !== received.hash) {
      throw new TocsinError('attachment_damaged');
    }
    const known = await desk.findAttachment(received.hash);
    if (known && (await attachments.has(known))) return known;
    const stored = await attachments.keep(received);
    await desk.noteAttachment(stored, actorOf(request));
    void reply.code(201);
    return stored;
  } finally {
    await attachments.discard(received);
  }
}

/**
 * Reads what is still to come of a refused upload, so that its sender, who may listen only when all
 * was said, hears the refusal. Nobody is heard out for much longer than was allowed.
 */
async function hearOut({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (announcedBytes(raw) <= 2 * limits.attachmentBytes && (await hasEnd(raw))) return;
  void reply.header('connection', 'close');
}

/** Reads on; false when there is too much, or nobody left to answer. */
async function hasEnd(stream: Readable): Promise<boolean> {
  let left = limits.attachmentBytes;
  try {
    const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) {
      left -= chunk.length;
      if (left < 0) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function announcedBytes({ headers }: FastifyRequest['raw']): number {
  return Number(headers['content-length'] ?? 0);
}

async function serve(
  { desk, attachments }: AttachmentParts,
  request: FastifyRequest,
  reply: FastifyReply,
  part: AttachmentPart,
): Promise<FastifyReply> {
  const hash = AttachmentHash.safeParse((request.params as { hash?: unknown }).hash);
  const stored = hash.success ? await desk.findAttachment(hash.data) : null;
  const bytes = stored && (await attachments.read(stored.hash, part));
  if (!bytes) throw new TocsinError('attachment_unknown');
  return reply
    .headers({
      ...inertHeaders,
      'content-type': contentTypeOf(stored, part),
      'content-length': bytes.sizeBytes,
    })
    .send(bytes.stream);
}

function contentTypeOf({ image, mediaType }: StoredAttachment, part: AttachmentPart): string {
  if (part === 'thumbnail') return 'image/webp';
  if (image) return mediaType;
  return mediaType === textType ? `${textType}; charset=utf-8` : bytesType;
}

function actorOf(request: FastifyRequest): Actor {
  const { person, deviceId } = deviceOf(request);
  return { kind: 'person', personId: person.id, deviceId };
}
