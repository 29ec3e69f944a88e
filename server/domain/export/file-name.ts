import type { Incident } from '../../protocol/incident.ts';
import type { ExportFormat } from '../../protocol/room-api.ts';

const endings: Record<ExportFormat, string> = { markdown: 'md', json: 'json', review: 'md' };

/** `incident-41-checkout.md`: letters, digits and hyphens, fit for any file system and header. */
export function exportFileName(
  { number, service }: Pick<Incident, 'number' | 'service'>,
  format: ExportFormat,
): string {
  const words = service
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  const kind = format === 'review' ? 'review' : 'incident';
  return `${kind}-${number}${words === '' ? '' : `-${words}`}.${endings[format]}`;
}
