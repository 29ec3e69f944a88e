import { createKey, enrol, firing, openTestDesk } from '../../desk/testing/test-desk.ts';
import { noPagingSource } from '../../desk/surroundings.ts';
import type { DeskOptions } from '../../desk/create-desk.ts';
import type { PersonalChannel } from '../../domain/paging/paging-rules.ts';
import type { PagingSettings } from '../../domain/paging/settings.ts';
import type { WireEvent } from '../../protocol/events.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Delivery } from '../../protocol/paging.ts';
import type { Severity } from '../../protocol/severity.ts';

export const byMail: PersonalChannel = {
  ...{ name: 'email', kind: 'email', address: 'ana@example.com', afterMs: 60_000 },
};
export const byNtfy: PersonalChannel = {
  ...{ name: 'ntfy', kind: 'ntfy', address: 'ana-phone', afterMs: 120_000 },
};
export const byWebhook: PersonalChannel = {
  ...{ name: 'sms', kind: 'webhook', address: '+4915112345678', afterMs: 0 },
};

export interface PagedDeskOptions extends Partial<DeskOptions> {
  /** By the name of a person. */
  channels?: Record<string, readonly PersonalChannel[]>;
  settings?: Partial<PagingSettings>;
  clock?: { nowMs: number; now: () => number };
}

/** A hub with Ana on the developer side and Raj on the other, who have channels. */
export async function openPagedDesk({
  channels = { Ana: [byMail] },
  settings = {},
  ...options
}: PagedDeskOptions = {}) {
  const paging: DeskOptions['paging'] = {
    ...noPagingSource,
    rules: (records, nowMs) => ({
      ...noPagingSource.rules(records, nowMs),
      channelsOf: (personId) => {
        const person = records.people().find(({ id }) => id === personId);
        return channels[person?.name ?? ''] ?? [];
      },
    }),
    settings: () => ({ ...noPagingSource.settings(), ...settings }),
  };
  const opened = await openTestDesk({ paging, ...options });
  const { desk } = opened;
  const isNew = (await desk.readSnapshot()).people.length === 0;
  const ana = isNew ? await enrol(desk, 'Ana', 'developer') : null;
  const raj = isNew ? await enrol(desk, 'Raj', 'sre') : null;
  const integration = isNew ? await createKey(desk) : null;

  /** Opens an incident of a service of its own. */
  async function page(title: string, severity: Severity = 'critical'): Promise<string> {
    if (!integration) throw new Error('The hub was opened before.');
    const alert = firing(title, { service: `service of ${title}` });
    const content = { ...alert.content, title, severity };
    await desk.ingest({ integration, alerts: [{ ...alert, content }], group: null });
    const incidents = (await desk.readSnapshot()).incidents;
    const incident = incidents.find((one) => one.title === title);
    if (!incident) throw new Error('There is no incident.');
    return incident.id;
  }

  async function incident(id: string): Promise<Incident> {
    const found = (await desk.readSnapshot()).incidents.find((one) => one.id === id);
    if (!found) throw new Error('There is no such incident.');
    return found;
  }

  async function events<Type extends WireEvent['type']>(
    type: Type,
  ): Promise<Extract<WireEvent, { type: Type }>[]> {
    const all = await desk.readEvents(0, 100_000);
    return all.filter((event): event is Extract<WireEvent, { type: Type }> => event.type === type);
  }

  /** Deliveries as they are now, in the order in which they were made. */
  async function deliveries(): Promise<Delivery[]> {
    const told = (await events('page.delivery')).map(({ delivery }) => delivery);
    return [...new Map(told.map((one) => [one.id, one])).values()];
  }

  return {
    ...opened,
    clock: options.clock ?? opened.clock,
    ana,
    raj,
    page,
    incident,
    events,
    deliveries,
  };
}
