import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Issues that a person can act on. Of a value that may have several forms, only the form that it
 * evidently was meant to have is spoken of.
 */
export function actionableIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const meant = issue.errors.find((branch) => !branch.some(isOfAnotherType));
    if (!meant) return [{ ...issue, message: `Expected ${expectedTypes(issue.errors)}.` }];
    return actionableIssues(meant).map((inner) => ({
      ...inner,
      path: [...issue.path, ...inner.path],
    }));
  });
}

function isOfAnotherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') {
    return issue.errors.every((branch) => branch.some(isOfAnotherType));
  }
  return issue.code === 'invalid_type';
}

function expectedTypes(branches: readonly (readonly Issue[])[]): string {
  const names = branches.flat().flatMap((issue) => {
    if (issue.code === 'invalid_union') return [expectedTypes(issue.errors)];
    return issue.code === 'invalid_type' ? [issue.expected] : [];
  });
  return [...new Set(names)].join(' or ');
}
