import { t } from '#platform/i18n'
import { Card, Grid, Section } from '#ui'
import type { ToldQuestion } from '../read.ts'
import { AnswerBadge, questionSentence, questionTitle } from './words.tsx'

/** Questions about photos as cards, each with the photo that it is about. */
export function QuestionCards({ questions, level }: { questions: readonly ToldQuestion[]; level?: 2 | 3 }) {
  return (
    <Grid size="wide">
      {questions.map((question) => (
        <Card
          level={level}
          title={questionTitle(question)}
          href={`/cau-hoi-anh/${question.id}`}
          above={question.unitName}
          badge={<AnswerBadge question={question} />}
          image={{ src: `/minh-chung/${question.sha256}.small.jpg`, alt: '' }}
          foot={question.title}
        >
          {questionSentence(question)}
        </Card>
      ))}
    </Grid>
  )
}

/** On the page of a record: what a person should look at before they accept it. Nothing where there is nothing to ask. */
export function PhotoQuestions({ questions }: { questions: readonly ToldQuestion[] }) {
  if (questions.length === 0) return null
  return (
    <Section title={t('photo_questions.of_record')} id="cau-hoi-anh">
      <p class="quiet">{t('photo_questions.of_record_help')}</p>
      <QuestionCards questions={questions} />
    </Section>
  )
}
