import type { Logger } from 'pino';
import type { CardFile, Desk } from '../desk/contract.ts';
import { writeWhole } from './write-file.ts';

export interface CardWorkerParts {
  desk: Pick<Desk, 'readUnwrittenCards' | 'noteCardFile' | 'onCommitted'>;
  /** Where cards go now, as a whole path; null: nowhere. */
  folder: () => string | null;
  log: Logger;
}

/** After a card could not be written; also finds a folder that the config has got meanwhile. */
const retryMs = 5 * 60 * 1_000;
const cardsAtOnce = 50;

/**
 * Writes accepted cards into the folder of their repository: at the start, after each that is accepted,
 * and again when that failed. Returns how to stop it; resolves when nothing is under way any more.
 */
export function startCardWorker({ desk, folder, log }: CardWorkerParts): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;

  function run(): void {
    isWanted = true;
    running ??= writeAll().finally(() => {
      running = null;
    });
  }

  async function writeAll(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      const into = folder();
      if (into === null) return;
      let writtenCount = 0;
      for (const file of desk.readUnwrittenCards(cardsAtOnce)) {
        if (await write(into, file)) writtenCount += 1;
      }
      if (writtenCount === cardsAtOnce) isWanted = true;
    }
  }

  /** Whether it is in its file now, and the journal knows. */
  async function write(into: string, { incidentId, fileName, text }: CardFile): Promise<boolean> {
    const problem = await writeWhole(into, fileName, text).then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    const told = `The hub cannot write to its folder of cards (${problem}). It tries again.`;
    const outcome = problem === null ? { fileName } : { problem: told };
    if (problem !== null) log.warn({ incidentId, problem }, 'a card could not be written');
    return desk.noteCardFile(incidentId, outcome).then(
      () => problem === null,
      (error: unknown) => {
        log.error({ err: error }, 'what became of a card could not be noted');
        return false;
      },
    );
  }

  const unsubscribe = desk.onCommitted((events) => {
    if (events.some(({ type }) => type === 'card.accepted')) run();
  });
  const timer = setInterval(run, retryMs);
  run();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    unsubscribe();
    await running;
  };
}
