import { life } from '#life'
import { findQuestion } from './question-store.ts'

/** A question about a photo: answered once, for good, and never by whoever sent the photo. */
export const questionLife = life({
  name: 'question',
  table: 'evidence.question',
  find: findQuestion,
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
