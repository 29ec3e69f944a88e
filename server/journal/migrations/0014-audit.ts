/**
 * Events that change who is paged, or how. The index holds these; a longer list needs a new one.
 */
export const auditedTypes = [
  'config.applied',
  'config.refused',
  'override.added',
  'override.removed',
  'swap.changed',
  'silence.created',
  'silence.ended',
  'seat.held',
  'key.created',
  'key.revoked',
  'invite.created',
  'person.enrolled',
  'device.added',
  'device.removed',
  'subscription.made',
  'subscription.revoked',
] as const;

const list = auditedTypes.map((type) => `'${type}'`).join(', ');

/** The condition of the index; SQLite uses it for queries that say the same. */
export const isAudited = `type in (${list})`;

export const auditIndex: readonly string[] = [
  `create index events_audited on events (seq, at) where ${isAudited}`,
];
