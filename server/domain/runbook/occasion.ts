import type { Directory } from '../directory.ts';
import type { OpenedIncident } from '../intake.ts';
import type { RunbookOccasion } from './best-runbooks.ts';

/** What there is to respond to, as the alert that opened an incident says. */
export function occasionOf(
  { service, alert }: Pick<OpenedIncident, 'service' | 'alert'>,
  directory: Pick<Directory, 'namesOf'>,
): RunbookOccasion {
  const { title, labels } = alert;
  const name = Object.hasOwn(labels, 'alertname') ? labels['alertname'] : undefined;
  return {
    service: directory.namesOf(service),
    alertNames: [...(name === undefined ? [] : [name]), title],
    labels,
  };
}
