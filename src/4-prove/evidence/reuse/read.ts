import { type Actor, look } from '#access'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import type { Proven } from '../store.ts'
import { wordsOfProven } from './describe-proven.ts'
import { countOpenQuestions, type Question, questionsMatching, unitAboveBoth } from './question-store.ts'

/** A question with the words of what its photos prove, as far as the reader may see it. */
export type ToldQuestion = Question & {
  title: string | undefined
  href: string | undefined
  otherTitle: string | undefined
  otherHref: string | undefined
}

async function told(db: Reader, questions: readonly Question[]): Promise<ToldQuestion[]> {
  const ids = questions.flatMap(({ sourceId, otherSourceId }) => [
    sourceId,
    ...(otherSourceId ? [otherSourceId] : []),
  ])
  const words = await wordsOfProven(db, 'activity', [...new Set(ids)])
  return questions.map((question) => ({
    ...question,
    title: words.get(question.sourceId)?.title,
    href: words.get(question.sourceId)?.href,
    otherTitle: words.get(question.otherSourceId ?? '')?.title,
    otherHref: words.get(question.otherSourceId ?? '')?.href,
  }))
}

/** One page of questions about photos, those that wait or those that were answered, the latest first. */
export const photoQuestions = (
  actor: Actor,
  search: { isOpen: boolean; under?: string | undefined; after?: { id: string } | undefined; limit?: number },
) =>
  look(actor, 'photo_question.read', null, async (db) => {
    const limit = Math.min(search.limit ?? 20, 200)
    const under = isId(search.under) ? search.under : undefined
    const after = search.after?.id
    const { rows, next } = await readPage(
      limit,
      (read) => questionsMatching(db, { ...search, under, after, limit: read }),
      ({ id }) => ({ id }),
    )
    return {
      rows: await told(db, rows),
      next,
      open: await countOpenQuestions(db),
    }
  })

/** One question, and who stands above both units where the other photo may not be seen. @throws Problem `not_found_or_not_allowed` */
export const photoQuestion = (actor: Actor, id: string) =>
  look(actor, 'photo_question.read', null, async (db) => {
    const [found] = isId(id) ? await told(db, await questionsMatching(db, { id, limit: 1 })) : []
    if (!found) throw new Problem('not_found_or_not_allowed')
    const isHidden = found.otherUnitSlug !== null && found.otherSha256 === null
    return {
      question: found,
      above:
        isHidden && found.otherUnitId ? await unitAboveBoth(db, found.unitId, found.otherUnitId) : undefined,
    }
  })

/** The questions about the photos of something, for its own page; none for those who may not see them. */
export const questionsAbout = async (
  db: Reader,
  { kind, id }: Pick<Proven, 'kind' | 'id'>,
): Promise<ToldQuestion[]> =>
  (await told(db, await questionsMatching(db, { sourceIds: [id], limit: 50 }))).filter(
    ({ sourceKind }) => sourceKind === kind,
  )

/** How many questions wait, as far as the reader sees them. */
export { countOpenQuestions } from './question-store.ts'
