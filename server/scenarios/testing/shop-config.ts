/** Changes of the config that a scenario is about; each replaces a whole section. */
export interface ConfigChange {
  people?: string;
  teams?: string;
  services?: string;
  rotas?: string;
  policies?: string;
  more?: string;
}

const office = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
  .map((day) => `${day}: ['09:00-17:00']`)
  .join(', ');

const people = `
  ana: { name: Ana }
  bo: { name: Bo }
  cy: { name: Cy }
  raj: { name: Raj }
  sam: { name: Sam }
  tia: { name: Tia }
`;

const teams = `
  payments: { name: Payments, side: developer, zone: Europe/Berlin, members: [ana, bo, cy], leads: [cy], hours: { ${office} } }
  ops: { name: Operations, side: sre, zone: Europe/Berlin, members: [raj, sam, tia], leads: [tia], hours: { ${office} } }
`;

const services = `
  checkout: { developers: payments, sres: ops }
`;

const rotas = `
  payments-week:
    name: Payments
    team: payments
    layers: [{ name: weekly, start: '2026-11-02T09:00', turn: week, people: [ana, bo] }]
  ops-week:
    name: Operations
    team: ops
    layers: [{ name: weekly, start: '2026-11-02T09:00', turn: week, people: [raj, sam] }]
`;

/**
 * A shop: Ana and Bo take weekly turns for the developers and Cy leads them; Raj and Sam do for the SREs,
 * led by Tia. Without policies the default one is in force: on call, backup, lead, team, five minutes
 * each.
 */
export function shopConfig(change: ConfigChange = {}): string {
  const section = (name: string, text: string | undefined): string =>
    text === undefined || text.trim() === '' ? '' : `${name}:${text}\n`;
  return [
    section('people', change.people ?? people),
    section('teams', change.teams ?? teams),
    section('services', change.services ?? services),
    section('rotas', change.rotas ?? rotas),
    section('policies', change.policies),
    change.more ?? '',
  ].join('');
}
