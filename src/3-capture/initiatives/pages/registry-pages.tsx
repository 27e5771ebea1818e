import { type Context, Hono } from 'hono'
import { nameOf } from '#org'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { namePlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  ChoiceField,
  Choose,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  Pager,
  SearchForm,
  StateBadge,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { AlikeView } from '../duplicates/alike-view.tsx'
import { findAlike } from '../duplicates/find-alike.ts'
import { proposal, type State, states } from '../entry.ts'
import { hostsInWords } from '../hosts/words.ts'
import { proposeInitiative } from '../propose-initiative.ts'
import { formForProposing, registry } from '../read.ts'

const isState = (text: string | undefined): text is State => states.some((state) => state === text)

async function registryPage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const state = c.req.query('trang-thai')
  const line = c.req.query('nganh')?.slice(0, 60) || undefined
  const kind = c.req.query('loai')?.slice(0, 60) || undefined
  const asked = c.req.query('don-vi')
  const under = isId(asked) ? asked : undefined
  const page = await registry(c.var.actor, {
    text,
    line,
    kind,
    under,
    state: isState(state) ? state : undefined,
    after: placeIn(c, namePlace),
    limit: 30,
  })
  const filters = { nganh: line, loai: kind, 'don-vi': under }
  const kept = Object.entries({ q: text, ...filters }).filter(([, value]) => value) as [string, string][]
  const address = (query: Record<string, string>) =>
    `/quan-ly/mo-hinh?${new URLSearchParams([...kept, ...Object.entries(query)])}`
  const choosing = `/chon-don-vi?${new URLSearchParams({ tiep: address({}), ten: 'don-vi' })}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('initiatives.registry.title')}
      lead={t('initiatives.registry.lead')}
      actions={
        <>
          {page.mayPropose ? (
            <LinkButton href="/quan-ly/mo-hinh/them" look="main" icon="record">
              {t('initiatives.propose.link')}
            </LinkButton>
          ) : null}
          <LinkButton href="/thu-vien-mo-hinh" icon="leaf">
            {t('spread.library.title')}
          </LinkButton>
        </>
      }
    >
      <SearchForm
        action="/quan-ly/mo-hinh"
        label={t('initiatives.registry.search')}
        query={text}
        keep={{ 'don-vi': under, 'trang-thai': isState(state) ? state : undefined }}
      >
        <Choose
          name="nganh"
          label={t('org.column.line')}
          any={t('initiatives.registry.all')}
          value={line}
          options={page.lines.map((one) => ({ value: one.code, label: nameOf(one) }))}
        />
        <Choose
          name="loai"
          label={t('initiatives.field.kind')}
          any={t('initiatives.registry.all')}
          value={kind}
          options={page.kinds.map((one) => ({ value: one.code, label: worded(one.nameVi, one.nameEn) }))}
        />
      </SearchForm>
      <p>
        {page.under
          ? t('initiatives.registry.of_unit', { unit: page.under.name })
          : t('initiatives.registry.of_all')}{' '}
        <a href={choosing}>{t('org.pick.choose')}</a>
      </p>
      <Tabs
        label={t('initiatives.registry.by_state')}
        tabs={[
          { href: address({}), label: t('initiatives.registry.all'), current: !isState(state) },
          ...states.map((one) => ({
            href: address({ 'trang-thai': one }),
            label: t(`initiatives.state.${one}`),
            current: one === state,
          })),
        ]}
      />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(
            kept.length > 0 || state ? 'initiatives.registry.nothing_found' : 'initiatives.registry.empty',
          )}
        >
          {t('initiatives.registry.empty_help')}
        </EmptyState>
      ) : (
        <Grid size="normal">
          {page.rows.map((initiative) => (
            <Card
              level={2}
              title={initiative.name}
              href={`/quan-ly/mo-hinh/${initiative.id}`}
              above={hostsInWords(initiative)}
              badge={<StateBadge state={initiative.state} />}
              foot={worded(initiative.kindVi, initiative.kindEn)}
            />
          ))}
        </Grid>
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

/** The browser entry that suggests what is called alike. Without it the form asks when it is sent. */
const alikeScript = 'src/3-capture/initiatives/duplicates/island/index.ts'

async function proposePage(
  c: Context<Env>,
  form: FormState,
  asked: Awaited<ReturnType<typeof findAlike>> = [],
) {
  const { kinds, units } = await formForProposing(c.var.actor)
  const unitId = String(form.typed?.unitId ?? '') || undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('initiatives.propose.title')}
      lead={t('initiatives.propose.lead')}
      scripts={[alikeScript]}
      crumbs={[{ href: '/quan-ly/mo-hinh', label: t('initiatives.registry.title') }]}
    >
      {units.length === 0 ? (
        <EmptyState title={t('initiatives.propose.no_unit')}>
          {t('initiatives.propose.no_unit_help')}
        </EmptyState>
      ) : (
        <Form {...form}>
          <TextField
            name="name"
            label={t('initiatives.field.name')}
            hint={t('initiatives.field.name_hint')}
            maxLength={200}
            required
            form={form}
          />
          <div data-alike="" aria-live="polite">
            <AlikeView rows={asked} unitId={unitId} />
          </div>
          <ChoiceField
            name="kind"
            label={t('initiatives.field.kind')}
            hint={t('initiatives.field.kind_hint')}
            required
            form={form}
            choices={kinds.map((kind) => ({
              value: kind.code,
              label: worded(kind.nameVi, kind.nameEn),
              hint: worded(kind.purposeVi, kind.purposeEn),
            }))}
          />
          <ChoiceField
            name="unitId"
            label={t('initiatives.field.unit')}
            required
            form={form}
            value={units.length === 1 ? units[0]?.id : undefined}
            choices={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
          <LongText
            name="summary"
            label={t('initiatives.field.summary')}
            hint={t('initiatives.field.summary_hint')}
            rows={5}
            maxLength={4000}
            form={form}
          />
          <Buttons>
            {asked.length > 0 ? (
              <Button look="main" icon="done" name="isAnother" value="yes">
                {t('spread.alike.still_new')}
              </Button>
            ) : (
              <Button look="main" icon="done">
                {t('initiatives.propose.save')}
              </Button>
            )}
          </Buttons>
        </Form>
      )}
    </WorkPage>,
  )
}

/** The registry of initiatives, and proposing a new one. */
export const registryPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh', registryPage)
  .get('/quan-ly/mo-hinh/them', (c) => proposePage(c, {}))
  .get('/quan-ly/mo-hinh/gan-giong', async (c) => {
    const unitId = c.req.query('don-vi') || undefined
    const name = c.req.query('ten') ?? ''
    const rows = await findAlike(c.var.actor, { name, kind: c.req.query('loai'), unitId }, 'suggested')
    return c.html(<AlikeView rows={rows} unitId={unitId} />)
  })
  .post('/quan-ly/mo-hinh/them', (c) =>
    take(
      c,
      proposal,
      async (entry, { typed }) => {
        // A name like another's is asked about once: it may be the same thing, and then it is better copied.
        const alike = typed.isAnother === 'yes' ? [] : await findAlike(c.var.actor, entry, 'asked')
        return alike.length > 0 ? { alike, typed } : { id: await proposeInitiative(c.var.actor, entry) }
      },
      {
        to: (done) => {
          if ('id' in done) return `/quan-ly/mo-hinh/${done.id}?da=de-xuat`
          c.status(422)
          const problems = [{ field: 'name', code: 'initiative_is_perhaps_there_already' }]
          return proposePage(c, { typed: done.typed, problems }, done.alike)
        },
        page: (form) => proposePage(c, form),
      },
    ),
  )
