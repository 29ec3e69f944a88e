import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Card, CardContent, FollowUp } from '../../../../server/protocol/card.ts';
import { personName } from '../../room-names.ts';
import type { RoomState } from '../../room-state.svelte.ts';
import { draftOf, keepDraft, readDraft, rebased, type CardDraft } from './card-draft.ts';
import { isSameContent, tidied, withField, type Field, type TextField } from './card-fields.ts';
import type { AcceptCase, CardCommand } from './card-words.ts';

type PendingCard = Omit<PendingCommand, 'command'> & { command: CardCommand };

/** A room's card, and what is written on it here. */
export class CardState {
  readonly room: RoomState;
  /** Null while nothing is written here that the card does not say. */
  draft = $state.raw<CardDraft | null>(null);
  /** The form for waiving it is open. */
  isWaiving = $state(false);
  reason = $state('');
  readonly #store: Storage;
  /** The incident whose draft was read. */
  #readFor = '';

  card: Card | null = $derived.by(() => this.room.work?.card ?? null);
  content: CardContent | null = $derived(this.draft?.content ?? this.card?.content ?? null);
  #pending: readonly PendingCard[] = $derived.by(() =>
    (this.room.view?.pending ?? []).filter(isOfCard),
  );
  waiting = $derived(this.#pending.filter((one) => !isVerdict(one)));
  verdicts = $derived(this.#pending.filter(isVerdict));

  constructor(room: RoomState, store: Storage) {
    this.room = room;
    this.#store = store;
  }

  readonly nameOf = (personId: string): string =>
    personName(personId, this.room.view?.people ?? []);

  /** Members of the team that owns it answer for it; without a team any developer does. */
  get isOfTeam(): boolean {
    const { view } = this.room;
    const team = this.card?.team ?? null;
    if (team === null) return view?.me?.side === 'developer';
    return view?.teams.some(({ id, isMine }) => id === team.id && isMine) ?? false;
  }

  get acceptCase(): AcceptCase | null {
    const { content, card, draft } = this;
    if (content === null) return null;
    return {
      content,
      teamName: card?.team?.name ?? null,
      isOfTeam: this.isOfTeam,
      isDirty: draft !== null,
      conflictCount: draft?.conflicts.length ?? 0,
      isUnderWay: this.waiting.length > 0,
    };
  }

  /** Brings what is written here upon the card as it is now. Each time that one of them comes. */
  sync(): void {
    const { card, room } = this;
    if (card === null) return;
    if (this.#readFor !== room.incidentId) {
      this.#readFor = room.incidentId;
      this.draft = readDraft(this.#store, room.incidentId);
    }
    // A window that was closed meanwhile knows only by what was sent what was written.
    const draft = this.draft ?? this.#draftOfSent(card);
    if (card.state !== 'draft' || draft === null) return;
    if (draft !== this.draft || draft.revision !== card.revision) this.#keep(rebased(draft, card));
  }

  write(field: TextField, text: string): void {
    this.#change((content) => ({ ...content, [field]: text }));
  }

  writeFollowUps(change: (followUps: readonly FollowUp[]) => FollowUp[]): void {
    this.#change((content) => ({ ...content, followUps: change(content.followUps) }));
  }

  /** Where somebody else wrote at once: what they wrote stands, or what was written here. */
  settle(field: Field, whose: 'theirs' | 'mine'): void {
    const { draft, card } = this;
    if (draft === null || card === null) return;
    const content =
      whose === 'theirs' ? withField(draft.content, field, card.content) : draft.content;
    const conflicts = draft.conflicts.filter((one) => one !== field);
    this.#keepUnlessSame({ ...draft, content, conflicts });
  }

  /** Forgets what was written here. */
  discard(): void {
    this.#dismissEdits();
    this.#keep(null);
  }

  save(): void {
    const { draft, card, room } = this;
    if (draft === null || card === null || this.waiting.length > 0) return;
    this.#dismissEdits();
    const content = tidied(draft.content);
    this.#keep({ ...draft, sent: content });
    const { incidentId } = room;
    void room.do({ type: 'card.edit', incidentId, revision: draft.revision, content });
  }

  accept(): void {
    const { card, room } = this;
    if (card === null) return;
    const { incidentId } = room;
    void room.do({ type: 'card.accept', incidentId, revision: card.revision });
  }

  /** False when it says no reason. */
  waive(): boolean {
    const reason = this.reason.trim();
    if (reason === '') return false;
    void this.room.do({ type: 'card.waive', incidentId: this.room.incidentId, reason });
    this.isWaiving = false;
    return true;
  }

  dismiss({ id: commandId }: PendingCard): void {
    void this.room.ask('room:dismiss', { commandId });
  }

  /** Asks again for what came to nothing; what was written is saved anew by its own button. */
  canTryAgain({ command, state }: PendingCard): boolean {
    return this.card?.state === 'draft' && command.type !== 'card.edit' && state === 'refused';
  }

  tryAgain({ id: commandId }: PendingCard): void {
    void this.room.ask('room:retry', { commandId });
  }

  #change(change: (content: CardContent) => CardContent): void {
    const { card } = this;
    if (card === null) return;
    const draft = this.draft ?? draftOf(card);
    this.#keepUnlessSame({ ...draft, content: change(draft.content) });
  }

  #keepUnlessSame(draft: CardDraft): void {
    const { card } = this;
    const isEmptyRow = draft.content.followUps.some(({ text }) => text.trim() === '');
    const isNothing = card !== null && isSameContent(draft.content, card.content) && !isEmptyRow;
    this.#keep(isNothing && this.waiting.length === 0 ? null : draft);
  }

  #keep(draft: CardDraft | null): void {
    this.draft = draft;
    keepDraft(this.#store, this.room.incidentId, draft);
  }

  #draftOfSent(card: Card): CardDraft | null {
    const edit = this.#pending.findLast(({ command }) => command.type === 'card.edit');
    if (edit?.command.type !== 'card.edit') return null;
    const { revision, content } = edit.command;
    const base = revision === card.revision ? card.content : null;
    return { revision, base, content, sent: isVerdict(edit) ? null : content, conflicts: [] };
  }

  #dismissEdits(): void {
    for (const one of this.verdicts) if (one.command.type === 'card.edit') this.dismiss(one);
  }
}

function isOfCard(pending: PendingCommand): pending is PendingCard {
  return pending.command.type.startsWith('card.');
}

function isVerdict({ state }: PendingCommand): boolean {
  return state === 'refused' || state === 'superseded';
}
