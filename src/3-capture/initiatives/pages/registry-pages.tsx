import { type Context, Hono } from 'hono'
import { t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { submit } from '#platform/submit'
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
  SearchForm,
  StateBadge,
  Tabs,
  TextField,
  WorkPage,
} from '#ui'
import { proposal, type State, states } from '../entry.ts'
import { proposeInitiative } from '../propose-initiative.ts'
import { formForProposing, registry } from '../read.ts'

const isState = (text: string | undefined): text is State => states.some((state) => state === text)

async function registryPage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const state = c.req.query('trang-thai')
  const [name, id] = (c.req.query('sau') ?? '').split('~')
  const page = await registry(c.var.actor, {
    text,
    state: isState(state) ? state : undefined,
    after: name && id && isId(id) ? { name, id } : undefined,
    limit: 30,
  })
  const address = (query: Record<string, string>) =>
    `/quan-ly/mo-hinh?${new URLSearchParams({ ...(text ? { q: text } : {}), ...query })}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('initiatives.registry.title')}
      lead={t('initiatives.registry.lead')}
      actions={
        page.mayPropose ? (
          <LinkButton href="/quan-ly/mo-hinh/them" look="main" icon="record">
            {t('initiatives.propose.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <SearchForm action="/quan-ly/mo-hinh" label={t('initiatives.registry.search')} query={text} />
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
          title={t(text || state ? 'initiatives.registry.nothing_found' : 'initiatives.registry.empty')}
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
              above={initiative.unitName}
              badge={<StateBadge state={initiative.state} />}
              foot={worded(initiative.kindVi, initiative.kindEn)}
            />
          ))}
        </Grid>
      )}
      <Pager
        nextHref={
          page.next
            ? address({
                ...(isState(state) ? { 'trang-thai': state } : {}),
                sau: `${page.next.name}~${page.next.id}`,
              })
            : null
        }
      />
    </WorkPage>,
  )
}

async function proposePage(c: Context<Env>, form: FormState, status: 200 | 422) {
  const { kinds, units } = await formForProposing(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('initiatives.propose.title')}
      lead={t('initiatives.propose.lead')}
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
            <Button look="main" icon="done">
              {t('initiatives.propose.save')}
            </Button>
          </Buttons>
        </Form>
      )}
    </WorkPage>,
    status,
  )
}

/** The registry of initiatives, and proposing a new one. */
export const registryPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh', registryPage)
  .get('/quan-ly/mo-hinh/them', (c) => proposePage(c, {}, 200))
  .post('/quan-ly/mo-hinh/them', async (c) => {
    const sent = await submit(c.req.raw, proposal, (entry) => proposeInitiative(c.var.actor, entry))
    if (!sent.problems) return c.redirect(`/quan-ly/mo-hinh/${sent.result}?da=de-xuat`, 303)
    return proposePage(c, sent, 422)
  })
