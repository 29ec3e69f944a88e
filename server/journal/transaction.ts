import type { Kysely } from 'kysely';
import type { JournalEvent, NewEvent } from '../domain/hub-events.ts';
import type { Lesson, LessonOccasion } from '../domain/card/lesson.ts';
import type { KnownAlert } from '../domain/known-alert.ts';
import type { KnownMessage } from '../domain/known-message.ts';
import type { DutyEnd, Records } from '../domain/records.ts';
import type { Turn, TurnType } from '../domain/turn.ts';
import type { StoredAttachment } from '../protocol/attachment.ts';
import type { Card } from '../protocol/card.ts';
import type { Checklist } from '../protocol/checklist.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Person } from '../protocol/identity.ts';
import type { Drill, Override, Silence, Swap } from '../protocol/oncall.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import { AnswerTable } from './answer-table.ts';
import type { DueKind } from './due-table.ts';
import type { Projector } from './projector.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { StartedRun } from './run-table.ts';
import type { Tables } from './tables.ts';

/** What belongs to an event by rule, and comes right after it in the same transaction. */
export type FollowUp = (
  transaction: JournalTransaction,
  event: JournalEvent,
) => readonly NewEvent[];

/** What a job of the journal reads and writes: everything as of the last appended event. */
export class JournalTransaction implements Records {
  readonly #projector: Projector;
  readonly answers: AnswerTable;
  readonly #insertEvent: Query<unknown>;
  readonly #newEpoch: () => string;
  readonly #followUp: FollowUp;
  /** Where this process began to write; beyond the head when it has not, or that was undone. */
  #epoch = { id: '', firstSeq: Infinity };
  #head: number;
  #appended: JournalEvent[] = [];

