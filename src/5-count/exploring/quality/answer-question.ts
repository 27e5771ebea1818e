import { z } from 'zod'
import { type Actor, look, note, perform } from '#access'
import { isId } from '#platform/ids'
import { dayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { textField } from '#platform/submit'
import { sameNumbers } from './rules.ts'
import { insertAnswer, type Question, type QuestionSearch, questionById, questionsMatching } from './store.ts'

/** An answer as it is typed: that the figure is right, and why; or that it will be corrected. */
export const answerEntry = z.object({
  verdict: z.enum(['right', 'will_correct'], 'field_is_required'),
  words: textField(500),
  /** What the person saw: the numbers as text. */
  seen: z.string().max(2000),
})
export type AnswerEntry = z.output<typeof answerEntry>

/** The numbers of a question as a form carries them along. */
export const seenOf = ({ numbers }: Pick<Question, 'numbers'>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(numbers).sort(([one], [other]) => (one < other ? -1 : 1))))

/** The place in the list of questions. */
export const questionPlace = z.object({ month: dayPlace.shape.day, id: dayPlace.shape.id })

/** One page of the questions that a person may see. */
export const questionsFor = (actor: Actor, search: QuestionSearch) =>
  look(actor, 'question.read', null, (db) =>
    readPage(
      search.limit,
      (limit) => questionsMatching(db, { ...search, limit }),
      ({ month, id }) => ({ month, id }),
    ),
  )

/**
 * Answers a question. No figure changes: whoever says that it will be corrected corrects the record.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated` where the numbers have changed since,
 *   `question_answer_has_no_words` where somebody says that it is right and not why
 */
export async function answerQuestion(actor: Actor, id: string, entry: AnswerEntry): Promise<void> {
  const { unitId } = await questionOf(actor, id)
  await perform(actor, 'question.answer', unitId, async (tx) => {
    const question = await questionById(tx, id)
    if (!question) throw new Problem('not_found_or_not_allowed')
    if (entry.seen !== seenOf(question)) throw new Problem('seen_is_outdated')
    if (entry.verdict === 'right' && entry.words.trim().length < 3)
      throw new Problem('question_answer_has_no_words', {}, { field: 'words' })
    const isSaid = question.answer?.verdict === entry.verdict && question.answer.words === entry.words
    if (isSaid && sameNumbers(question.answer?.numbers ?? {}, question.numbers)) return
    await insertAnswer(tx, id, { ...entry, numbers: question.numbers })
    note(tx, { question: id, verdict: entry.verdict })
  })
}

/** One question that a person may see. @throws Problem `not_found_or_not_allowed`, also where it is raised no more */
export const questionOf = (actor: Actor, id: string): Promise<Question> =>
  look(actor, 'question.read', null, async (db) => {
    const question = isId(id) ? await questionById(db, id) : undefined
    if (!question) throw new Problem('not_found_or_not_allowed')
    return question
  })
