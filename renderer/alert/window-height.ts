/** The smallest window, also when little is to be said. */
const leastPx = 420;
const summaryPx = 41;
const rowPx = 48;
/** More rows than these are scrolled. */
const mostRows = 6;

/** Height of the window that shows all that is beside the list, and the list as far as it helps. */
export function wantedHeightPx(besidePx: number, incidentCount: number): number {
  const rows = incidentCount > 1 ? Math.min(mostRows, incidentCount) : 0;
  const listPx = rows === 0 ? 0 : summaryPx + rows * rowPx;
  return Math.max(leastPx, Math.ceil(besidePx) + listPx);
}

/** Heading of the list: "32 open incidents, 4 services". */
export function listSummary(incidentCount: number, serviceCount: number): string {
  const services = serviceCount === 1 ? '1 service' : `${serviceCount} services`;
  return `${incidentCount} open incidents, ${services}`;
}