  /** `head` is that of the log on disk; `newEpoch` makes the id of an epoch. */
  constructor(
    db: Kysely<Tables>,
    statements: Statements,
    projector: Projector,
    { head, newEpoch, followUp }: { head: number; newEpoch: () => string; followUp: FollowUp },
  ) {
    this.#projector = projector;
    this.#head = head;
    this.#newEpoch = newEpoch;
    this.#followUp = followUp;
    this.answers = new AnswerTable(db, statements);
    this.#insertEvent = bindQuery(
      statements,
      db
        .insertInto('events')
        .values({ seq: 0, at: '', type: '', incident_id: '', body: '' })
        .compile(),
    );
  }

  /** `seq` of the last appended event. */
  get head(): number {
    return this.#head;
  }

  get enrolment(): Projector['enrolment'] {
    return this.#projector.enrolment;
  }

  get rooms(): Projector['rooms'] {
    return this.#projector.rooms;
  }

  get attachments(): Projector['attachments'] {
    return this.#projector.attachments;
  }

  get context(): Projector['context'] {
    return this.#projector.context;
  }

  /** Pages on their way over channels, their links, and tests of channels. */
  get deliveries(): Projector['deliveries'] {
    return this.#projector.deliveries;
  }

  /** Appends an event; the first one of a process comes after the beginning of its epoch. */
  append(newEvent: NewEvent): void {
    this.beginEpoch(newEvent.at);
    const event = this.#append(newEvent);
    for (const following of this.#followUp(this, event)) this.append(following);
  }

  /** Begins the epoch of this process if that is still to be done; returns its id. */
  beginEpoch(at: string): string {
    if (this.#epoch.firstSeq > this.#head) {
      this.#epoch = { id: this.#newEpoch(), firstSeq: this.#head + 1 };
      this.#append({ type: 'epoch.began', at, actor: { kind: 'hub' }, epoch: this.#epoch.id });
    }
    return this.#epoch.id;
  }

  #append(newEvent: NewEvent): JournalEvent {
    const event: JournalEvent = { seq: this.#head + 1, ...newEvent };
    const incidentId = 'incidentId' in event ? event.incidentId : null;
    this.#insertEvent.run(event.seq, event.at, event.type, incidentId, JSON.stringify(event));
    this.#projector.project(event);
    this.#head = event.seq;
    this.#appended.push(event);
    return event;
  }

  latestAlert(integration: string, dedupKey: string): KnownAlert | undefined {
    return this.#projector.alerts.latest(integration, dedupKey);
  }

  alert(alertId: string): KnownAlert | undefined {
    return this.#projector.alerts.byId(alertId);
  }

  firingAlertIds(incidentId: string): string[] {
    return this.#projector.alerts.firingIds(incidentId);
  }

  incident(incidentId: string): Incident | undefined {
    return this.#projector.incidents.byId(incidentId);
  }

  /** By id or number. */
  incidentNamed(idOrNumber: string): Incident | undefined {
    return this.#projector.incidents.named(idOrNumber);
  }

  newestOpenIncident(service: string): Incident | undefined {
    return this.#projector.incidents.newestOpen(service);
  }

  openIncidentIds(): string[] {
    return this.#projector.incidents.openIds();
  }

  incidentIdsWithUnseen(groupKey: string): string[] {
    return this.#projector.pages.incidentIdsWithUnseen(groupKey);
  }

  lastIncidentNumber(): number {
    return this.#projector.incidents.lastNumber();
  }

  people(): readonly Person[] {
    return this.#projector.enrolment.people();
  }

  reachablePeople(): readonly Person[] {
    return this.#projector.enrolment.reachablePeople();
  }

  message(messageId: string): KnownMessage | undefined {
    return this.#projector.rooms.message(messageId);
  }

  /** Up to where a person has read a room; 0 when nothing. */
  readUpTo(incidentId: string, personId: string): number {
    return this.#projector.rooms.readUpTo(incidentId, personId);
  }

  attachment(hash: string): StoredAttachment | undefined {
    return this.#projector.attachments.find(hash);
  }

  lastTurn(incidentId: string, type: TurnType): Turn | undefined {
    return this.#projector.rooms.lastTurn(incidentId, type);
  }

  checklist(checklistId: string): Checklist | undefined {
    return this.#projector.checklists.find(checklistId);
  }

  checklistsOf(incidentId: string): Checklist[] {
    return this.#projector.checklists.ofIncident(incidentId);
  }

  runbook(hash: string): RunbookVersion | undefined {
    return this.#projector.checklists.runbook(hash);
  }

  /** A run of a step's commands that has no result yet. */
  runUnderWay(runId: string): StartedRun | undefined {
    return this.#projector.runs.find(runId);
  }

  stopgap(stopgapId: string): Stopgap | undefined {
    return this.#projector.stopgaps.find(stopgapId);
  }

  openStopgapsOf(incidentId: string): Stopgap[] {
    return this.#projector.stopgaps.openOf(incidentId);
  }

  stopgapsOf(incidentId: string): Stopgap[] {
    return this.#projector.stopgaps.allOf(incidentId);
  }

  /** Accepted cards that have something in common with an occasion. */
  lessonsFor(occasion: LessonOccasion): Lesson[] {
    return this.#projector.cards.lessons.candidates(occasion);
  }

  overrides(): readonly Override[] {
    return this.#projector.rotas.overrides();
  }

  override(overrideId: string): Override | undefined {
    return this.#projector.rotas.override(overrideId);
  }

  openSwaps(): readonly Swap[] {
    return this.#projector.rotas.openSwaps();
  }

  swap(swapId: string): Swap | undefined {
    return this.#projector.rotas.swap(swapId);
  }

  dutyEnd(id: string): DutyEnd | undefined {
    return this.#projector.rotas.dutyEnd(id);
  }

  /** What was said of shifts and gaps, and subscriptions. */
  get rotas(): Projector['rotas'] {
    return this.#projector.rotas;
  }

  /** Sets when something is due: for what cannot be done now, and for rows that were lost. */
  putDue(kind: DueKind, subject: string, dueMs: number): void {
    this.#projector.due.put(kind, subject, dueMs);
  }

  /** Kinds of which something is due. */
  overdueKinds(nowMs: number): DueKind[] {
    return this.#projector.due.overdueKinds(nowMs);
  }

  /** When something is due, in epoch ms; null when it is not to be done. */
  dueMs(kind: DueKind, subject: string): number | null {
    return this.#projector.due.dueMs(kind, subject);
  }

  silences(): readonly Silence[] {
    return this.#projector.silences.silences();
  }

  silence(silenceId: string): Silence | undefined {
    return this.#projector.silences.silence(silenceId);
  }

  drills(): readonly Drill[] {
    return this.#projector.drills.drills();
  }

  drill(drillId: string): Drill | undefined {
    return this.#projector.drills.drill(drillId);
  }

  /** Who is on call as was announced last, and whom of them nobody reaches. */
  get duty(): Projector['drills']['duty'] {
    return this.#projector.drills.duty;
  }

  /** Whether somebody's shift is going to be offered on unless a drill of theirs passes. */
  isOfferAwaited(personId: string): boolean {
    return this.#projector.drills.isOfferAwaited(personId);
  }

  /** Whether the hub waits for a page to be heard. */
  isHearingAwaited(incidentId: string, personId: string): boolean {
    return this.#projector.hearing.isAwaited(incidentId, personId);
  }

  card(incidentId: string): Card | undefined {
    return this.#projector.cards.find(incidentId);
  }

  hasReceipt(incidentId: string, deviceId: string, stage: string): boolean {
    return this.#projector.pages.hasReceipt(incidentId, deviceId, stage);
  }

  /** Subjects of what is due at `nowMs`, oldest first, at most `count`. */
  overdue(kind: DueKind, nowMs: number, count: number): string[] {
    return this.#projector.due.overdue(kind, nowMs, count);
  }

  /** Where a job began, to return to when it fails. */
  mark(): { head: number; appended: number } {
    return { head: this.#head, appended: this.#appended.length };
  }

  keepJob(): void {
    this.#projector.alerts.endJob();
    this.#projector.incidents.keepJob();
  }

  /** After the job's savepoint was rolled back. */
  undoJob(mark: { head: number; appended: number }): void {
    this.#head = mark.head;
    this.#appended.length = mark.appended;
    this.#projector.alerts.endJob();
    this.#projector.incidents.undoJob();
    this.#projector.enrolment.forget();
    this.#projector.checklists.forget();
    this.#projector.rotas.forget();
    this.#projector.silences.forget();
    this.#projector.due.forget();
  }

  /** Before the commit. */
  flush(): void {
    this.#projector.incidents.flush();
  }

  /** After the commit; returns what was appended. */
  keep(): JournalEvent[] {
    const appended = this.#appended;
    this.#appended = [];
    this.#projector.incidents.keepTransaction();
    return appended;
  }

  /** After the whole transaction was lost; `head` is that of the log on disk. */
  undo(head: number): void {
    this.#head = head;
    this.#appended = [];
    this.#projector.alerts.endJob();
    this.#projector.incidents.undoTransaction();
    this.#projector.enrolment.forget();
    this.#projector.checklists.forget();
    this.#projector.rotas.forget();
    this.#projector.silences.forget();
    this.#projector.due.forget();
  }
}
