import { jsonpath } from 'json-p3';
import { isPath } from '../config/mapping.ts';
import type { GenericMapping, MappedText } from '../config/mapping.ts';
import { TocsinError } from '../protocol/errors.ts';
import { readNative } from './generic.ts';
import { textOf } from './json-value.ts';
import { limitAlertCount } from './reading.ts';
import type { Circumstances, Reading } from './reading.ts';

/** Finds a text in a body; null when a path of it finds nothing. */
type Finder = (body: unknown) => string | null;
type Reader = (body: unknown, circumstances: Circumstances) => Reading;
type JsonValue = Parameters<ReturnType<typeof jsonpath.compile>['query']>[0];

/**
 * Makes the reader for a mapping, with its paths compiled once.
 * The reader throws TocsinError `body_invalid` when the key is not in a body, `body_too_large`.
 */
export function compileMapping(mapping: GenericMapping): Reader {
  const findKey = compileText(mapping.key, 'all');
  const findStatus = compileWord(mapping.status);
  const findSeverity = compileWord(mapping.severity);
  const findTitle = compileText(mapping.title, 'some');
  const findService = compileText(mapping.service, 'some');
  const findStart = compileText(mapping.startsAt, 'some');
  const findEnd = compileText(mapping.endsAt, 'some');
  const findLabels = compilePairs(mapping.labels);
  const findAnnotations = compilePairs(mapping.annotations);
  const findLinks = compilePairs(mapping.links);
  const findAlerts = compileAlerts(mapping.alerts);

  return (body, circumstances) => {
    const posted = findAlerts(body);
    limitAlertCount(posted.length);
    const alerts = posted.map((alert, index) => {
      const where = posted.length > 1 ? `[${index}].` : '';
      const key = findKey(alert);
      if (key === null || key.trim() === '') {
        throw new TocsinError(
          'body_invalid',
          `${where}key: the mapping's ${JSON.stringify(mapping.key)} finds nothing.`,
        );
      }
      return readNative(
        {
          key,
          status: findStatus(alert),
          severity: findSeverity(alert),
          title: findTitle(alert),
          service: findService(alert),
          labels: findLabels(alert),
          annotations: findAnnotations(alert),
          links: findLinks(alert),
          startsAt: findStart(alert),
          endsAt: findEnd(alert),
        },
        circumstances,
        where,
      );
    });
    return { alerts, group: null, problems: [] };
  };
}

function compileAlerts(path: string | undefined): (body: unknown) => unknown[] {
  if (path === undefined) return (body) => (Array.isArray(body) ? (body as unknown[]) : [body]);
  const query = jsonpath.compile(path);
  return (body) => {
    const found = runQuery(query, body);
    const [only] = found;
    // `$.items` finds one list and `$.items[*]` finds its members: both mean the members.
    return found.length === 1 && Array.isArray(only) ? (only as unknown[]) : found;
  };
}

/** `all`: every path must find something. `some`: it is enough that one does. */
function compileText(text: MappedText | undefined, needed: 'all' | 'some'): Finder {
  if (text === undefined) return () => null;
  const finders = (typeof text === 'string' ? [text] : text).map(compilePart);
  const isLiteral = finders.every(({ isLiteral }) => isLiteral);
  return (body) => {
    const found = finders.map(({ find }) => find(body));
    const hasFound = found.some((part, index) => part !== null && !finders[index]?.isLiteral);
    if (needed === 'all' ? found.includes(null) : !hasFound && !isLiteral) return null;
    return found.map((part) => part ?? '').join('');
  };
}

function compilePart(part: string): { isLiteral: boolean; find: Finder } {
  if (!isPath(part)) return { isLiteral: true, find: () => part };
  const query = jsonpath.compile(part);
  return {
    isLiteral: false,
    find: (body) => {
      const values = runQuery(query, body).map(textOf);
      return values.some((value) => value !== '') ? values.join(', ') : null;
    },
  };
}

function compileWord(word: GenericMapping['status'] | GenericMapping['severity']): Finder {
  if (word === undefined || typeof word === 'string' || Array.isArray(word)) {
    return compileText(word, 'some');
  }
  const find = compileText(word.from, 'some');
  const values = new Map(
    Object.entries(word.values).map(([said, meant]) => [said.toLowerCase(), meant]),
  );
  return (body) => {
    const said = find(body);
    return said === null ? null : (values.get(said.trim().toLowerCase()) ?? said);
  };
}

function compilePairs(
  pairs: Record<string, MappedText> | undefined,
): (body: unknown) => Record<string, string> {
  const finders = Object.entries(pairs ?? {}).map(
    ([name, text]) => [name, compileText(text, 'some')] as const,
  );
  return (body) => Object.fromEntries(finders.map(([name, find]) => [name, find(body) ?? '']));
}

/** @throws TocsinError `body_invalid` when the body is nested deeper than a query follows */
function runQuery(query: ReturnType<typeof jsonpath.compile>, body: unknown): unknown[] {
  try {
    return query.query(body as JsonValue).values();
  } catch (error) {
    throw new TocsinError('body_invalid', 'It is nested too deeply for the mapping.', {
      cause: error,
    });
  }
}
