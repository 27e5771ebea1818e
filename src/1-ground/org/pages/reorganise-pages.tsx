import { type Context, Hono } from 'hono'
import { button, take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { isId, newId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { readNumber } from '#platform/number'
import { Problem } from '#platform/problem'
import { checked, type Typed } from '#platform/submit'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  DayField,
  Facts,
  Form,
  type FormState,
  LinkButton,
  ListPage,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { longest } from '../entry.ts'
import { unitsToReorganise } from '../read-pages.ts'
import { type Decision, type DecisionKind, decisionEntry, decisionKinds } from '../reorganise/entry.ts'
import {
  decisionList,
  decisionOf,
  type Preview,
  previewReorganisation,
  reorganise,
  undoReorganisation,
} from '../reorganise/reorganise.ts'
import { ChosenUnit } from './picker.tsx'
import { decisionAddress as address, Steps, TouchedList } from './reorganise-words.tsx'

type Found = Awaited<ReturnType<typeof unitsToReorganise>>

/** Which units a form is about stands in its address, so that choosing them needs no script. */
type Asked = {
  kind: DecisionKind
  /** The units that the decision is about: one, or several to be merged. */
  units: string[]
  /** Into whom, one for each part; blank where the decision makes it. */
  into: string[]
  parts: number
  href(more?: Record<string, string>): string
}

function askedOf(c: Context<Env>): Asked {
  const given = new URL(c.req.url).searchParams
  const wanted = given.get('loai') ?? ''
  const kind = (decisionKinds as readonly string[]).includes(wanted) ? (wanted as DecisionKind) : 'merge'
  const parts = Math.min(Math.max(Number(given.get('phan')) || 2, 1), 20)
  const ids = (name: string, most: number) =>
    Array.from({ length: most }, (_, index) => given.get(`${name}${index + 1}`) ?? '')
  return {
    kind,
    units: [...new Set(ids('dv', 60).filter(isId))],
    into: ids('vao', parts).map((id) => (isId(id) ? id : '')),
    parts,
    href: (more = {}) => {
      const query = new URLSearchParams({ loai: kind })
      for (const [name, value] of given)
        if (/^(dv|vao)\d+$/.test(name) ? isId(value) : name === 'phan') query.set(name, value)
      for (const [name, value] of Object.entries(more)) {
        if (value === '') query.delete(name)
        else query.set(name, value)
      }
      return `${address.new}?${query}`
    },
  }
}

const chooser = (asked: Asked, name: string) =>
  `/chon-don-vi?${new URLSearchParams({ tiep: asked.href(), ten: name })}`

async function newPage(c: Context<Env>, form: { problems?: Problem; typed?: Typed } = {}, preview?: Preview) {
  const asked = askedOf(c)
  const found = await unitsToReorganise(c.var.actor, asked.units, asked.into.filter(isId), today())
  const shown = { ...form, typed: form.typed ?? { id: newId(), ends: 'yes' } }
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t(`reorganise.kind.${asked.kind}`)}
      lead={t(`reorganise.lead.${asked.kind}`)}
      crumbs={[{ href: address.list, label: t('reorganise.title') }]}
    >
      {preview ? (
        <Section title={t('reorganise.preview')} id="xem-truoc">
          <Steps steps={preview.steps} day={String(shown.typed.day)} />
          <h3>{t('reorganise.touched')}</h3>
          <TouchedList touched={preview.touched} />
        </Section>
      ) : null}
      <Form {...shown} action={asked.href()} hidden={{ id: shown.typed.id ?? newId() }}>
        <ChosenUnits asked={asked} found={found} form={shown} />
        <FieldsOf asked={asked} found={found} form={shown} />
        <TextField
          name="document"
          label={t('reorganise.document')}
          hint={t('reorganise.document_hint')}
          maxLength={300}
          required
          form={shown}
        />
        <DayField
          name="day"
          label={t('reorganise.day')}
          hint={t('reorganise.day_hint')}
          required
          form={shown}
        />
        <Buttons>
          <Button look={preview ? 'plain' : 'main'} name="buoc" value="xem">
            {t('reorganise.look')}
          </Button>
          {preview ? (
            <Button look="main" name="buoc" value="quyet-dinh">
              {t('reorganise.decide')}
            </Button>
          ) : null}
          <LinkButton href={address.list} look="quiet">
            {t('org.cancel')}
          </LinkButton>
        </Buttons>
      </Form>
    </WorkPage>,
    // Turbo shows the answer to a form only where it is a redirect or says that nothing was done; and nothing was.
    preview ? 422 : undefined,
  )
}

