import type { ResponseOf } from './ipc/contract.ts';
import { Reports } from '../server/protocol/reports.ts';
import type { ReportQuery } from '../server/protocol/reports.ts';
import type { HubClient } from './hub/hub-client.ts';
import type { LaptopPorts } from './pager/ports.ts';

export interface ReportRequestsOptions {
  ports: Pick<LaptopPorts, 'log' | 'desktop'>;
  client(): HubClient | null;
}

const path = '/api/reports';
const reportBytes = 32 * 1024 * 1024;

/** What the user does in the reports window. */
export class ReportRequests {
  readonly #options: ReportRequestsOptions;

  constructor(options: ReportRequestsOptions) {
    this.#options = options;
  }

  /** Null: the hub cannot be asked now. */
  async load(query: ReportQuery): Promise<Reports | null> {
    const { client, ports } = this.#options;
    try {
      return (await client()?.api.getJson(path, query, Reports)) ?? null;
    } catch (fault) {
      ports.log.warn({ reason: String(fault) }, 'no reports came');
      return null;
    }
  }

  /**
   * Asks the user for a file and writes the reports there.
   * @throws TocsinError `file_unwritable`
   */
  async save(query: ReportQuery, format: 'csv' | 'json'): Promise<ResponseOf<'reports:save'>> {
    const { client, ports } = this.#options;
    const options = { limitBytes: reportBytes, query: { ...query, format } };
    const made = await client()
      ?.api.download(path, options)
      .catch((fault: unknown) => {
        ports.log.warn({ reason: String(fault) }, 'reports could not be saved');
        return null;
      });
    if (!made) return 'unavailable';
    const days = [query.since, query.until].map((instant) => instant.slice(0, 10)).join('-to-');
    return ports.desktop.saveAs(`tocsin-reports-${days}.${format}`, made.bytes);
  }
}
