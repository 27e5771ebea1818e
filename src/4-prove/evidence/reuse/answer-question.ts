import { type Actor, look, note, perform } from '#access'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { AnswerEntry } from './entry.ts'
import { questionsMatching, settleQuestion } from './question-store.ts'
import { answersTo } from './rules.ts'

/**
 * Answers a question about a photo, for good. It is an answer and no verdict: what follows from it, such as returning the
 * record, is decided there. Nobody answers about a photo that they sent themselves.
 * @throws Problem `not_found_or_not_allowed`, `question_is_answered_by_sender`, `question_was_answered`,
 *   `question_answer_has_no_reason`, `field_is_no_choice`
 */
export async function answerQuestion(actor: Actor, id: string, entry: AnswerEntry): Promise<void> {
  const [question] = isId(id)
    ? await look(actor, 'photo_question.answer', null, (db) => questionsMatching(db, { id, limit: 1 }))
    : []
  if (!question) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'photo_question.answer', question.unitId, async (tx) => {
    if (question.sentBy === actor.personId) throw new Problem('question_is_answered_by_sender')
    if (!answersTo(question.kind).includes(entry.answer))
      throw new Problem('field_is_no_choice', {}, { field: 'answer' })
    if (entry.answer !== 'not_the_same' && entry.reason.length < 3)
      throw new Problem('question_answer_has_no_reason', {}, { field: 'reason' })
    const settled = { answer: entry.answer, reason: entry.reason || null, personId: actor.personId }
    if (!(await settleQuestion(tx, id, settled, { kind: question.sourceKind, id: question.sourceId })))
      throw new Problem('question_was_answered')
    note(tx, { question: id, answer: entry.answer })
  })
}
