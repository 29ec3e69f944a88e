import { foldName } from '../domain/directory.ts';
import { parseSleep, usualRest } from '../domain/figures/night.ts';
import type { Rest } from '../domain/figures/night.ts';
import type { Person } from '../protocol/identity.ts';
import type { Config } from './schema.ts';

/**
 * When somebody who has joined sleeps: by their own zone, else that of the first team that has them,
 * else by UTC.
 */
export function restOf(config: Config, { name }: Pick<Person, 'name'>): Rest {
  const folded = foldName(name);
  const found = Object.entries(config.people).find(([id, person]) =>
    [id, person.name].some((key) => foldName(key) === folded),
  );
  if (!found) return usualRest;
  const [id, { zone, sleep }] = found;
  const team = Object.values(config.teams).find(({ members }) => members.includes(id));
  return {
    zone: zone ?? team?.zone ?? usualRest.zone,
    sleep: (sleep === undefined ? null : parseSleep(sleep)) ?? usualRest.sleep,
  };
}
