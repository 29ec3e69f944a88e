import type { Reaction } from '../../../../server/protocol/message.ts';
import type { MessageEntry } from '../../../../server/protocol/room.ts';
import type { RoomState } from '../../room-state.svelte.ts';

/** What a reader asks of the hub about a message. */
export class MessageActions {
  readonly #room: RoomState;

  constructor(room: RoomState) {
    this.#room = room;
  }

  react({ messageId }: MessageEntry, reaction: Reaction, isOn: boolean): void {
    const { incidentId } = this.#room;
    void this.#room.do({ type: 'message.react', incidentId, messageId, reaction, isOn });
  }

  delete({ messageId }: MessageEntry): void {
    void this.#room.do({ type: 'message.delete', incidentId: this.#room.incidentId, messageId });
  }

  pin({ messageId, isPinned }: MessageEntry): void {
    const { incidentId } = this.#room;
    void this.#room.do({ type: 'message.pin', incidentId, messageId, isOn: !isPinned });
  }

  mark({ messageId, isMilestone }: MessageEntry): void {
    const { incidentId } = this.#room;
    void this.#room.do({ type: 'message.mark', incidentId, messageId, isOn: !isMilestone });
  }

  copy(text: string): void {
    void this.#room.ask('clipboard:write', { text });
  }
}
