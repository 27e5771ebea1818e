import { type Context, Hono } from 'hono'
import { History } from '#life'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, t, worded } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Prose,
  Section,
  StateBadge,
  TextField,
  WorkPage,
} from '#ui'
import { advanceInitiative } from '../advance-initiative.ts'
import { CampaignsSection } from '../campaigns/campaigns-section.tsx'
import { idsTicked } from '../campaigns/choose-pages.tsx'
import { campaignsOfInitiative, joinCampaigns } from '../campaigns/join-campaigns.ts'
import { coHostEntry, step, wording } from '../entry.ts'
import { HostsSection } from '../hosts/hosts-section.tsx'
import { agreeToHost, nameCoHost, takeCoHostAway } from '../hosts/name-hosts.ts'
import { hostsInWords } from '../hosts/words.ts'
import { rewordInitiative } from '../propose-initiative.ts'
import { initiativeWithLife } from '../read.ts'
import { serveThemes, servingOf } from '../themes/serve-themes.ts'
import { ServingSection } from '../themes/serving-section.tsx'
import { moreOfInitiative } from './more.ts'

type Page = Awaited<ReturnType<typeof initiativeWithLife>>

function StepForm({ page, form }: { page: Page; form: FormState }) {
  const { initiative } = page
  return (
    <Section title={t('initiatives.step.title')} id="buoc">
      <Form
        {...form}
        action={`/quan-ly/mo-hinh/${initiative.id}/buoc`}
        hidden={{ version: initiative.state }}
      >
        <DayField
          name="day"
          label={t('initiatives.step.day')}
          value={today()}
          max={today()}
          required
          form={form}
        />
        {page.next.includes('registered') ? (
          <TextField
            name="document"
            label={t('initiatives.step.document')}
            hint={t('initiatives.step.document_hint')}
            maxLength={200}
            form={form}
          />
        ) : null}
        {page.next.includes('ended') ? (
          <LongText
            name="note"
            label={t('initiatives.step.note')}
            hint={t('initiatives.step.note_hint')}
            rows={3}
            maxLength={1000}
            form={form}
          />
        ) : null}
        {page.next.includes('ended') ? (
          <LongText
            name="learnt"
            label={t('spread.lessons.learnt')}
            hint={t('spread.lessons.learnt_hint')}
            rows={3}
            maxLength={2000}
            form={form}
          />
        ) : null}
        <Buttons>
          {page.next.map((state, index) => (
            <Button
              name="to"
              value={state}
              look={state === 'ended' ? 'danger' : index === 0 ? 'main' : 'plain'}
            >
              {t(`initiatives.step.to.${state}`)}
            </Button>
          ))}
        </Buttons>
      </Form>
    </Section>
  )
}

