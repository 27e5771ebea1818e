import type { Actor } from '#access'
import { life, takeStep } from '#life'
import { Problem } from '#platform/problem'
import type { AnswerEntry } from './entry.ts'
import { questionsMatching, sealedReason } from './question-store.ts'
import { answersTo } from './rules.ts'

/** A question about a photo: answered once, for good, and never by whoever sent the photo. */
const questionLife = life({
  name: 'question',
  table: 'evidence.question',
  find: async (db, id) => (await questionsMatching(db, { id, limit: 1 }))[0],
  state: ({ answer }) => (answer === null ? 'open' : 'answered'),
  otherwise: 'question_was_answered',
  ownWork: 'question_is_answered_by_sender',
  steps: {
    answer: {
      may: 'photo_question.answer',
      from: ['open'],
      to: 'answered',
      notBy: ({ sentBy }) => sentBy,
      sets: ({ at, personId }) => ({ answered_by: personId, answered_at: at }),
    },
  },
})

/**
 * Answers a question about a photo, for good. It is an answer and no verdict: what follows from it, such as returning the
 * record, is decided there. Nobody answers about a photo that they sent themselves.
 * @throws Problem `not_found_or_not_allowed`, `question_is_answered_by_sender`, `question_was_answered`,
 *   `question_answer_has_no_reason`, `field_is_no_choice`
 */
export const answerQuestion = (actor: Actor, id: string, { answer, reason }: AnswerEntry): Promise<void> =>
  takeStep(actor, questionLife, id, 'answer', {
    change: async (tx, { kind, sourceKind, sourceId }) => {
      if (!answersTo(kind).includes(answer)) throw new Problem('field_is_no_choice', {}, { field: 'answer' })
      if (answer !== 'not_the_same' && reason.length < 3)
        throw new Problem('question_answer_has_no_reason', {}, { field: 'reason' })
      const source = { kind: sourceKind, id: sourceId }
      return { sets: { answer, reason: await sealedReason(tx, source, reason || null) }, noted: { answer } }
    },
  })
