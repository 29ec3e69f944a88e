import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk, LinkAnswer } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { toTocsinError } from './error-answer.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { linkPage, linkPageHeaders, problemPage } from './link-page.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';

export interface LinkParts {
  desk: Pick<Desk, 'readLink' | 'useLink'>;
  /** Counts links that lead nowhere. */
  failed: FailedAttempts;
  /** Epoch ms. */
  now: () => number;
}

interface LinkRequest {
  Params: { token: string };
}

/** 256 bits as base64url. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** A form with one button pressed is far smaller. */
const formBytes = 1_024;

/**
 * Adds the pages behind the links of messages. Looking at one changes nothing, whoever looks: the programs
 * that open the links of mails do. Only its form answers.
 */
export async function addLinkRoutes(app: FastifyInstance, parts: LinkParts): Promise<void> {
  const { desk, failed, now } = parts;
  const url = '/a/:token';

  await app.register((links, _options, done) => {
    links.addHook('onSend', (_request, reply, payload, sent) => {
      void reply.headers(linkPageHeaders);
      sent(null, payload);
    });
    links.setErrorHandler(async (error, request, reply) => {
      const { code, entry } = await countGuess(failed, error, request, reply);
      const { token = '' } = request.params as { token?: string };
      const isThere = tokenForm.test(token) && code !== 'link_unknown' && code !== 'rate_limited';
      const html = problemPage(entry.message, entry.remedy, isThere ? `/a/${token}` : null);
      return reply.code(entry.httpStatus).send(html);
    });

    links.get<LinkRequest>(url, (request, reply) => {
      const view = desk.readLink(tokenOf(request));
      return reply.send(linkPage(view, now()));
    });

    links.post<LinkRequest>(url, { bodyLimit: formBytes }, async (request, reply) => {
      const token = tokenOf(request);
      desk.readLink(token);
      await desk.useLink(token, answerOf(request.body));
      // So that loading the page again asks nothing of the hub but to be looked at.
      return reply.redirect(`/a/${token}`, 303);
    });
    refuseOtherMethods(links, url, ['GET', 'POST']);
    done();
  });
}

/** @throws TocsinError `link_unknown` */
function tokenOf({ params }: FastifyRequest<LinkRequest>): string {
  if (tokenForm.test(params.token)) return params.token;
  throw new TocsinError('link_unknown');
}

/** @throws TocsinError `body_invalid` */
function answerOf(body: unknown): LinkAnswer {
  const text = Buffer.isBuffer(body) ? body.toString('latin1') : '';
  const answer = new URLSearchParams(text).get('answer');
  if (answer === 'acknowledge' || answer === 'decline') return answer;
  throw new TocsinError('body_invalid', 'Press one of the two buttons.');
}

async function countGuess(
  failed: FailedAttempts,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<TocsinError> {
  const known = toTocsinError(error);
  if (known.code === 'internal') request.log.error({ err: error }, 'a link could not be shown');
  if (known.code !== 'link_unknown') return known;
  try {
    await failed.count(request, reply);
    return known;
  } catch (refusal) {
    return toTocsinError(refusal);
  }
}
