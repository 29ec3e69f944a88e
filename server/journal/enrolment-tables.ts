import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Person } from '../protocol/identity.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export type InviteRow = Tables['invites'];
export type IntegrationRow = Tables['integrations'];
export type DeviceRow = Tables['devices'] & { person_name: string; side: string };

/** People, their devices and invites, and the integrations, as of the last appended event. */
export class EnrolmentTables {
  #people: readonly Person[] | undefined;
  #reachable: readonly Person[] | undefined;
  readonly #allPeople: Query<Tables['people']>;
  readonly #reachablePeople: Query<Tables['people']>;
  readonly #devices: Query<DeviceRow>;
  readonly #device: Query<DeviceRow>;
  readonly #devicesOf: Query<{ id: string }>;
  readonly #deviceByToken: Query<DeviceRow>;
  readonly #invite: Query<InviteRow>;
  readonly #inviteOfName: Query<InviteRow>;
  readonly #integrations: Query<IntegrationRow>;
  readonly #integrationBySecret: Query<IntegrationRow>;
  readonly #writes: ReturnType<typeof bindWrites>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const people = db.selectFrom('people').selectAll().orderBy('id');
    const reachable = people.where((where) =>
      where.exists(
        where
          .selectFrom('devices')
          .select('devices.id')
          .whereRef('devices.person_id', '=', 'people.id')
          .where('devices.revoked_at', 'is', null),
      ),
    );
    const devices = db
      .selectFrom('devices')
      .innerJoin('people', 'people.id', 'devices.person_id')
      .selectAll('devices')
      .select(['people.name as person_name', 'people.side'])
      .where('devices.revoked_at', 'is', null);
    const invites = db.selectFrom('invites').selectAll();
    const integrations = db.selectFrom('integrations').selectAll();
    this.#allPeople = bindQuery(statements, people.compile());
    this.#reachablePeople = bindQuery(statements, reachable.compile());
    this.#devices = bindQuery(statements, devices.orderBy('devices.id').compile());
    this.#device = bindQuery(statements, devices.where('devices.id', '=', '').compile());
    this.#devicesOf = bindQuery(
      statements,
      db
        .selectFrom('devices')
        .select('id')
        .where('person_id', '=', '')
        .where('revoked_at', 'is', null)
        .orderBy('id')
        .compile(),
    );
    this.#deviceByToken = bindQuery(
      statements,
      devices.where('devices.token_hash', '=', '').compile(),
    );
    this.#invite = bindQuery(statements, invites.where('code_hash', '=', '').compile());
    this.#inviteOfName = bindQuery(statements, invites.where('person_name', '=', '').compile());
    this.#integrations = bindQuery(statements, integrations.orderBy('created_at').compile());
    this.#integrationBySecret = bindQuery(
      statements,
      integrations.where('secret_hash', '=', '').compile(),
    );
    this.#writes = bindWrites(db, statements);
  }

  people(): readonly Person[] {
    this.#people ??= this.#allPeople.all().map(personOf);
    return this.#people;
  }

  /** Those who have a device that is not revoked. */
  reachablePeople(): readonly Person[] {
    this.#reachable ??= this.#reachablePeople.all().map(personOf);
    return this.#reachable;
  }

  /** Not revoked, of everybody. */
  devices(): DeviceRow[] {
    return this.#devices.all();
  }

  /** Undefined when it was revoked. */
  device(deviceId: string): DeviceRow | undefined {
    return this.#device.get(deviceId);
  }

  /** Ids of a person's devices that are not revoked. */
  deviceIdsOf(personId: string): string[] {
    return this.#devicesOf.all(personId).map(({ id }) => id);
  }

  deviceByToken(tokenHash: string): DeviceRow | undefined {
    return this.#deviceByToken.get(tokenHash);
  }

  invite(codeHash: string): InviteRow | undefined {
    return this.#invite.get(codeHash);
  }

  /** Any invite of a person of this name. */
  inviteOfName(personName: string): InviteRow | undefined {
    return this.#inviteOfName.get(personName);
  }

  /** Revoked ones too. */
  integrations(): IntegrationRow[] {
    return this.#integrations.all();
  }

  integrationBySecret(secretHash: string): IntegrationRow | undefined {
    return this.#integrationBySecret.get(secretHash);
  }

  /** Takes in an event; one that does not concern these tables changes nothing. */
  project(event: JournalEvent): void {
    const writes = this.#writes;
    switch (event.type) {
      case 'person.enrolled': {
        const { id, name, side } = event.person;
        writes.person.run(id, name, side);
        this.forget();
        return;
      }
      case 'device.added': {
        const { id, personId, name, sound } = event.device;
        writes.device.run(id, personId, name, sound, event.at);
        this.forget();
        return;
      }
      case 'device.enrolled':
        writes.deviceToken.run(event.tokenHash, event.platform, event.deviceId);
        return;
      case 'device.removed':
        writes.deviceRevoked.run(event.at, event.deviceId);
        this.forget();
        return;
      case 'device.sound-changed':
        writes.deviceSound.run(event.sound, event.deviceId);
        return;
      case 'invite.created': {
        const { id, name, side } = event.person;
        writes.invite.run(event.codeHash, id, name, side, event.expiresAt);
        return;
      }
      case 'invite.used':
        writes.inviteUsed.run(event.at, event.codeHash);
        return;
      case 'key.created': {
        const { integrationId, name, sender, service, mapping, secretHash, at } = event;
        writes.integration.run(integrationId, name, sender, service, mapping, secretHash, at);
        return;
      }
      case 'key.revoked':
        writes.integrationRevoked.run(event.at, event.integrationId);
        return;
      default:
    }
  }

  /** After a job or a transaction that was lost. */
  forget(): void {
    this.#people = undefined;
    this.#reachable = undefined;
  }
}

function personOf({ id, name, side }: Tables['people']): Person {
  return { id, name, side: side as Person['side'] };
}

function bindWrites(db: Kysely<Tables>, statements: Statements) {
  const device = { id: '', person_id: '', name: '', sound: '', enrolled_at: '' };
  const invite = { code_hash: '', person_id: '', person_name: '', side: '', expires_at: '' };
  const key = { id: '', name: '', sender: '', service: '', mapping: '', secret_hash: '' };
  const queries = {
    person: db.insertInto('people').values({ id: '', name: '', side: '' }),
    device: db.insertInto('devices').values(device),
    deviceToken: db
      .updateTable('devices')
      .set({ token_hash: '', platform: '' })
      .where('id', '=', ''),
    deviceRevoked: db.updateTable('devices').set({ revoked_at: '' }).where('id', '=', ''),
    deviceSound: db.updateTable('devices').set({ sound: '' }).where('id', '=', ''),
    invite: db.insertInto('invites').values(invite),
    inviteUsed: db.updateTable('invites').set({ used_at: '' }).where('code_hash', '=', ''),
    integration: db.insertInto('integrations').values({ ...key, created_at: '' }),
    integrationRevoked: db.updateTable('integrations').set({ revoked_at: '' }).where('id', '=', ''),
  };
  const bind = (query: { compile: () => Parameters<typeof bindQuery>[1] }) =>
    bindQuery(statements, query.compile());
  return {
    person: bind(queries.person),
    device: bind(queries.device),
    deviceToken: bind(queries.deviceToken),
    deviceRevoked: bind(queries.deviceRevoked),
    deviceSound: bind(queries.deviceSound),
    invite: bind(queries.invite),
    inviteUsed: bind(queries.inviteUsed),
    integration: bind(queries.integration),
    integrationRevoked: bind(queries.integrationRevoked),
  };
}
