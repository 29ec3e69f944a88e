import type { z } from 'zod';
import { actionableIssues } from './issue.ts';
import type { Place, Position } from './position.ts';

type Issue = z.core.$ZodIssue;

/** What a schema finds wrong with a text in YAML. */
export interface PlacedIssue extends Position {
  path: PropertyKey[];
  reason: string;
  /** Whether the field should be there and is not. */
  isMissing: boolean;
  issue: Issue;
}

/** Says for people what a schema found; `placeOf` says where a field, or its name, stands. */
export function placeIssues<P extends Place>(
  issues: readonly Issue[],
  placeOf: (path: readonly PropertyKey[], atKey: boolean) => P,
): (PlacedIssue & P)[] {
  return actionableIssues(issues).flatMap((issue): (PlacedIssue & P)[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const path = [...issue.path, key];
        const reason = 'There is no such field.';
        return { ...placeOf(path, true), path, reason, isMissing: false, issue };
      });
    }
    const isKey = issue.code === 'invalid_key';
    const place = placeOf(issue.path, isKey);
    const isMissing = issue.path.length > 0 && !place.isThere;
    const said = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    const reason = isMissing ? 'This field is missing.' : said;
    return [{ ...place, path: issue.path, reason, isMissing, issue }];
  });
}
