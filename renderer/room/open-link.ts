import type { RoomState } from './room-state.svelte.ts';

/** Opens a link in the user's browser; false when it was refused, or nobody could be asked. */
export async function openLink(room: RoomState, url: string): Promise<boolean> {
  return (await room.ask('link:open', { url }))?.answer === 'opened';
}
