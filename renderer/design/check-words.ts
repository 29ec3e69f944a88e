import type { SelfCheck } from '../../server/protocol/oncall.ts';

/** What is looked at, as its owner would say it. */
export const checkNames: Record<SelfCheck['name'], string> = {
  link: 'Link to the hub',
  'audio-device': 'Sound output',
  volume: 'Volume',
  mute: 'Mute',
  notifications: 'Notifications',
  window: 'Alert window on top',
};

/** What is wrong first. */
export function checksInOrder(checks: readonly SelfCheck[]): SelfCheck[] {
  return checks.toSorted((a, b) => Number(a.isOk) - Number(b.isOk));
}
