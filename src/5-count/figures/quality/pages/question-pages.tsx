import { type Context, Hono } from 'hono'
import { formatInstant, formatNumber, formatPeriod, t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { submit } from '#platform/submit'
import { isDay } from '#platform/time'
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
  Pager,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { linkTo } from '../../pages/addresses.ts'
import { answerEntry, answerQuestion, questionsFor, seenOf } from '../answer-question.ts'
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

/** The form that came back refused, and of which question. */
type Refused = { id: string; form: FormState } | undefined

async function listPage(c: Context<Env>, refused?: Refused) {
  const asked = c.req.query('loai')
  const kind = (questionKinds as readonly string[]).includes(asked ?? '')
    ? (asked as QuestionKind)
    : undefined
  const unit = c.req.query('don-vi')
  const all = c.req.query('tat-ca') === 'co'
  const [month = '', id = ''] = (c.req.query('sau') ?? '').split('~')
  const found = await questionsFor(c.var.actor, {
    kind,
    all,
    under: isId(unit) ? unit : undefined,
    after: isDay(month) && isId(id) ? { month, id } : undefined,
    limit: 31,
  })
  const rows = found.slice(0, 30)
  const last = found.length > 30 ? rows.at(-1) : undefined
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
      flash={c.req.query('da') === 'tra-loi' ? { text: t('quality.answered') } : undefined}
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
      {rows.length === 0 ? (
        <EmptyState title={t('quality.empty')}>{t('quality.empty_help')}</EmptyState>
      ) : (
        <Grid size="wide">
          {rows.map((question) => (
            <QuestionCard
              question={question}
              form={refused?.id === question.id ? refused.form : {}}
              back={href({})}
            />
          ))}
        </Grid>
      )}
      <Pager nextHref={last ? href({ sau: `${last.month}~${last.id}` }) : null} />
    </WorkPage>,
    refused ? 422 : 200,
  )
}

function QuestionCard({ question, form, back }: { question: Question; form: FormState; back: string }) {
  const { answer } = question
  const isCurrent = answer !== null && sameNumbers(answer.numbers, question.numbers)
  const lineage = linkTo(
    question.unitSlug,
    { period: question.month.slice(0, 7), basis: 'then' },
    question.indicator,
  )
  return (
    <Card level={2} above={question.unitName} title={worded(question.nameVi, question.nameEn)}>
      <p>{sentenceOf(question)}</p>
      <p>
        <a class="link" href={lineage}>
          {t('quality.open')}
        </a>
      </p>
      {answer ? (
        <p class="hint">
          {t(isCurrent ? `quality.said.${answer.verdict}` : 'quality.changed_since', {
            by: answer.by,
            at: formatInstant(new Date(answer.at)),
            words: answer.words,
          })}
        </p>
      ) : null}
      {question.mayAnswer ? (
        <details open={form.problems !== undefined}>
          <summary>{t('quality.answer')}</summary>
          <Form
            {...form}
            action={`${home}/${question.id}?${new URLSearchParams({ ve: back })}`}
            hidden={{ seen: seenOf(question) }}
          >
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
            <TextField
              name="words"
              label={t('quality.words')}
              hint={t('quality.words_hint')}
              maxLength={500}
              form={form}
            />
            <Buttons>
              <Button look="main">{t('quality.send')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Card>
  )
}

/** Questions about figures, and answering them. */
export const questionPages = new Hono<Env>()
  .get(home, (c) => listPage(c))
  .post(`${home}/:id`, async (c) => {
    const id = c.req.param('id')
    if (!isId(id)) throw new Problem('not_found_or_not_allowed')
    const sent = await submit(c.req.raw, answerEntry, (entry) => answerQuestion(c.var.actor, id, entry))
    if (sent.problems?.code === 'not_found_or_not_allowed') throw sent.problems
    if (sent.problems) return listPage(c, { id, form: sent })
    return c.redirect(`${home}?da=tra-loi`, 303)
  })
