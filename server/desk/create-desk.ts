import { randomBytes } from 'node:crypto';
import { toWireEvent } from '../domain/hub-events.ts';
import { toInstant } from '../domain/instant.ts';
import type { IntakeRules } from '../domain/records.ts';
import { createRedaction } from '../domain/redaction/redaction.ts';
import type { RedactLine } from '../domain/redaction/redacted.ts';
import type { ProbeFinding } from '../domain/stopgap/probing.ts';
import { Journal } from '../journal/journal.ts';
import type { JournalObserver } from '../journal/observer.ts';
import type { HubProblem } from '../protocol/oncall.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import { addContext, readContext } from './adding-context.ts';
import { administration } from './administration.ts';
import { findAttachment, noteAttachment } from './attaching.ts';
import { readLink, useLink } from './answering-links.ts';
import { callMembers } from './calling.ts';
import type { AdminCommand, AdminResults, Desk, RunOrder, RunResult } from './contract.ts';
import { Credentials } from './credentials.ts';
import { dueLanes, nextDeliveryMs, noteDeliveries, takeDeliveries } from './delivering.ts';
import { recordDeploy, showRecentDeploys } from './deploying.ts';
import { EngineAudit } from './auditing-engine.ts';
import { createDueRunner } from './doing-due.ts';
import { exportIncident } from './exporting.ts';
import { followUp } from './following-up.ts';
import { readHistory } from './history.ts';
import { join } from './joining.ts';
import { LinkWatch } from './link-watch.ts';
import { newId as newUuid } from './new-id.ts';
import { readOffers, readRunbook } from './reading-runbooks.ts';
import { readChannels } from './reading-channels.ts';
import { readConfig } from './reading-config.ts';
import { importOwnLeave } from './importing-leave.ts';
import { readCalendar } from './reading-calendar.ts';
import { OnCallReader } from './reading-oncall.ts';
import { note } from './reporting.ts';
import { exportReports, readReports } from './reporting-figures.ts';
import { noteConfig } from './noting-config.ts';
import type { ConfigNote } from './noting-config.ts';
import { noteProbe, probedStopgaps } from './probing-stopgaps.ts';
import { respond } from './responding.ts';
import { search } from './searching.ts';
import { finishRun, readRun, runsUnderWay } from './running-commands.ts';
import type { RandomBytes } from './secrets.ts';
import { noPagingSource, noWorkSource } from './surroundings.ts';
import type { Clock, PagingSource, Surroundings, WorkSource } from './surroundings.ts';
import { readSubscription, subscribe, unsubscribe } from './subscribing.ts';
import { ingest } from './taking-in.ts';
import { heedRotas } from './turning-shifts.ts';
import { noteTest, readTest, testsUnderWay } from './testing-channels.ts';
import { noteCardFile, readUnwrittenCards } from './writing-cards.ts';

export interface DeskOptions {
  dataFolder: string;
  /** The system's clock unless given. */
  clock?: Clock;
  /** UUIDv7 unless given. */
  newId?: () => string;
  /** The system's randomness unless given. */
  random?: RandomBytes;
  /** Read for each decision, so that a changed config is in force at once. */
  rules?: Partial<IntakeRules>;
  /** What makes log lines safe to keep; by the rules that always hold unless given. */
  redactLine?: RedactLine;
  /** What of config and folders the rules of checklists, stopgaps and cards read; nothing unless given. */
  work?: WorkSource;
  /** Who is on call and who is paged; everybody on a side unless given. */
  paging?: PagingSource;
  /** What is wrong with the hub itself now; nothing unless given. */
  problems?: () => readonly HubProblem[];
  /** Callbacks for metrics. */
  observe?: JournalObserver;
}