async function initiativePage(
  c: Context<Env>,
  form: FormState,
  forms: { themes?: FormState; hosts?: FormState; campaigns?: FormState } = {},
) {
  const page = await initiativeWithLife(
    c.var.actor,
    c.req.param('id') ?? '',
    c.req.query('them-don-vi') ?? String(forms.hosts?.typed?.unitId ?? ''),
  )
  const { initiative } = page
  const more = await moreOfInitiative(c.var.actor, initiative, page.may.reword)
  const serving = await servingOf(c.var.actor, initiative.id)
  const campaigns = await campaignsOfInitiative(c.var.actor, initiative.id)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={initiative.name}
      above={hostsInWords(initiative)}
      badge={
        <>
          <StateBadge state={initiative.state} /> {more.map(({ badge }) => badge)}
        </>
      }
      flash={flashOf(c, 'initiatives.flash') ?? flashOf(c, 'spread.flash')}
      crumbs={[{ href: '/quan-ly/mo-hinh', label: t('initiatives.registry.title') }]}
      actions={
        <>
          {page.may.record && (initiative.state === 'active' || initiative.state === 'recognised') ? (
            <LinkButton href={`/ghi-hoat-dong/${initiative.id}`} look="main" icon="record">
              {t('initiatives.record')}
            </LinkButton>
          ) : null}
          <LinkButton href={`/hoat-dong?mo-hinh=${initiative.id}`}>{t('initiatives.activities')}</LinkButton>
        </>
      }
    >
      <Prose>
        <p>{initiative.summary || t('initiatives.no_summary')}</p>
      </Prose>
      <Facts
        items={[
          { label: t('initiatives.field.kind'), value: worded(initiative.kindVi, initiative.kindEn) },
          ...(initiative.startedOn
            ? [{ label: t('initiatives.started_on'), value: formatDay(initiative.startedOn) }]
            : []),
          ...(initiative.endedOn
            ? [{ label: t('initiatives.ended_on'), value: formatDay(initiative.endedOn) }]
            : []),
          ...(initiative.state === 'proposed'
            ? []
            : [
                {
                  label: t('initiatives.public_page'),
                  value: <a href={`/mo-hinh/${initiative.slug}`}>/mo-hinh/{initiative.slug}</a>,
                },
              ]),
        ]}
      />
      {page.may.decide && page.next.length > 0 ? <StepForm page={page} form={form} /> : null}
      <ServingSection
        serving={serving}
        action={`/quan-ly/mo-hinh/${initiative.id}/chuyen-de`}
        mayChange={page.may.reword}
        form={forms.themes}
      />
      <CampaignsSection
        campaigns={campaigns}
        action={`/quan-ly/mo-hinh/${initiative.id}/phong-trao`}
        mayChange={page.may.reword}
        form={forms.campaigns}
      />
      <HostsSection
        initiative={initiative}
        asked={page.asked}
        chosen={page.chosen}
        mayChange={page.may.reword}
        form={forms.hosts}
      />
      {more.map(({ sections }) => sections)}
      <History
        title={t('initiatives.life.title')}
        entries={page.life.toReversed().map((event) => ({
          at: formatDay(event.day),
          title: t(`initiatives.life.${event.event}`, { unit: event.unitName ?? '' }),
          text: [event.document, event.note, event.learnt].filter(Boolean).join(' · ') || undefined,
        }))}
      />
      {page.may.reword ? (
        <details>
          <summary>{t('initiatives.reword.title')}</summary>
          <Form {...form} action={`/quan-ly/mo-hinh/${initiative.id}/sua`}>
            <TextField
              name="name"
              label={t('initiatives.field.name')}
              value={initiative.name}
              maxLength={200}
              required
              form={form}
            />
            <LongText
              name="summary"
              label={t('initiatives.field.summary')}
              hint={t('initiatives.field.summary_hint')}
              value={initiative.summary}
              rows={6}
              maxLength={4000}
              form={form}
            />
            <Buttons>
              <Button>{t('initiatives.reword.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </WorkPage>,
  )
}

/** One initiative: its life, the next step, its wording. */
export const initiativePages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/:id', (c) => initiativePage(c, {}))
  .post('/quan-ly/mo-hinh/:id/buoc', (c) => {
    const id = c.req.param('id')
    return take(c, step, (entry) => advanceInitiative(c.var.actor, id, entry), {
      to: `/quan-ly/mo-hinh/${id}?da=buoc`,
      page: (form) => initiativePage(c, form),
    })
  })
  .post('/quan-ly/mo-hinh/:id/chuyen-de', (c) => {
    const id = c.req.param('id')
    return take(c, button, (_, { typed }) => serveThemes(c.var.actor, id, idsTicked(typed, 'themes')), {
      to: `/quan-ly/mo-hinh/${id}?da=chuyen-de`,
      page: (form) => initiativePage(c, {}, { themes: form }),
    })
  })
  .post('/quan-ly/mo-hinh/:id/phong-trao', (c) => {
    const id = c.req.param('id')
    return take(c, button, (_, { typed }) => joinCampaigns(c.var.actor, id, idsTicked(typed, 'campaigns')), {
      to: `/quan-ly/mo-hinh/${id}?da=phong-trao`,
      page: (form) => initiativePage(c, {}, { campaigns: form }),
    })
  })
  .post('/quan-ly/mo-hinh/:id/don-vi', (c) => {
    const id = c.req.param('id')
    return take(c, coHostEntry, ({ unitId }) => nameCoHost(c.var.actor, id, unitId), {
      to: `/quan-ly/mo-hinh/${id}?da=don-vi`,
      page: (form) => initiativePage(c, {}, { hosts: form }),
    })
  })
  .post('/quan-ly/mo-hinh/:id/don-vi/dong-y', (c) => {
    const id = c.req.param('id')
    return take(c, coHostEntry, ({ unitId }) => agreeToHost(c.var.actor, id, unitId), {
      to: `/quan-ly/mo-hinh/${id}?da=don-vi`,
    })
  })
  .post('/quan-ly/mo-hinh/:id/don-vi/bo', (c) => {
    const id = c.req.param('id')
    return take(c, coHostEntry, ({ unitId }) => takeCoHostAway(c.var.actor, id, unitId), {
      to: `/quan-ly/mo-hinh/${id}?da=don-vi`,
    })
  })
  .post('/quan-ly/mo-hinh/:id/sua', (c) => {
    const id = c.req.param('id')
    return take(c, wording, (entry) => rewordInitiative(c.var.actor, id, entry), {
      to: `/quan-ly/mo-hinh/${id}?da=sua`,
      page: (form) => initiativePage(c, form),
    })
  })
