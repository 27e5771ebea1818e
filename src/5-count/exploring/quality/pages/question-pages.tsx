import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  Pager,
  Section,
  Tabs,
  WorkPage,
} from '#ui'
import { linkTo } from '../../pages/addresses.ts'
import {
  answerEntry,
  answerQuestion,
  questionOf,
  questionPlace,
  questionsFor,
  seenOf,
} from '../answer-question.ts'
import { type QuestionKind, questionKinds, sameNumbers } from '../rules.ts'
import type { Question } from '../store.ts'

const home = '/cau-hoi-so-lieu'

/** A question as one sentence that asks. */
function sentenceOf(question: Question): string {
  const said = Object.fromEntries(
    Object.entries(question.numbers).map(([name, amount]) => [name, formatNumber(amount)]),
  )
  return t(`quality.ask.${question.kind}`, {
    ...said,
    month: formatPeriod(question.month.slice(0, 7)),
    unit: worded(question.unitVi, question.unitEn),
    rule: worded(question.ruleVi ?? '', question.ruleEn ?? ''),
  })
}

async function listPage(c: Context<Env>) {
  const asked = c.req.query('loai')
  const kind = (questionKinds as readonly string[]).includes(asked ?? '')
    ? (asked as QuestionKind)
    : undefined
  const unit = c.req.query('don-vi')
  const all = c.req.query('tat-ca') === 'co'
  const page = await questionsFor(c.var.actor, {
    kind,
    all,
    under: isId(unit) ? unit : undefined,
    after: placeIn(c, questionPlace),
    limit: 30,
  })
  const href = (query: Record<string, string | undefined>) => {
    const kept = {
      loai: kind,
      'don-vi': isId(unit) ? unit : undefined,
      'tat-ca': all ? 'co' : undefined,
      ...query,
    }
    const given = Object.entries(kept).filter((each): each is [string, string] => Boolean(each[1]))
    return given.length === 0 ? home : `${home}?${new URLSearchParams(given)}`
  }
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('quality.title')}
      lead={t('quality.lead')}
      crumbs={[{ href: '/so-lieu-chi-tiet', label: t('figures.title') }]}
      flash={flashOf(c, 'quality.flash')}
    >
      <Tabs
        label={t('quality.by_kind')}
        tabs={[
          { href: href({ loai: undefined }), label: t('quality.all_kinds'), current: kind === undefined },
          ...questionKinds.map((one) => ({
            href: href({ loai: one }),
            label: t(`quality.kind.${one}`),
            current: one === kind,
          })),
        ]}
      />
      <p>
        <a class="link" href={href({ 'tat-ca': all ? undefined : 'co' })}>
          {t(all ? 'quality.only_open' : 'quality.with_answered')}
        </a>
      </p>
      {page.rows.length === 0 ? (
        <EmptyState title={t('quality.empty')}>{t('quality.empty_help')}</EmptyState>
      ) : (
        <Grid size="wide">
          {page.rows.map((question) => (
            <Card
              level={2}
              above={question.unitName}
              title={worded(question.nameVi, question.nameEn)}
              href={`${home}/${question.id}`}
            >
              <p>{sentenceOf(question)}</p>
              <AnswerNote question={question} />
            </Card>
          ))}
        </Grid>
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

/** What was said to a question, and whether it was said of the numbers of now. */
function AnswerNote({ question }: { question: Question }) {
  const { answer, numbers } = question
  if (!answer) return null
  const key = sameNumbers(answer.numbers, numbers)
    ? `quality.said.${answer.verdict}`
    : 'quality.changed_since'
  return (
    <p class="quiet">
      {t(key, { by: answer.by, at: formatInstant(new Date(answer.at)), words: answer.words })}
    </p>
  )
}

async function questionPage(c: Context<Env, '/:id'>, form: FormState) {
  const question = await questionOf(c.var.actor, c.req.param('id'))
  const period = question.month.slice(0, 7)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      width="narrow"
      title={worded(question.nameVi, question.nameEn)}
      lead={`${question.unitName} · ${formatPeriod(period)}`}
      crumbs={[{ href: home, label: t('quality.title') }]}
    >
      <p>{sentenceOf(question)}</p>
      <AnswerNote question={question} />
      <Buttons>
        <LinkButton href={linkTo(question.unitSlug, { period, basis: 'then' }, question.indicator)}>
          {t('quality.open')}
        </LinkButton>
      </Buttons>
      {question.mayAnswer ? (
        <Section title={t('quality.answer')}>
          <Form {...form} hidden={{ seen: seenOf(question) }}>
            <ChoiceField
              name="verdict"
              label={t('quality.verdict')}
              choices={(['right', 'will_correct'] as const).map((value) => ({
                value,
                label: t(`quality.verdicts.${value}`),
              }))}
              required
              form={form}
            />
            <LongText
              name="words"
              label={t('quality.words')}
              hint={t('quality.words_hint')}
              rows={2}
              maxLength={500}
              form={form}
            />
            <Buttons sticky>
              <Button look="main">{t('quality.send')}</Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </WorkPage>,
  )
}

/** Questions about figures, and answering them. */
export const questionPages = new Hono<Env>()
  .get(home, listPage)
  .get(`${home}/:id`, (c) => questionPage(c, {}))
  .post(`${home}/:id`, (c) =>
    take(c, answerEntry, (entry) => answerQuestion(c.var.actor, c.req.param('id'), entry), {
      to: `${home}?da=tra-loi`,
      page: (form) => questionPage(c, form),
    }),
  )
