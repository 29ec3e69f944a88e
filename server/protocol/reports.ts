import { z } from 'zod';
import { Instant } from './identity.ts';

/** `GET /api/reports`: incidents that were opened within a span of time. */
export const ReportQuery = z.object({ since: Instant, until: Instant });
export type ReportQuery = z.infer<typeof ReportQuery>;

export const Reports = z.object({ since: Instant, until: Instant });
export type Reports = z.infer<typeof Reports>;
