import type { BoardView } from '../../main/ipc/views.ts';
import { retryInWords } from '../design/notices.ts';
import { sideNames } from '../design/seat-words.ts';

/** What an empty board says: never calmer than this laptop can know. */
export function calmInWords(
  { link, sound, me, oncall }: Pick<BoardView, 'link' | 'sound' | 'me' | 'oncall'>,
  nowMs: number,
): { title: string; lines: string[] } {
  const hub = link.hub ?? 'the hub';
  switch (link.state) {
    case 'not-joined':
      return {
        title: 'This laptop has not joined a hub.',
        lines: ['Nobody can ring it yet. Ask for an invite link, then join: it takes a minute.'],
      };
    case 'connecting':
      return { title: 'Connecting.', lines: [`Asking ${hub} what is open.`] };
    case 'catching-up':
      return { title: 'Catching up.', lines: [`${hub} is sending what this laptop missed.`] };
    case 'cut-off':
      return {
        title: 'Nothing was open when the link broke.',
        lines: [
          `What has happened since is not known here: ${hub} cannot be reached, ${retryInWords(link, nowMs)}.`,
        ],
      };
    case 'refused':
      return {
        title: 'The hub refuses this laptop.',
        lines: [link.message ?? 'Join again with a new invite link.'],
      };
    case 'online':
      return {
        title: 'Nothing is open.',
        lines: [onCallLine(me, oncall), ...hearingLines(link, sound)],
      };
  }
}

function onCallLine(me: BoardView['me'], { rotas, teamsWithoutRota }: BoardView['oncall']): string {
  if (me === null) return 'You are on call.';
  const turns = rotas.filter((rota) => rota.isMineNow && rota.level === 'oncall');
  const shared = teamsWithoutRota.filter(({ members }) => members.some(({ isMe }) => isMe));
  const teams = [...turns.map(({ teamName }) => teamName), ...shared.map(({ name }) => name)];
  if (teams.length > 0) {
    return `${me.name}, you are on call for ${[...new Set(teams)].join(', ')}.`;
  }
  // A team with backups alone has no rota that says who is on call: all of it is.
  if (rotas.some(({ isMine, level }) => isMine && level === 'oncall')) {
    const isBackup = rotas.some(({ isMineNow }) => isMineNow);
    return `${me.name}, you are ${isBackup ? 'backup' : 'not on call'} now.`;
  }
  return `${me.name}, you are on call: ${sideNames[me.side]}.`;
}

function hearingLines(link: BoardView['link'], sound: BoardView['sound']): string[] {
  const answer =
    link.roundTripMs === null
      ? 'The hub hears this laptop.'
      : `The hub hears this laptop: it answered in ${Math.round(link.roundTripMs)} ms.`;
  const heard = {
    audible: 'This laptop can be heard: its sound works.',
    unknown: 'Its sound has not been tried yet. Press Test alarm to hear it.',
    silent: 'But nobody would hear it: this laptop makes no sound.',
  };
  return [answer, heard[sound.device]];
}
