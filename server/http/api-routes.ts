import type { FastifyInstance } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { parseBody } from '../ingest/invalid-body.ts';
import { TocsinError } from '../protocol/errors.ts';
import { JoinRequest } from '../protocol/join.ts';
import { limits } from '../protocol/limits.ts';
import { AdminCommandBody } from './admin-command.ts';
import { createTokenCheck } from './admin-token.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { readAuthorization } from './integration-key.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';

export interface ApiParts {
  desk: Pick<Desk, 'join' | 'admin'>;
  adminToken: string;
  /** Two counters, so that guessing at one door does not close the other. */
  failedJoins: FailedAttempts;
  failedAdmins: FailedAttempts;
}

const inviteErrors = new Set(['invite_unknown', 'invite_expired', 'invite_used']);

/** Adds joining, administration, and the word for those who knock at the socket without upgrading. */
export function addApiRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { desk, failedJoins, failedAdmins } = parts;
  const isAdminToken = createTokenCheck(parts.adminToken);

  app.post('/api/join', { bodyLimit: limits.apiBodyBytes }, async (request, reply) => {
    const joinRequest = parseBody(JoinRequest, parseJsonBody(request.body));
    try {
      return await desk.join(joinRequest);
    } catch (error) {
      if (error instanceof TocsinError && inviteErrors.has(error.code)) {
        await failedJoins.count(request, reply);
      }
      throw error;
    }
  });
  refuseOtherMethods(app, '/api/join', ['POST']);

  app.route({
    method: 'POST',
    url: '/api/admin',
    // Some commands bring context packs.
    bodyLimit: limits.contextBodyBytes,
    onRequest: async (request, reply) => {
      if (isAdminToken(readAuthorization(request.headers.authorization))) return;
      await failedAdmins.count(request, reply);
      throw new TocsinError('admin_token_wrong');
    },
    handler: (request) => desk.admin(parseBody(AdminCommandBody, parseJsonBody(request.body))),
  });
  refuseOtherMethods(app, '/api/admin', ['POST']);

  app.get('/api/socket', () => {
    throw new TocsinError('upgrade_required');
  });
  refuseOtherMethods(app, '/api/socket', ['GET']);
}