function ChosenUnits({ asked, found, form }: { asked: Asked; found: Found; form: FormState }) {
  const { kind, units } = asked
  if (kind !== 'merge')
    return (
      <ChosenUnit
        name="unitId"
        label={t('reorganise.unit')}
        unit={found.units[0]}
        chooseHref={chooser(asked, 'dv1')}
        form={form}
      />
    )
  return (
    <div class="field">
      <p class="field-label">{t('reorganise.merged')}</p>
      <ul>
        {found.units.map((unit) => (
          <li>
            {unit.name}{' '}
            <a class="link" href={asked.href({ [nameIn(asked, unit.id)]: '' })}>
              {t('reorganise.leave_out', { name: unit.shortName })}
            </a>
          </li>
        ))}
      </ul>
      <a class="link" id="f-from" href={chooser(asked, `dv${freePlace(asked)}`)}>
        {t(units.length === 0 ? 'org.pick.choose' : 'reorganise.one_more')}
      </a>
    </div>
  )
}

const chosenIn = (asked: Asked) => [...new URL(asked.href(), 'http://own').searchParams]
const nameIn = (asked: Asked, id: string): string =>
  chosenIn(asked).find(([name, value]) => name.startsWith('dv') && value === id)?.[0] ?? 'dv0'
const freePlace = (asked: Asked): number => {
  const taken = new Set(chosenIn(asked).map(([name]) => name))
  return Array.from({ length: 60 }, (_, index) => index + 1).find((at) => !taken.has(`dv${at}`)) ?? 60
}

function FieldsOf({ asked, found, form }: { asked: Asked; found: Found; form: FormState }) {
  switch (asked.kind) {
    case 'merge':
      return <IntoFields asked={asked} found={found} form={form} part={1} />
    case 'rename':
      return (
        <>
          <TextField
            name="name"
            label={t('reorganise.new_name')}
            maxLength={longest.name}
            required
            form={form}
          />
          <TextField
            name="shortName"
            label={t('org.column.shortName')}
            hint={t('org.change.short_name_hint')}
            maxLength={longest.shortName}
            required
            form={form}
          />
        </>
      )
    case 'transfer':
      return (
        <>
          <ParentField asked={asked} found={found} form={form} />
          <ChoiceField
            name="tree"
            label={t('org.move.tree')}
            choices={[
              { value: 'area', label: t('org.unit.in_area') },
              { value: 'line', label: t('org.unit.in_line') },
            ]}
            value="area"
            required
            form={form}
          />
        </>
      )
    case 'dissolve':
      return found.beneath.length > 0 ? <ParentField asked={asked} found={found} form={form} /> : null
    case 'split':
      return <SplitFields asked={asked} found={found} form={form} />
  }
}

function ParentField({ asked, found, form }: { asked: Asked; found: Found; form: FormState }) {
  return (
    <ChosenUnit
      name="parentId"
      label={t(asked.kind === 'dissolve' ? 'reorganise.beneath_go_to' : 'org.move.parent')}
      unit={found.into.find(({ id }) => id === asked.into[0])}
      chooseHref={chooser(asked, 'vao1')}
      form={form}
    />
  )
}

