import type { Incident } from '../protocol/incident.ts';

/** More than this are forgotten after a commit and read again when needed. */
const capacity = 5_000;

/**
 * Incidents as of the last appended event. Their rows are written once per transaction and not once
 * per event: in a storm, hundreds of alerts of one commit join the same incident.
 */
export class IncidentCache {
  readonly #states = new Map<string, Incident>();
  readonly #unwritten = new Set<string>();
  #undo: [incidentId: string, before: Incident | undefined][] = [];

  get(incidentId: string): Incident | undefined {
    return this.#states.get(incidentId);
  }

  /** Takes in a state just read from its row. */
  learn(incident: Incident): void {
    this.#states.set(incident.id, incident);
  }

  /** Takes in a state that an event led to. */
  set(incident: Incident, hasRow: boolean): void {
    this.#undo.push([incident.id, this.#states.get(incident.id)]);
    this.#states.set(incident.id, incident);
    if (!hasRow) this.#unwritten.add(incident.id);
  }

  /** The states whose rows are behind. */
  takeUnwritten(): Incident[] {
    const incidents = [...this.#unwritten].flatMap((id) => this.#states.get(id) ?? []);
    this.#unwritten.clear();
    return incidents;
  }

  keepJob(): void {
    this.#undo = [];
  }

  undoJob(): void {
    for (const [incidentId, before] of this.#undo.reverse()) {
      if (before) {
        this.#states.set(incidentId, before);
        // The row may hold what was just undone by the savepoint, or what an earlier job left.
        this.#unwritten.add(incidentId);
      } else {
        this.#states.delete(incidentId);
        this.#unwritten.delete(incidentId);
      }
    }
    this.#undo = [];
  }

  /** After a commit. */
  trim(): void {
    if (this.#states.size > capacity) this.#states.clear();
  }

  /** After a transaction that was lost as a whole. */
  clear(): void {
    this.#states.clear();
    this.#unwritten.clear();
    this.#undo = [];
  }
}
