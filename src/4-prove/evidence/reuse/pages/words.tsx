import { formatDay, t } from '#platform/i18n'
import { Badge } from '#ui'
import type { ToldQuestion } from '../read.ts'

/** A question in one line. */
export function questionTitle({ kind, found }: ToldQuestion): string {
  if (kind === 'altered_picture')
    return t(found.isMirrored ? 'photo_questions.kind.mirrored' : 'photo_questions.kind.altered')
  if (kind === 'same_picture')
    return t(found.distance === 0 ? 'photo_questions.kind.same_exactly' : 'photo_questions.kind.same')
  if (kind === 'same_moment')
    return t(found.isOnePerson ? 'photo_questions.kind.one_person' : 'photo_questions.kind.same_second')
  return t(`photo_questions.kind.${kind}`, { days: Math.abs(found.days ?? 0) })
}

/** What stands against what, in a sentence with days and units. */
export function questionSentence(question: ToldQuestion): string {
  const { kind, day, takenAt, otherUnitName, otherDay } = question
  if (kind === 'taken_before' || kind === 'taken_after')
    return t('photo_questions.sentence.taken', {
      day: day ? formatDay(day) : '',
      taken: takenAt ? formatDay(takenAt) : '',
    })
  if (otherDay)
    return t('photo_questions.sentence.other', { unit: otherUnitName ?? '', day: formatDay(otherDay) })
  return t('photo_questions.sentence.other_hidden', { unit: otherUnitName ?? '' })
}

/** Whether a question waits, or what was answered. */
export function AnswerBadge({ question: { answer } }: { question: ToldQuestion }) {
  if (answer === null) return <Badge tone="waiting">{t('photo_questions.waits')}</Badge>
  return (
    <Badge tone={answer === 'will_be_corrected' ? 'problem' : 'done'}>
      {t(`photo_questions.answered.${answer}`)}
    </Badge>
  )
}