/** Who takes over: a unit that stands, or the name of one that the decision makes. */
function IntoFields(props: { asked: Asked; found: Found; form: FormState; part: number }) {
  const { asked, found, form, part } = props
  const chosen = found.into.find(({ id }) => id === asked.into[part - 1])
  if (chosen)
    return (
      <div class="field">
        <ChosenUnit
          name={`into${part}`}
          label={t('reorganise.into')}
          unit={chosen}
          chooseHref={chooser(asked, `vao${part}`)}
          form={form}
        />
        <a class="link" href={asked.href({ [`vao${part}`]: '' })}>
          {t('reorganise.into_new')}
        </a>
      </div>
    )
  return (
    <>
      <TextField
        name={`name${part}`}
        label={t('reorganise.new_unit')}
        hint={t('reorganise.new_unit_hint')}
        maxLength={longest.name}
        required
        form={form}
      />
      <TextField
        name={`shortName${part}`}
        label={t('org.column.shortName')}
        hint={t('org.change.short_name_hint')}
        maxLength={longest.shortName}
        form={form}
      />
      <TextField
        name={`code${part}`}
        label={t('org.column.officialCode')}
        hint={t('org.change.code_hint')}
        maxLength={longest.code}
        width="short"
        form={form}
      />
      <p>
        <a class="link" href={chooser(asked, `vao${part}`)}>
          {t('reorganise.into_standing')}
        </a>
      </p>
    </>
  )
}

function SplitFields({ asked, found, form }: { asked: Asked; found: Found; form: FormState }) {
  const parts = Array.from({ length: asked.parts }, (_, index) => index + 1)
  const choices = [
    { value: '0', label: t('reorganise.stays') },
    ...parts.map((part) => ({ value: String(part), label: t('reorganise.part', { part }) })),
  ]
  return (
    <>
      <CheckField name="ends" label={t('reorganise.ends')} hint={t('reorganise.ends_hint')} form={form} />
      {parts.map((part) => (
        <fieldset class="field">
          <legend class="field-label">{t('reorganise.part', { part })}</legend>
          <IntoFields asked={asked} found={found} form={form} part={part} />
          <TextField
            name={`share${part}`}
            label={t('reorganise.share')}
            hint={t('reorganise.share_hint')}
            maxLength={10}
            width="short"
            form={form}
          />
        </fieldset>
      ))}
      <p>
        <a class="link" href={asked.href({ phan: String(asked.parts + 1) })}>
          {t('reorganise.one_part_more')}
        </a>
      </p>
      {found.beneath.map((unit) => (
        <ChoiceField name={`beneath.${unit.id}`} label={unit.name} choices={choices} value="0" form={form} />
      ))}
    </>
  )
}

/** The decision that a form says. Names of fields in faults are those of the form. */
function decisionFrom(asked: Asked, typed: Typed): Decision {
  const into = (part: number) => {
    const unitId = asked.into[part - 1]
    return unitId
      ? { unitId }
      : {
          name: typed[`name${part}`] ?? '',
          shortName: typed[`shortName${part}`] ?? '',
          officialCode: typed[`code${part}`] ?? '',
        }
  }
  const head = { id: typed.id ?? '', day: typed.day ?? '', document: typed.document ?? '', kind: asked.kind }
  const unitId = asked.units[0] ?? ''
  if (unitId === '') throw new Problem('reorganisation_names_no_unit', {}, { field: 'unitId' })
  const parentId = asked.into[0] || null
  if (asked.kind === 'transfer' && parentId === null)
    throw new Problem('reorganisation_names_no_parent', {}, { field: 'parentId' })
  const shareOf = (part: number) => {
    const text = (typed[`share${part}`] ?? '').trim()
    return text === '' ? null : (readNumber(text, { unit: '%' }).value ?? Number.NaN) / 100
  }
  const given = {
    merge: { from: asked.units, into: into(1) },
    rename: { unitId, name: typed.name ?? '', shortName: typed.shortName ?? '' },
    transfer: { unitId, tree: typed.tree ?? 'area', parentId },
    dissolve: { unitId, parentId },
    split: {
      unitId,
      ends: Boolean(typed.ends),
      parts: Array.from({ length: asked.parts }, (_, index) => ({
        into: into(index + 1),
        share: shareOf(index + 1),
        beneath: Object.entries(typed)
          .filter(([name, value]) => name.startsWith('beneath.') && value === String(index + 1))
          .map(([name]) => name.slice('beneath.'.length)),
      })),
    },
  }[asked.kind]
  try {
    return checked(decisionEntry, { ...head, ...given })
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    throw new Problem(fault.code, fault.params, {
      fields: fault.fields.map((each) => ({ ...each, field: fieldOfForm(each.field) })),
    })
  }
}

