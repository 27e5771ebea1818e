import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Numbers, QualityRule, QuestionKind } from './rules.ts'

/** Loads the rules that come with the software; those of an older version stay as they are. */
export async function loadRules(tx: Tx, rules: readonly QualityRule[]): Promise<void> {
  await sql`
    insert into figures.quality_rule (code, name_vi, name_en, lesser, greater)
    select code, "nameVi", "nameEn", lesser, greater
      from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as given (code text, "nameVi" text, "nameEn" text, lesser text, greater text)
        on conflict (code) do update set name_vi = excluded.name_vi, name_en = excluded.name_en,
           lesser = excluded.lesser, greater = excluded.greater`.execute(tx)
}

/** The rules that hold on a day. */
export const rulesOn = (db: Reader, day: Day): Promise<QualityRule[]> =>
  db
    .selectFrom('figures.quality_rule')
    .select(['code', 'name_vi as nameVi', 'name_en as nameEn', 'lesser', 'greater'])
    .where(sql<boolean>`daterange(valid_from, valid_to) @> ${day}::date`)
    .orderBy('code')
    .execute()

/** The next units, in the order of their ids, that stand on a day and have entered anything since another. */
export async function unitsToAsk(
  db: Reader,
  after: string,
  since: Day,
  day: Day,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select unit.id from org.unit
     where unit.id > ${after} and daterange(unit.valid_from, unit.valid_to) @> ${day}::date
       and exists (select from figures.fact where fact.unit_id = unit.id and fact.day >= ${since})
     order by unit.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

export type OwnMonth = { unitId: string; indicator: string; month: Day; amount: number }

/** What units themselves entered month by month. */
export async function ownMonths(
  db: Reader,
  units: readonly string[],
  since: Day,
  until: Day,
): Promise<OwnMonth[]> {
  const { rows } = await sql<OwnMonth>`
    select unit_id as "unitId", indicator, month, amount from figures.own_months(${[...units]}::uuid[], ${since}, ${until})`.execute(
    db,
  )
  return rows
}

/** A question that the figures raise. */
export type Raised = {
  kind: QuestionKind
  unitId: string
  subject: string
  indicator: string
  month: Day
  numbers: Numbers
}

/** Keeps what the figures of some units raise now; what they raise no more is asked no more. */
export async function keepRaised(
  tx: Tx,
  units: readonly string[],
  since: Day,
  raised: readonly Raised[],
): Promise<void> {
  await sql`
    with given as (
      select kind, "unitId", subject, indicator, month, numbers
        from jsonb_to_recordset(${JSON.stringify(raised)}::jsonb)
          as given (kind text, "unitId" uuid, subject text, indicator text, month date, numbers jsonb)
    ), gone as (
      update figures.question set is_raised = false
       where is_raised and unit_id = any (${[...units]}::uuid[]) and month >= ${since}
         and not exists (select from given where given."unitId" = unit_id and given.kind = question.kind
                            and given.subject = question.subject and given.month = question.month)
    )
    insert into figures.question (kind, unit_id, subject, indicator, month, numbers)
    select kind, "unitId", subject, indicator, month, numbers from given
        on conflict (unit_id, kind, subject, month) do update
       set numbers = excluded.numbers, is_raised = true,
           raised_at = case when question.is_raised then question.raised_at else now() end
     where question.numbers <> excluded.numbers or not question.is_raised`.execute(tx)
}

/** An answer, with the numbers that whoever gave it saw. */
export type Answer = {
  verdict: 'right' | 'will_correct'
  words: string
  numbers: Numbers
  by: string
  at: string
}

/** A question as lists show it. */
export type Question = {
  id: string
  kind: QuestionKind
  unitId: string
  unitName: string
  unitSlug: string
  indicator: string
  nameVi: string
  nameEn: string
  unitVi: string
  unitEn: string
  ruleVi: string | null
  ruleEn: string | null
  month: Day
  numbers: Numbers
  mayAnswer: boolean
  answer: Answer | null
}

export type QuestionSearch = {
  under?: string | undefined
  kind?: QuestionKind | undefined
  /** Answered ones too; otherwise those that nobody has answered as they are now. */
  all?: boolean | undefined
  after?: { month: Day; id: string } | undefined
  limit: number
}

const questionRows = (where: ReturnType<typeof sql>, limit: number) => sql<Question>`
  with answering as materialized (select unnest(access.units_for('question.answer')) as id)
  select question.id, question.kind, question.unit_id as "unitId", unit.name as "unitName", unit.slug as "unitSlug",
         question.indicator, indicator.name_vi as "nameVi", indicator.name_en as "nameEn",
         indicator.unit_vi as "unitVi", indicator.unit_en as "unitEn", rule.name_vi as "ruleVi", rule.name_en as "ruleEn",
         question.month, question.numbers, exists (select from answering where answering.id = question.unit_id) as "mayAnswer",
         answer.said as answer
    from figures.question
    join org.unit on unit.id = question.unit_id
    join figures.indicator on indicator.code = question.indicator
    left join figures.quality_rule as rule on question.kind = 'rule' and rule.code = question.subject
    left join lateral (
      select given.numbers, jsonb_build_object('verdict', given.verdict, 'words', given.words, 'numbers', given.numbers,
                                               'by', person.name, 'at', given.answered_at) as said
        from figures.question_answer as given join access.person on person.id = given.answered_by
       where given.question_id = question.id order by given.answered_at desc, given.id desc limit 1
    ) as answer on true
   where ${where}
   order by question.month desc, question.id desc
   limit ${limit}`

/** Questions that the figures raise, newest month first, as far as the person of the transaction may see them. */
export async function questionsMatching(db: Reader, search: QuestionSearch): Promise<Question[]> {
  const { under, kind, all, after, limit } = search
  const where = sql`question.is_raised
    ${all ? sql`` : sql`and answer.numbers is distinct from question.numbers`}
    ${kind === undefined ? sql`` : sql`and question.kind = ${kind}`}
    ${under === undefined ? sql`` : sql`and question.unit_id in (select unit_id from org.beneath where ancestor_id = ${under})`}
    ${after === undefined ? sql`` : sql`and (question.month, question.id) < (${after.month}::date, ${after.id}::uuid)`}`
  const { rows } = await questionRows(where, limit).execute(db)
  return rows
}

/** How many questions, unanswered as they are now, lie where the person of the transaction may answer. */
export async function countToAnswer(db: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from figures.question
     where is_raised and unit_id = any ((select access.units_for('question.answer'))::uuid[])
       and (select given.numbers from figures.question_answer as given where given.question_id = question.id
             order by given.answered_at desc, given.id desc limit 1) is distinct from question.numbers`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** How many questions about figures of a unit and of those beneath, of months in a span, nobody has answered as they are now. */
export async function openQuestionsIn(
  db: Reader,
  unitId: string,
  { from, until }: { from: Day; until: Day },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from figures.question
     where is_raised and month >= ${from}::date and month < ${until}::date
       and unit_id in (select unit_id from org.beneath where ancestor_id = ${unitId}::uuid)
       and (select given.numbers from figures.question_answer as given where given.question_id = question.id
             order by given.answered_at desc, given.id desc limit 1) is distinct from question.numbers`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** One question, where the figures still raise it. */
export async function questionById(db: Reader, id: string): Promise<Question | undefined> {
  const { rows } = await questionRows(sql`question.id = ${id} and question.is_raised`, 1).execute(db)
  return rows[0]
}

export async function insertAnswer(
  tx: Tx,
  questionId: string,
  { verdict, words, numbers }: Pick<Answer, 'verdict' | 'words' | 'numbers'>,
): Promise<void> {
  await tx
    .insertInto('figures.question_answer')
    .values({ question_id: questionId, verdict, words, numbers: JSON.stringify(numbers) })
    .execute()
}
