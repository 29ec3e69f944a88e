import { z } from 'zod';
import { builtInChannels } from './channels.ts';
import type { Guesses } from './nearest-name.ts';
import { error } from './remark.ts';
import type { Remark } from './remark.ts';
import type { Sketch } from './sketch.ts';

type Person = Sketch['people'][string];

/** Checks that each person's channels lead somewhere. */
export function checkChannels({ people, channels }: Sketch, guesses: Guesses): Remark[] {
  return Object.entries(people).flatMap(([id, person]) => {
    const seen = new Set<string>();
    return person.channels.flatMap(({ by, to }, index): Remark[] => {
      if (by === '') return [];
      const path = ['people', id, 'channels', index];
      const found = checkChannel(path, by, channels, guesses);
      if (found.length > 0) return found;
      const place = `${by}\0${(to ?? '').trim()}`;
      if (seen.has(place)) {
        return [
          error(path, `\`${by}\` is listed twice.`, 'Take one out: it is tried again anyway.'),
        ];
      }
      seen.add(place);
      return checkAddress(path, by, to?.trim(), person);
    });
  });
}

function checkChannel(
  path: PropertyKey[],
  by: string,
  channels: Sketch['channels'],
  guesses: Guesses,
): Remark[] {
  const builtIn = builtInChannels.find((one) => one === by);
  if (builtIn) {
    if (channels[builtIn] !== undefined) return [];
    const remedy = `Add \`${builtIn}\` to \`channels\`, or take this out.`;
    return [error([...path, 'by'], `There is no \`${builtIn}\` in \`channels\`.`, remedy)];
  }
  if (Object.hasOwn(channels.webhooks, by)) return [];
  const known = { ...channels.webhooks, email: null, ntfy: null };
  const remedy = guesses.for(by, known, 'Add this webhook to `channels.webhooks`.');
  return [error([...path, 'by'], `There is no webhook "${by}" in \`channels\`.`, remedy)];
}

function checkAddress(
  path: PropertyKey[],
  by: string,
  to: string | undefined,
  { email }: Person,
): Remark[] {
  if (by === 'email') {
    if (to === undefined) {
      if (email !== undefined) return [];
      const remedy = 'Give the person an `email`, or the channel a `to`.';
      return [error(path, 'No e-mail address is known for this.', remedy)];
    }
    if (z.email().safeParse(to).success) return [];
    const remedy = 'Write an address such as `ana@example.com`.';
    return [error([...path, 'to'], 'This is no e-mail address.', remedy)];
  }
  if (by !== 'ntfy') return [];
  if (to === undefined) {
    const remedy = 'Add `to` with the topic; choose one that nobody can guess.';
    return [error(path, 'No topic is given for ntfy.', remedy)];
  }
  if (/^[-_A-Za-z0-9]{1,64}$/.test(to)) return [];
  const remedy = 'Use up to 64 letters, digits, dashes and underscores.';
  return [error([...path, 'to'], 'This is no topic of ntfy.', remedy)];
}