/** `parts.1.share` is `share2` in the form; who takes over is asked for by name. */
function fieldOfForm(path: string): string {
  const part = /^parts\.(\d+)\.(into|share)/.exec(path)
  if (part) return `${part[2] === 'share' ? 'share' : 'name'}${Number(part[1]) + 1}`
  return path.startsWith('into') ? 'name1' : path
}

const one = `${address.list}/:id{[0-9a-f-]{36}}` as const

/** Decisions on units: the list, a new one with its preview, one with what it changed, and taking it back. */
export const reorganisePages = new Hono<Env>()
  .get(address.list, async (c) => {
    const { rows, next } = await decisionList(c.var.actor, placeIn(c, dayPlace))
    return c.html(
      <ListPage
        {...frameOf(c)}
        tab="more"
        width="full"
        title={t('reorganise.title')}
        lead={t('reorganise.lead.list')}
        actions={decisionKinds.map((kind) => (
          <LinkButton href={`${address.new}?loai=${kind}`}>{t(`reorganise.kind.${kind}`)}</LinkButton>
        ))}
        caption={t('reorganise.title')}
        columns={[
          {
            head: t('reorganise.document'),
            cell: (row) => <a href={address.one(row.id)}>{row.document}</a>,
            title: true,
          },
          { head: t('reorganise.what'), cell: (row) => t(`reorganise.kind.${row.kind}`) },
          { head: t('reorganise.units'), cell: (row) => row.units.join(', ') },
          { head: t('reorganise.day'), cell: (row) => formatDay(row.day) },
          { head: t('reorganise.state'), cell: (row) => <State {...row} /> },
        ]}
        rows={rows}
        empty={{ title: t('reorganise.empty'), help: t('reorganise.empty_help') }}
        nextHref={nextHref(c, next)}
      />,
    )
  })
  .get(address.new, (c) => newPage(c))
  .post(address.new, (c) =>
    take(
      c,
      button,
      async (_, { typed }) => {
        const decision = decisionFrom(askedOf(c), typed)
        if (typed.buoc !== 'quyet-dinh')
          return { typed, preview: await previewReorganisation(c.var.actor, decision) }
        await reorganise(c.var.actor, decision)
        return address.one(decision.id)
      },
      {
        to: (done) => (typeof done === 'string' ? done : newPage(c, { typed: done.typed }, done.preview)),
        page: (form) => newPage(c, form),
      },
    ),
  )
  .get(one, (c) => onePage(c))
  .post(`${one}/huy`, (c) => {
    const id = c.req.param('id')
    return take(c, button, () => undoReorganisation(c.var.actor, id), {
      to: address.one(id),
      page: (form) => onePage(c, form),
    })
  })

function State({ isUndone, day }: { isUndone: boolean; day: string }) {
  if (isUndone) return <Badge tone="neutral">{t('reorganise.is_undone')}</Badge>
  return day > today() ? (
    <Badge tone="waiting">{t('reorganise.is_waiting')}</Badge>
  ) : (
    <Badge tone="done">{t('reorganise.is_in_force')}</Badge>
  )
}

async function onePage(c: Context<Env, '/:id'>, form: FormState = {}) {
  const found = await decisionOf(c.var.actor, c.req.param('id'))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={found.document}
      above={t(`reorganise.kind.${found.kind}`)}
      crumbs={[{ href: address.list, label: t('reorganise.title') }]}
    >
      <Facts
        items={[
          { label: t('reorganise.state'), value: <State {...found} /> },
          { label: t('reorganise.day'), value: formatDay(found.day) },
          { label: t('reorganise.units'), value: found.units.join(', ') },
          { label: t('reorganise.note'), value: found.note },
        ]}
      />
      {found.steps.length > 0 ? (
        <Section title={t('reorganise.changed')}>
          <Steps steps={found.steps} day={found.day} />
        </Section>
      ) : null}
      {found.mayUndo ? (
        <Form {...form} action={`${address.one(found.id)}/huy`}>
          <p>{t('reorganise.undo_help', { day: formatDay(found.day) })}</p>
          <Buttons>
            <Button look="danger">{t('reorganise.undo')}</Button>
          </Buttons>
        </Form>
      ) : null}
    </WorkPage>,
  )
}
