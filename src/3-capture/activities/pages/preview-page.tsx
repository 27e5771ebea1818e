import { type Context, Hono } from 'hono'
import { kindHref, kindsHref, versionPage } from '#kinds'
import { takesForms } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import type { Said } from '#platform/precision'
import { saidInWords } from '#platform/precision-words'
import { Problem } from '#platform/problem'
import { checked, type FormBody } from '#platform/submit'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Facts, Flash, Form, type FormState, LinkButton, Section, WorkPage } from '#ui'
import { sumOfSaid } from '../answers/quantity.ts'
import { type Answers, activityEntry, answersTyped, photosTyped, withMoreRows } from '../entry.ts'
import { amountsOf, photoFault, readAnswers } from '../rules.ts'
import { AnswerList } from './answers.tsx'
import { RecordFields } from './record-page.tsx'

type Page = Awaited<ReturnType<typeof versionPage>>
type Tried = { summary: string; answers: Answers; amounts: ReturnType<typeof amountsOf> }

/** What a record with these answers would be and would count. Nothing is kept. */
function Outcome({ page, tried }: { page: Page; tried: Tried }) {
  const byCode = new Map(page.indicators.map((indicator) => [indicator.code, indicator]))
  const counts = new Map<string, Said[]>()
  for (const { indicator, amount, qualifier = 'exact' } of tried.amounts)
    counts.set(indicator, [...(counts.get(indicator) ?? []), { amount, qualifier }])
  return (
    <Section title={t('activities.try.outcome')}>
      <Flash>{t('activities.try.nothing_kept')}</Flash>
      <p class="lead">{tried.summary}</p>
      <AnswerList fields={page.fields} answers={tried.answers} />
      <h3>{t('activities.try.counts')}</h3>
      {counts.size === 0 ? (
        <p>{t('activities.try.counts_nothing')}</p>
      ) : (
        <Facts
          items={[...counts].map(([code, parts]) => {
            const indicator = byCode.get(code)
            const { amount, qualifier } = sumOfSaid(parts)
            return {
              label: indicator ? worded(indicator.nameVi, indicator.nameEn) : code,
              value: `+${saidInWords(amount, qualifier)} ${indicator ? worded(indicator.unitVi, indicator.unitEn) : ''}`,
            }
          })}
        />
      )}
    </Section>
  )
}

async function tryPage(c: Context<Env>, form: FormState = {}, tried?: Tried) {
  const page = await versionOf(c)
  const name = worded(page.kind.nameVi, page.kind.nameEn)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('activities.try.title')}
      above={name}
      lead={t('activities.try.lead', { version: page.form.version })}
      crumbs={[
        { href: kindsHref, label: t('forms.list.title') },
        { href: kindHref(page.kind.code), label: name },
      ]}
    >
      {tried ? <Outcome page={page} tried={tried} /> : null}
      <div class="phone-frame">
        <h2>{t('activities.record.title')}</h2>
        <p class="quiet">{name}</p>
        <Form {...form} files>
          <RecordFields data={page} form={form} />
          <Buttons>
            <Button look="main" icon="done" wide>
              {t('activities.try.save')}
            </Button>
          </Buttons>
        </Form>
      </div>
      <p>
        <LinkButton href={kindHref(page.kind.code)} look="quiet">
          {t('activities.try.back')}
        </LinkButton>
      </p>
    </WorkPage>,
  )
}

const versionOf = (c: Context<Env>) =>
  versionPage(c.var.actor, c.req.param('code') ?? '', Number(c.req.query('phien-ban')) || 0)

const tryEntry = activityEntry.pick({ day: true, summary: true })

/** Reads a trial by the very rules of recording. @throws Problem `form_has_faults`, `activity_day_is_in_future` */
function read(page: Page, { typed, files }: FormBody): Tried {
  const { day, summary } = checked(tryEntry, typed)
  if (day > today()) throw new Problem('activity_day_is_in_future', {}, { field: 'day' })
  const { answers, faults } = readAnswers(page.fields, answersTyped(typed))
  const photos = (files.photos?.length ?? 0) + photosTyped(typed).sentAhead.length
  const tooFew = photoFault(page.fields, answers, photos)
  if (tooFew) faults.push(tooFew)
  if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
  return { summary, answers, amounts: amountsOf(page.fields, answers, (_, text) => text) }
}

/** Trying a form out in a phone before it is issued: the page of recording itself, which keeps nothing. */
export const previewPages = new Hono<Env>()
  .get(`${kindsHref}/:code/xem-thu`, (c) => tryPage(c))
  .post(`${kindsHref}/:code/xem-thu`, takesForms, (c) =>
    take(
      c,
      button,
      async (_, form) => {
        const more = withMoreRows(form.typed)
        return more ? { typed: more } : { typed: form.typed, tried: read(await versionOf(c), form) }
      },
      {
        to: ({ typed, tried }) => {
          // Turbo shows the answer to a form only where it is a redirect or a refusal. There is no address to go to.
          c.status(422)
          return tryPage(c, { typed }, tried)
        },
        page: (form) => tryPage(c, form),
      },
    ),
  )
