import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { textOf, wordsOf } from '../domain/card/lesson.ts';
import type { Lesson, LessonOccasion } from '../domain/card/lesson.ts';
import { foldName } from '../domain/directory.ts';
import type { Alert } from '../protocol/alert.ts';
import type { Card } from '../protocol/card.ts';
import type { Incident } from '../protocol/incident.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Begins the tokens of names, so that no text can forge one. */
const mark = '\uE001';
/** Lessons that are looked at closely for one incident. */
const candidates = 40;
/** Alerts of an incident whose labels its lesson keeps. */
const alertsRead = 50;
/** Words of an occasion that are looked up. */
const wordsLookedUp = 60;
/** Words of an occasion that are searched for: the rarest tell most, and are the quickest to find. */
const wordsSearched = 12;
/** A word of more cards than this is searched for only when no rarer one is known. */
const commonFrom = 500;

type LessonRow = Pick<Tables['lessons'], 'body'>;

/** Accepted cards, to be found when an incident is like theirs. */
export class LessonTables {
  readonly #alerts: Query<{ body: string }>;
  readonly #put: Query<unknown>;
  readonly #index: Query<unknown>;
  readonly #find: Query<LessonRow>;
  readonly #byIncident: Query<LessonRow>;
  readonly #cardsWith: Query<{ doc: number }>;
  readonly #any: Query<{ number: number }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#alerts = bindQuery(
      statements,
      db
        .selectFrom('alerts')
        .select('body')
        .where('incident_id', '=', '')
        .orderBy('opened_seq')
        .limit(sql.lit(alertsRead))
        .compile(),
    );
    this.#put = bindQuery(
      statements,
      db.replaceInto('lessons').values({ number: 0, incident_id: '', body: '' }).compile(),
    );
    this.#index = bindQuery(
      statements,
      db.insertInto('card_search').values({ rowid: 0, words: '' }).compile(),
    );
    this.#find = bindQuery(
      statements,
      db
        .selectFrom('card_search')
        .innerJoin('lessons', 'lessons.number', 'card_search.rowid')
        .select('lessons.body')
        .where(sql<string>`card_search`, '=', '')
        .orderBy(sql`card_search.rank`)
        .limit(sql.lit(candidates))
        .compile(),
    );
    this.#byIncident = bindQuery(
      statements,
      db.selectFrom('lessons').select('body').where('incident_id', '=', '').compile(),
    );
    this.#cardsWith = bindQuery(
      statements,
      db.selectFrom('card_words').select('doc').where('term', '=', '').compile(),
    );
    this.#any = bindQuery(
      statements,
      db.selectFrom('lessons').select('number').limit(sql.lit(1)).compile(),
    );
  }

  /** Those that have something in common with an occasion, the likeliest first. */
  candidates(occasion: LessonOccasion): Lesson[] {
    if (!this.#any.get()) return [];
    const expression = toMatchExpression(occasion, this.#rarest(occasion.text));
    if (expression === null) return [];
    return this.#find.all(expression).map(({ body }) => JSON.parse(body) as Lesson);
  }

  /** The words of a text that are in the fewest cards. */
  #rarest(text: string): string[] {
    const known = [...wordsOf(text)]
      .slice(0, wordsLookedUp)
      .map((word) => ({ word, cardCount: this.#cardsWith.get(word)?.doc ?? 0 }))
      .filter(({ cardCount }) => cardCount > 0)
      .toSorted((one, other) => one.cardCount - other.cardCount);
    const rare = known.filter(({ cardCount }) => cardCount < commonFrom);
    return (rare.length > 0 ? rare : known.slice(0, 1))
      .slice(0, wordsSearched)
      .map(({ word }) => word);
  }

  find(incidentId: string): Lesson | undefined {
    const row = this.#byIncident.get(incidentId);
    return row && (JSON.parse(row.body) as Lesson);
  }

  /** Keeps the lesson of a card that was accepted. */
  add({ content, incidentId }: Card, incident: Incident): void {
    const alerts = this.#alerts.all(incidentId).map(({ body }) => JSON.parse(body) as Alert);
    const lesson: Lesson = {
      incidentId,
      incidentNumber: incident.number,
      service: incident.service,
      title: incident.title,
      resolvedAt: incident.resolvedAt ?? incident.updatedAt,
      alertNames: [...new Set(alerts.flatMap(({ labels }) => labels['alertname'] ?? []))],
      labels: Object.assign({}, ...alerts.map(({ labels }) => labels).toReversed()) as Record<
        string,
        string
      >,
      content,
    };
    this.#put.run(incident.number, incidentId, JSON.stringify(lesson));
    const words = textOf(lesson).replaceAll(mark, ' ');
    const tokens = [serviceToken(lesson.service), ...lesson.alertNames.map(alertToken)];
    this.#index.run(BigInt(incident.number), [words, ...tokens].join(' '));
  }
}

/** Any of the names and words; words are letters and digits alone, so that no syntax can get in. */
function toMatchExpression(
  { service, alertNames }: LessonOccasion,
  words: readonly string[],
): string | null {
  const terms = [...service.map(serviceToken), ...alertNames.map(alertToken), ...words];
  return terms.length === 0 ? null : terms.map((term) => `"${term}"`).join(' OR ');
}

function serviceToken(service: string): string {
  return `${mark}s${toHex(service)}`;
}

function alertToken(name: string): string {
  return `${mark}a${toHex(name)}`;
}

function toHex(text: string): string {
  return Buffer.from(foldName(text)).toString('hex');
}
