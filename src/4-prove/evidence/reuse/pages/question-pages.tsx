import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LongText,
  Pager,
  type Tab,
  Tabs,
  WorkPage,
} from '#ui'
import { answerQuestion } from '../answer-question.ts'
import { answerEntry } from '../entry.ts'
import { photoQuestion, photoQuestions, type ToldQuestion } from '../read.ts'
import { answersTo } from '../rules.ts'
import { QuestionCards } from './record-questions.tsx'
import { AnswerBadge, questionSentence, questionTitle } from './words.tsx'

async function listPage(c: Context<Env>) {
  const isOpen = c.req.query('xem') !== 'da-tra-loi'
  const page = await photoQuestions(c.var.actor, {
    isOpen,
    under: c.req.query('don-vi'),
    after: placeIn(c, idPlace),
  })
  const tabs: Tab[] = [
    { href: '/cau-hoi-anh', label: t('photo_questions.tab.open'), current: isOpen, count: page.open },
    { href: '/cau-hoi-anh?xem=da-tra-loi', label: t('photo_questions.tab.answered'), current: !isOpen },
  ]
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      title={t('photo_questions.title')}
      lead={t('photo_questions.lead')}
      crumbs={[{ href: '/duyet', label: t('photo_questions.to_queue') }]}
      flash={flashOf(c, 'photo_questions.flash')}
    >
      <Tabs label={t('photo_questions.title')} tabs={tabs} />
      {page.rows.length === 0 ? (
        <EmptyState title={t(isOpen ? 'photo_questions.empty' : 'photo_questions.empty_answered')}>
          {t('photo_questions.empty_help')}
        </EmptyState>
      ) : (
        <QuestionCards questions={page.rows} level={2} />
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

/** One of the two photos, whole, with what it proves. */
function Photo(props: {
  title: string
  sha256: string
  record: string | undefined
  href: string | undefined
  unit: string | null
  day: string | null
  takenAt: string | null
}) {
  return (
    <figure class="photo-compared">
      <a href={`/minh-chung/${props.sha256}.jpg`} data-turbo="false">
        <img
          src={`/minh-chung/${props.sha256}.small.jpg`}
          alt={t('photo_questions.photo_alt', { title: props.title })}
        />
      </a>
      <figcaption>
        <h2>{props.title}</h2>
        <Facts
          items={[
            {
              label: t('photo_questions.fact.record'),
              value: props.href ? <a href={props.href}>{props.record}</a> : undefined,
            },
            { label: t('photo_questions.fact.unit'), value: props.unit },
            { label: t('photo_questions.fact.day'), value: props.day ? formatDay(props.day) : undefined },
            {
              label: t('photo_questions.fact.taken'),
              value: props.takenAt
                ? `${formatDay(props.takenAt)}, ${props.takenAt.slice(11, 16)}`
                : undefined,
            },
          ]}
        />
      </figcaption>
    </figure>
  )
}

function Photos({ question, above }: Awaited<ReturnType<typeof photoQuestion>>) {
  return (
    <div class="photos-compared">
      <Photo
        title={t('photo_questions.this_photo')}
        sha256={question.sha256}
        record={question.title}
        href={question.href}
        unit={question.unitName}
        day={question.day}
        takenAt={question.takenAt}
      />
      {question.otherSha256 ? (
        <Photo
          title={t('photo_questions.other_photo')}
          sha256={question.otherSha256}
          record={question.otherTitle}
          href={question.otherHref}
          unit={question.otherUnitName}
          day={question.otherDay}
          takenAt={question.otherTakenAt}
        />
      ) : question.otherUnitSlug ? (
        <div class="photo-compared">
          <h2>{t('photo_questions.hidden.title')}</h2>
          <p>{t('photo_questions.hidden.help', { unit: question.otherUnitName ?? '' })}</p>
          <p>
            <a href={`/don-vi/${question.otherUnitSlug}`}>{question.otherUnitName}</a>
          </p>
          {above ? <p class="quiet">{t('photo_questions.hidden.above', { unit: above.name })}</p> : null}
        </div>
      ) : null}
    </div>
  )
}

function AnswerForm({ question, form }: { question: ToldQuestion; form: FormState }) {
  return (
    <Form {...form} action={`/cau-hoi-anh/${question.id}`}>
      <ChoiceField
        name="answer"
        label={t('photo_questions.answer.label')}
        required
        form={form}
        choices={answersTo(question.kind).map((answer) => ({
          value: answer,
          label: t(`photo_questions.answer.${answer}`),
          hint: t(`photo_questions.answer.${answer}_hint`),
        }))}
      />
      <LongText
        name="reason"
        label={t('photo_questions.answer.reason')}
        hint={t('photo_questions.answer.reason_hint')}
        rows={2}
        maxLength={1000}
        form={form}
      />
      <Buttons>
        <Button look="main" icon="done">
          {t('photo_questions.answer.send')}
        </Button>
      </Buttons>
    </Form>
  )
}

async function questionPage(c: Context<Env>, form: FormState = {}) {
  const page = await photoQuestion(c.var.actor, c.req.param('id') ?? '')
  const { question } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      title={questionTitle(question)}
      above={question.unitName}
      badge={<AnswerBadge question={question} />}
      lead={questionSentence(question)}
      crumbs={[{ href: '/cau-hoi-anh', label: t('photo_questions.title') }]}
    >
      <Photos {...page} />
      <p class="quiet">{t(`photo_questions.why.${question.kind}`)}</p>
      {question.answer ? (
        <Facts
          items={[
            {
              label: t('photo_questions.answer.given'),
              value: t(`photo_questions.answered.${question.answer}`),
            },
            { label: t('photo_questions.answer.reason'), value: question.reason },
            { label: t('photo_questions.answer.by'), value: question.answererName },
            {
              label: t('photo_questions.answer.at'),
              value: question.answeredAt ? formatInstant(question.answeredAt) : undefined,
            },
          ]}
        />
      ) : question.mayAnswer ? (
        <AnswerForm question={question} form={form} />
      ) : (
        <p>
          {t(
            question.sentBy === c.var.actor.personId
              ? 'photo_questions.own_photo'
              : 'photo_questions.others_answer',
          )}
        </p>
      )}
    </WorkPage>,
  )
}

/** Questions about photos: a list for those who check, and each with both photos side by side. */
export const photoQuestionPages = new Hono<Env>()
  .get('/cau-hoi-anh', listPage)
  .get('/cau-hoi-anh/:id', (c) => questionPage(c))
  .post('/cau-hoi-anh/:id', (c) =>
    take(c, answerEntry, (entry) => answerQuestion(c.var.actor, c.req.param('id'), entry), {
      to: '/cau-hoi-anh?da=xong',
      page: (form) => questionPage(c, form),
    }),
  )
