import { type Context, Hono } from 'hono'
import { AnswerList, answersTyped, photosOf, QuestionField } from '#activities'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, formatNumber, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  ChoiceField,
  Facts,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  PhotoField,
  PhotoGrid,
  Section,
  WorkPage,
} from '#ui'
import { findingEntry, outcomes } from '../entry.ts'
import { spotCheckPage, visitPage } from '../read.ts'
import { recordFinding } from '../record-finding.ts'
import type { Visit } from '../visits-store.ts'
import { aboutCheck, amountIn, nameOf } from './words.tsx'

const tones = { right: 'done', different: 'problem', absent: 'problem', out_of_reach: 'waiting' } as const

const OutcomeBadge = ({ visit }: { visit: Visit }) =>
  visit.outcome === null ? (
    <Badge>{t('spotchecks.visits.waiting')}</Badge>
  ) : (
    <Badge tone={tones[visit.outcome]}>{t(`spotchecks.outcome.${visit.outcome}`)}</Badge>
  )

/** The way to go: by commune and unit, what is still to be visited before what is done. */
async function routePage(c: Context<Env>) {
  const page = await spotCheckPage(c.var.actor, c.req.param('id') ?? '')
  const { check, indicator, visits } = page
  const stops = Map.groupBy(visits, ({ communeName, unitName }) => communeName ?? unitName)
  const left = visits.filter(({ outcome }) => outcome === null).length
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('spotchecks.visits.route')}
      above={nameOf(indicator)}
      lead={aboutCheck(check, page.kind)}
      crumbs={[{ href: `/kiem-tra-thuc-te/${check.id}`, label: nameOf(indicator) }]}
    >
      <p>{t('spotchecks.visits.done', { done: visits.length - left, count: visits.length })}</p>
      {[...stops].map(([place, some]) => (
        <Section title={t('spotchecks.visits.stop', { place, count: some.length })}>
          <Grid size="wide">
            {some
              .toSorted((one, other) => Number(one.outcome !== null) - Number(other.outcome !== null))
              .map((visit) => (
                <Card
                  title={visit.initiativeName}
                  href={`/kiem-tra-thuc-te/${check.id}/${visit.activityId}`}
                  above={`${visit.unitName} · ${formatDay(visit.day)}`}
                  badge={<OutcomeBadge visit={visit} />}
                  foot={t('spotchecks.visits.declares', { amount: amountIn(indicator, visit.amount) })}
                >
                  {visit.summary}
                </Card>
              ))}
          </Grid>
        </Section>
      ))}
    </WorkPage>,
  )
}

type Page = Awaited<ReturnType<typeof visitPage>>

function FindingForm({ page, form }: { page: Page; form: FormState }) {
  const { visit, activity, fields, checked } = page
  return (
    <Section title={t('spotchecks.finding.title')}>
      <Form {...form} files>
        <ChoiceField
          name="outcome"
          label={t('spotchecks.finding.outcome')}
          value={visit.outcome}
          required
          form={form}
          choices={outcomes.map((value) => ({
            value,
            label: t(`spotchecks.outcome.${value}`),
            hint: t(`spotchecks.outcome.${value}_hint`),
          }))}
        />
        <fieldset>
          <legend>{t('spotchecks.finding.true_answers')}</legend>
          {checked.map((field) => (
            <QuestionField
              field={{ ...field, required: false }}
              fields={fields}
              answer={visit.answers?.[field.key] ?? activity.answers[field.key]}
              form={form}
            />
          ))}
        </fieldset>
        <LongText
          name="note"
          label={t('spotchecks.finding.note')}
          hint={t('spotchecks.finding.note_hint')}
          value={visit.note}
          rows={3}
          maxLength={1000}
          form={form}
        />
        <PhotoField name="photos" label={t('spotchecks.finding.photos')} form={form} />
        <Buttons sticky>
          <Button look="main" icon="done" wide>
            {t('spotchecks.finding.save')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

async function onePage(c: Context<Env>, form: FormState = {}) {
  const page = await visitPage(c.var.actor, c.req.param('id') ?? '', c.req.param('activity') ?? '')
  const { check, visit, activity, indicator } = page
  const here = `/kiem-tra-thuc-te/${check.id}`
  const photo = (kept: Page['photos'][number]) => ({
    src: `/minh-chung/${kept.sha256}.small.jpg`,
    href: `/minh-chung/${kept.sha256}.jpg`,
    alt: activity.summary.slice(0, 80),
  })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={activity.initiativeName}
      above={t('spotchecks.visits.number', { number: page.number, count: page.count })}
      lead={`${activity.unitName} · ${formatDay(activity.day)}`}
      badge={<OutcomeBadge visit={visit} />}
      crumbs={[{ href: `${here}/tuyen`, label: t('spotchecks.visits.route') }]}
      flash={flashOf(c, 'spotchecks.flash')}
      actions={
        page.next ? (
          <LinkButton href={`${here}/${page.next.activityId}`} icon="next">
            {t('spotchecks.visits.next')}
          </LinkButton>
        ) : undefined
      }
    >
      <p class="lead">{activity.summary}</p>
      <Facts
        items={[
          { label: nameOf(indicator), value: amountIn(indicator, visit.amount) },
          {
            label: t('spotchecks.finding.found'),
            value: visit.foundAmount === null ? '' : amountIn(indicator, visit.foundAmount),
          },
          { label: t('spotchecks.finding.note'), value: visit.note },
          {
            label: t('spotchecks.finding.by'),
            value: visit.foundAt ? `${visit.finderName ?? ''} · ${formatInstant(visit.foundAt)}` : '',
          },
        ]}
      />
      {page.foundPhotos.length > 0 ? (
        <Section title={t('spotchecks.finding.photos')}>
          <PhotoGrid photos={page.foundPhotos.map(photo)} />
        </Section>
      ) : null}
      {page.mayRecord ? <FindingForm page={page} form={form} /> : null}
      <Section
        title={t('spotchecks.visits.record')}
        link={{ href: `/hoat-dong/${activity.id}`, label: t('spotchecks.visits.open_record') }}
      >
        <ul class="links">
          {['place', 'people', 'photos'].map((hint) => (
            <li>{t(`spotchecks.checklist.${hint}`, { count: formatNumber(page.photos.length) })}</li>
          ))}
        </ul>
        <AnswerList fields={page.fields} answers={activity.answers} />
        {page.photos.length > 0 ? <PhotoGrid photos={page.photos.map(photo)} /> : null}
      </Section>
    </WorkPage>,
  )
}

/** What an inspector carries in the hand: the way, and a page for each record on it. */
export const visitPages = new Hono<Env>()
  .get('/kiem-tra-thuc-te/:id/tuyen', routePage)
  .get('/kiem-tra-thuc-te/:id/:activity', (c) => onePage(c))
  .post('/kiem-tra-thuc-te/:id/:activity', takesForms, (c) => {
    const { id, activity } = c.req.param()
    return take(
      c,
      findingEntry,
      async (entry, form) => {
        const { kept } = await photosOf(form)
        await recordFinding(c.var.actor, id, activity, {
          ...entry,
          answers: answersTyped(form.typed),
          photos: kept,
        })
      },
      {
        to: `/kiem-tra-thuc-te/${id}/${activity}?da=ghi`,
        page: (form) => onePage(c, form),
      },
    )
  })