/** The desk, with what its owner needs beside the use cases. */
export interface HubDesk extends Desk {
  /**
   * Begins the epoch of this process, if nothing was written yet, and gives its id. To be asked for
   * before devices are served: a cursor counts in an epoch.
   * @throws TocsinError `journal_unwritable`
   */
  beginEpoch(): Promise<string>;
  /** When the next thing is due, in epoch ms; null when nothing is. */
  nextDueMs(): number | null;
  /** Tells after each commit, also of one that devices hear nothing of. */
  onChange(listener: () => void): () => void;
  /** Notes what became of a config, unless the same was noted last. */
  noteConfig(note: ConfigNote): Promise<void>;
  /** Calls who became a member of a team of an open incident; to be asked for after a new config. */
  callMembers(): Promise<void>;
  /** Takes in who is on call by a new config; to be asked for when the hub starts, and after each. */
  heedRotas(): Promise<void>;
  /** Adds to the context of incidents that were opened what their services deployed before. */
  showRecentDeploys(incidentIds: readonly string[]): Promise<void>;
  /** Open stopgaps that have an address to ask whether they hold, and that may be asked still. */
  probedStopgaps(): readonly Stopgap[];
  /** Notes what asking its address found of a stopgap; what is known already changes nothing. */
  noteProbe(stopgapId: string, finding: ProbeFinding): Promise<void>;
  /** Ids of the runs of commands that were started and have no result, the oldest first. */
  runsUnderWay(): string[];
  /** What the automation is to be told of a run; null when it has a result, or its commands are lost. */
  readRun(runId: string): RunOrder | null;
  /** Notes the result of a run, without what is secret in it; a run that has one keeps it. */
  finishRun(runId: string, result: RunResult): Promise<void>;
  /**
   * Looks whether every open page has a next step or has ended, and makes up for what does not. Returns
   * what was found, in words. To be asked after everything that is due was done.
   */
  auditEngine(): Promise<string[]>;
  /** Makes all tables anew from the log. */
  rebuild(): void;
  /** Refuses what is new, writes what waits, tells the listeners, lets go of the data folder. */
  close(): Promise<void>;
}

/**
 * Opens the journal of a data folder and gives the hub's use cases on it.
 * @throws TocsinError `data_folder_locked`, `data_folder_unwritable`, `data_folder_newer`
 */
