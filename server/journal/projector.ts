import type { Kysely } from 'kysely';
import { isVisible } from '../domain/hub-events.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import { foldKnownAlert, withClock, withExpiry } from '../domain/known-alert.ts';
import type { KnownAlert } from '../domain/known-alert.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import { foldIncident } from '../protocol/fold.ts';
import { AlertTable } from './alert-table.ts';
import { AttachmentTable } from './attachment-table.ts';
import { CardTable } from './card-table.ts';
import { ChecklistTables } from './checklist-tables.ts';
import { ContextTables } from './context-tables.ts';
import { DueTable } from './due-table.ts';
import { EpochTable } from './epoch-table.ts';
import { EnrolmentTables } from './enrolment-tables.ts';
import { FigureTables } from './figure-tables.ts';
import { IncidentTable } from './incident-table.ts';
import { HearingRows } from './hearing-rows.ts';
import { PageTables } from './page-tables.ts';
import { RoomTables } from './room-tables.ts';
import { RunTable } from './run-table.ts';
import { RotaTables } from './rota-tables.ts';
import { SilenceTable } from './silence-table.ts';
import { DrillTable } from './drill-table.ts';
import { DeliveryTables } from './delivery-tables.ts';
import { SeatDueRows } from './seat-due-rows.ts';
import { SearchTable } from './search-table.ts';
import type { Statements } from './statements.ts';
import { StopgapTable } from './stopgap-table.ts';
import type { Tables } from './tables.ts';

/** The tables that are made from the log, and what each event does to them. */
export class Projector {
  readonly alerts: AlertTable;
  readonly incidents: IncidentTable;
  readonly enrolment: EnrolmentTables;
  readonly due: DueTable;
  readonly pages: PageTables;
  readonly hearing: HearingRows;
  readonly epochs: EpochTable;
  readonly rooms: RoomTables;
  readonly attachments: AttachmentTable;
  readonly context: ContextTables;
  readonly checklists: ChecklistTables;
  readonly runs: RunTable;
  readonly stopgaps: StopgapTable;
  readonly cards: CardTable;
  readonly figures: FigureTables;
  readonly rotas: RotaTables;
  readonly silences: SilenceTable;
  readonly drills: DrillTable;
  readonly deliveries: DeliveryTables;
  readonly seats: SeatDueRows;
  readonly search: SearchTable;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.alerts = new AlertTable(db, statements);
    this.incidents = new IncidentTable(db, statements);
    this.enrolment = new EnrolmentTables(db, statements);
    this.due = new DueTable(db, statements);
    this.pages = new PageTables(db, statements);
    this.hearing = new HearingRows(db, statements, this.due);
    this.epochs = new EpochTable(db, statements);
    this.rooms = new RoomTables(db, statements);
    this.attachments = new AttachmentTable(db, statements);
    this.context = new ContextTables(db, statements);
    this.checklists = new ChecklistTables(db, statements, {
      due: this.due,
      isResolved: (incidentId) => this.incidents.byId(incidentId)?.status === 'resolved',
    });
    this.runs = new RunTable(db, statements);
    this.stopgaps = new StopgapTable(db, statements, this.due);
    this.cards = new CardTable(db, statements, {
      due: this.due,
      incident: (incidentId) => this.incidents.byId(incidentId),
    });
    this.figures = new FigureTables(db, statements);
    this.rotas = new RotaTables(db, statements, this.due);
    this.silences = new SilenceTable(db, statements, this.due);
    this.drills = new DrillTable(db, statements, this.due);
    this.deliveries = new DeliveryTables(db, statements, {
      incident: (incidentId) => this.incidents.byId(incidentId),
    });
    this.seats = new SeatDueRows(this.due);
    this.search = new SearchTable(db, statements, {
      incident: (incidentId) => this.incidents.byId(incidentId),
      message: (messageId) => this.rooms.message(messageId),
    });
  }

  /** Brings all tables up to an event. Rows of incidents follow at `incidents.flush()`. */
  project(event: JournalEvent): void {
    this.epochs.project(event);
    this.enrolment.project(event);
    if (isVisible(event)) this.#projectIncidents(event);
    this.#projectAlerts(event);
    this.rooms.project(event);
    this.attachments.project(event);
    this.context.project(event);
    this.checklists.project(event);
    this.runs.project(event);
    this.stopgaps.project(event);
    this.cards.project(event);
    this.rotas.project(event);
    this.silences.project(event);
    this.drills.project(event);
    this.hearing.project(event);
    this.deliveries.project(event);
    this.search.project(event);
  }

  #projectIncidents(event: VisibleEvent): void {
    if ('incidentIds' in event) for (const id of event.incidentIds) this.#foldInto(id, event);
    else if ('incidentId' in event) this.#foldInto(event.incidentId, event);
  }

  #foldInto(incidentId: string, event: VisibleEvent): void {
    const before = event.type === 'incident.opened' ? undefined : this.incidents.byId(incidentId);
    const after = foldIncident(before, event);
    if (after && after !== before) this.incidents.set(after, before);
    if (after) this.figures.project(event, before, after);
    if (after && after !== before) this.seats.follow(event, after);
    if (!after) return;
    this.pages.follow(event, incidentId, before);
    this.hearing.follow(event, before, after);
  }

  #projectAlerts(event: JournalEvent): void {
    switch (event.type) {
      case 'incident.opened':
      case 'alert.joined': {
        const known = foldKnownAlert(undefined, event);
        if (!known) return;
        this.alerts.insert(known, event.seq);
        if (known.alert.expiresAt !== null) this.#setExpiry(known.alert.id, known.alert.expiresAt);
        return;
      }
      case 'alert.resolved': {
        const known = this.#updateAlert(event.alertId, (before) => foldKnownAlert(before, event));
        if (known && known.alert.expiresAt !== null) this.#setExpiry(event.alertId, null);
        return;
      }
      case 'alert.changed':
      case 'alert.acknowledged-at-sender':
        this.#updateAlert(event.alertId, (before) => foldKnownAlert(before, event));
        return;
      case 'alerts.extended':
        // One by one, since searching a large event for each of its alerts takes too long.
        for (const { alertIds, expiresAt } of event.extensions) {
          for (const alertId of alertIds) {
            const known = this.#updateAlert(alertId, (before) => withExpiry(before, expiresAt));
            if (known?.alert.status === 'firing') this.#setExpiry(alertId, expiresAt);
          }
        }
        return;
      case 'alerts.clocked':
        for (const clock of event.clocks) {
          this.#updateAlert(clock.alertId, (before) => withClock(before, clock));
        }
        return;
      default:
    }
  }

  #updateAlert(
    alertId: string,
    fold: (before: KnownAlert) => KnownAlert | undefined,
  ): KnownAlert | undefined {
    const before = this.alerts.byId(alertId);
    const after = before && fold(before);
    if (after && after !== before) this.alerts.update(after);
    return after;
  }

  #setExpiry(alertId: string, expiresAt: string | null): void {
    if (expiresAt === null) this.due.remove('alert.expiry', alertId);
    else this.due.put('alert.expiry', alertId, Date.parse(expiresAt));
  }
}
