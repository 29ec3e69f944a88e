import { toInstant } from '../domain/instant.ts';
import { tellExpiring } from '../domain/paging/expiring-silence.ts';
import { startSilence } from '../domain/paging/following-silences.ts';
import type { DueWork } from './due-work.ts';

/** Holds the seats of incidents whose alerts are all silenced from now on. */
export const startSilences: DueWork = (_surroundings, transaction, silenceIds, nowMs) => {
  for (const id of silenceIds) transaction.append(startSilence(id, toInstant(nowMs)));
};

/** Tells the teams of silences' authors that they end soon. */
export const tellExpiringSilences: DueWork = ({ paging }, transaction, silenceIds, nowMs) => {
  const rules = paging.rules(transaction, nowMs);
  const people = transaction.reachablePeople();
  for (const id of silenceIds) {
    const silence = transaction.silence(id);
    if (!silence) continue;
    transaction.append(tellExpiring(silence, people, rules, toInstant(nowMs)));
  }
};

/** Ends silences whose time is over. */
export const endSilences: DueWork = (_surroundings, transaction, silenceIds, nowMs) => {
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  for (const silenceId of silenceIds)
    transaction.append({ ...base, type: 'silence.ended', silenceId, cause: 'over' });
};