export async function createDesk(options: DeskOptions): Promise<HubDesk> {
  const newId = options.newId ?? newUuid;
  const rules = options.rules ?? {};
  const work = options.work ?? noWorkSource;
  const paging = options.paging ?? noPagingSource;
  const journal = await Journal.open({
    dataFolder: options.dataFolder,
    newHubId: newId,
    newEpoch: newId,
    followUp: (transaction, event) => followUp({ rules, work, paging, newId }, transaction, event),
    ...(options.observe && { observer: options.observe }),
  });
  const clock = options.clock ?? { now: Date.now };
  const surroundings: Surroundings = {
    journal,
    clock,
    openedAtMs: clock.now(),
    newId,
    random: options.random ?? randomBytes,
    rules,
    redactLine: options.redactLine ?? createRedaction([]),
    work,
    paging,
    problems: options.problems ?? (() => []),
  };
  const credentials = new Credentials(journal);
  const onCall = new OnCallReader(surroundings);
  const dueRunner = createDueRunner(surroundings);
  const linkWatch = new LinkWatch(surroundings);
  const audit = new EngineAudit(surroundings);
  const openedAt = toInstant(surroundings.openedAtMs);
  try {
    await journal.write((transaction) => transaction.answers.prune(openedAt));
  } catch (error) {
    await journal.close();
    throw error;
  }
  return {
    hubId: journal.hubId,
    head: () => journal.head,
    lastSeqOf: (epoch) => journal.lastSeqOf(epoch),
    beginEpoch: () =>
      journal.write((transaction) => transaction.beginEpoch(toInstant(surroundings.clock.now()))),
    ingest: (batch) => ingest(surroundings, batch),
    command: (commandId, command, from) => respond(surroundings, commandId, command, from),
    report: (report, from) => note(surroundings, report, from),
    useLinks: (links) => linkWatch.use(links),
    join: (request) => join(surroundings, request),
    admin: (command) => Promise.try(() => administer(surroundings, command)),
    findDevice: (deviceToken) => Promise.try(() => credentials.findDevice(deviceToken)),
    findIntegration: (key) => Promise.try(() => credentials.findIntegration(key)),
    readEvents: async (since, limit) => (await journal.readEvents(since, limit)).map(toWireEvent),
    readSnapshot: () => journal.readSnapshot(),
    onCommitted: (listener) => journal.onCommitted((events) => listener(events.map(toWireEvent))),
    readHistory: (incident, after) => readHistory(surroundings, incident, after),
    readReports: (query) => readReports(surroundings, query),
    exportReports: (query, format) => exportReports(surroundings, query, format),
    readContext: (incident) => readContext(surroundings, incident),
    addContext: (incident, items, actor) => addContext(surroundings, incident, items, actor),
    recordDeploy: (request, actor) => recordDeploy(surroundings, request, actor),
    noteAttachment: (attachment, actor) => noteAttachment(surroundings, attachment, actor),
    findAttachment: (hash) => findAttachment(surroundings, hash),
    search: (query) => search(surroundings, query),
    exportIncident: (incident, format) => exportIncident(surroundings, incident, format),
    readRunbook: (hash) => Promise.try(() => readRunbook(surroundings, hash)),
    readOffers: (incident) => Promise.try(() => readOffers(surroundings, incident)),
    readUnwrittenCards: (count) => readUnwrittenCards(surroundings, count),
    noteCardFile: (incidentId, outcome) => noteCardFile(surroundings, incidentId, outcome),
    readConfig: () => readConfig(surroundings),
    readOnCall: () => onCall.read(),
    readCalendar: (query) => readCalendar(surroundings, query),
    subscribe: (rotaId, from) => subscribe(surroundings, rotaId, from),
    unsubscribe: (rotaId, from) => unsubscribe(surroundings, rotaId, from),
    readSubscription: (token) => readSubscription(surroundings, token),
    importOwnLeave: (file, from) => importOwnLeave(surroundings, file, from),
    readChannels: (personId) => readChannels(surroundings, personId),
    readLink: (token) => readLink(surroundings, token),
    useLink: (token, answer) => useLink(surroundings, token, answer),
    dueLanes: (perChannel) => dueLanes(surroundings, perChannel),
    nextDeliveryMs: () => nextDeliveryMs(surroundings),
    takeDeliveries: (lane) => takeDeliveries(surroundings, lane),
    noteDeliveries: (ids, outcome, random) => noteDeliveries(surroundings, ids, outcome, random),
    testsUnderWay: () => testsUnderWay(surroundings),
    readTest: (testId) => readTest(surroundings, testId),
    noteTest: (testId, result) => noteTest(surroundings, testId, result),
    async runDue() {
      await linkWatch.run();
      return earliest(await dueRunner.run(), linkWatch.nextMs());
    },
    auditEngine: () => audit.run(),
    nextDueMs: () => earliest(journal.nextDueMs(), linkWatch.nextMs()),
    onChange(listener) {
      const stops = [journal.onCommitted(() => listener()), linkWatch.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    noteConfig: (note) => noteConfig(surroundings, note),
    callMembers: () => callMembers(surroundings),
    heedRotas: () => heedRotas(surroundings),
    showRecentDeploys: (incidentIds) => showRecentDeploys(surroundings, incidentIds),
    probedStopgaps: () => probedStopgaps(surroundings),
    noteProbe: (stopgapId, finding) => noteProbe(surroundings, stopgapId, finding),
    runsUnderWay: () => runsUnderWay(surroundings),
    readRun: (runId) => readRun(surroundings, runId),
    finishRun: (runId, result) => finishRun(surroundings, runId, result),
    rebuild: () => journal.rebuild(),
    close: () => journal.close(),
  };
}

function administer<T extends AdminCommand>(
  surroundings: Surroundings,
  command: T,
): Promise<AdminResults[T['type']]> {
  // The table is typed by command; TypeScript cannot carry that through an index of type T.
  const handle = administration[command.type] as unknown as (
    surroundings: Surroundings,
    command: T,
  ) => Promise<AdminResults[T['type']]>;
  return handle(surroundings, command);
}

/** The sooner of two times in epoch ms; null is never. */
function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
