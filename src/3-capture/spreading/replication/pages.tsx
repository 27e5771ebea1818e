import { type Context, Hono } from 'hono'
import { look, lookPublic } from '#access'
import { formForProposing, initiativeOf } from '#initiatives'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  LongText,
  ProofBar,
  Section,
  TextField,
  totalInWords,
  WorkPage,
} from '#ui'
import { costInWords } from '../library/library-view.tsx'
import { LessonsView } from '../library/offer-view.tsx'
import { type Offer, offerWithId } from '../library/read.ts'
import { copyEntry } from './entry.ts'
import { spreadOf } from './read.ts'
import { replicateInitiative } from './replicate-initiative.ts'
import { SpreadView } from './spread-view.tsx'

const offerAt = ({ id }: { id: string }): string => `/thu-vien-mo-hinh/${id}`

/** What is taken over, what it cost and gave elsewhere, and what those learnt who gave it up: before one decides. */
const BeforeDeciding = ({ offer }: { offer: Offer }) => (
  <>
    <Section title={t('spread.copy.takes_over')}>
      <ul class="takes-over">
        <li>{t('spread.copy.form', { kind: worded(offer.initiative.kindVi, offer.initiative.kindEn) })}</li>
        <li>
          {offer.guide
            ? t('spread.copy.guide', { count: offer.guide.steps.length })
            : t('spread.copy.no_guide')}
        </li>
        <li>{t('spread.copy.targets', { count: offer.targets.length })}</li>
      </ul>
    </Section>
    <Section title={t('spread.copy.there')}>
      <p>{costInWords(offer.guide?.costDong ?? null)}</p>
      {offer.results.length > 0 ? (
        <ul class="library-results">
          {offer.results.slice(0, 4).map(({ indicator, figure }) => (
            <li>
              <p>
                <strong>{totalInWords(figure)}</strong> {worded(indicator.unitVi, indicator.unitEn)}
                <span class="quiet"> {worded(indicator.nameVi, indicator.nameEn)}</span>
              </p>
              <ProofBar {...figure} compact />
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{t('spread.library.no_results')}</p>
      )}
    </Section>
    {offer.lessons.length > 0 ? (
      <Section title={t('spread.lessons.title')}>
        <LessonsView lessons={offer.lessons.slice(0, 3)} hrefOf={offerAt} />
      </Section>
    ) : null}
  </>
)

async function copyPage(c: Context<Env>, form: FormState) {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new Problem('not_found_or_not_allowed')
  const offer = await lookPublic((db) => offerWithId(db, id))
  const { units } = await formForProposing(c.var.actor)
  const wanted = c.req.query('don-vi')
  const chosen = units.length === 1 ? units[0]?.id : units.find((unit) => unit.id === wanted)?.id
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spread.copy.title')}
      above={offer.initiative.name}
      lead={t('spread.copy.lead', { unit: offer.initiative.unitName })}
      crumbs={[
        { href: '/thu-vien-mo-hinh', label: t('spread.library.title') },
        { href: offerAt(offer.initiative), label: offer.initiative.name },
      ]}
    >
      <BeforeDeciding offer={offer} />
      <Section title={t('spread.copy.yours')}>
        {units.length === 0 ? (
          <EmptyState title={t('initiatives.propose.no_unit')}>
            {t('initiatives.propose.no_unit_help')}
          </EmptyState>
        ) : (
          <Form {...form}>
            <ChoiceField
              name="unitId"
              label={t('initiatives.field.unit')}
              required
              form={form}
              value={chosen}
              choices={units.map((unit) => ({ value: unit.id, label: unit.name }))}
            />
            <TextField
              name="name"
              label={t('initiatives.field.name')}
              hint={t('spread.copy.name_hint')}
              value={worded(offer.initiative.kindVi, offer.initiative.kindEn)}
              maxLength={200}
              required
              form={form}
            />
            <LongText
              name="summary"
              label={t('initiatives.field.summary')}
              hint={t('spread.copy.summary_hint')}
              value={offer.initiative.summary}
              rows={5}
              maxLength={4000}
              form={form}
            />
            <Buttons>
              <Button look="main" icon="leaf">
                {t('spread.copy.save')}
              </Button>
            </Buttons>
          </Form>
        )}
      </Section>
    </WorkPage>,
  )
}

/** Doing in one's own unit what another one does, and the tree of who followed whom. */
export const replicationPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/:id/nhan-rong', (c) => copyPage(c, {}))
  .post('/quan-ly/mo-hinh/:id/nhan-rong', (c) => {
    return take(c, copyEntry, (entry) => replicateInitiative(c.var.actor, c.req.param('id'), entry), {
      to: (result) => `/quan-ly/mo-hinh/${result}?da=nhan-rong`,
      page: (form) => copyPage(c, form),
    })
  })
  .get('/quan-ly/mo-hinh/:id/lan-toa', async (c) => {
    const initiative = await initiativeOf(c.var.actor, c.req.param('id'))
    const spread = await look(c.var.actor, 'initiative.read', null, (db) => spreadOf(db, initiative.id))
    return c.html(
      <WorkPage
        {...frameOf(c)}
        tab="more"
        title={t('spread.tree.title')}
        above={initiative.name}
        lead={t('spread.tree.lead', { count: spread.lines.length })}
        crumbs={[
          { href: '/thu-vien-mo-hinh', label: t('spread.library.title') },
          { href: `/quan-ly/mo-hinh/${initiative.id}`, label: initiative.name },
        ]}
      >
        <SpreadView
          spread={spread}
          hrefOf={(row) => (row.state === 'proposed' ? `/quan-ly/mo-hinh/${row.id}` : offerAt(row))}
          placeHrefOf={(slug) => `/don-vi/${slug}`}
        />
      </WorkPage>,
    )
  })
