import { type Context, Hono } from 'hono'
import { EvidenceShown, keepEvidence } from '#evidence'
import { nameOfCategory, nameOfOccasion } from '#occasions'
import { takesForms } from '#platform/bodies'
import { ticked } from '#platform/forms/boxes'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatInstant, formatNumber, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  DataTable,
  Facts,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  PhotoField,
  Section,
  TextField,
  Timeline,
  WorkPage,
} from '#ui'
import { addEvidence, addMaterial, takeMaterial } from '../add-files.ts'
import { Doubted } from '../door/pages/look-pages.tsx'
import { materialEntry } from '../entry.ts'
import { questions, shownFrom } from '../ratings/entry.ts'
import { type SessionView, sessionPage } from '../read.ts'
import { standingOf } from '../rules.ts'
import {
  countsInWords,
  rateInWords,
  rowName,
  SessionBadge,
  saidInWords,
  standingInWords,
  whenOf,
} from './words.tsx'

/** What it is held for, its parts with who reported, and the categories of people who came. */
const purposesOf = ({ gathering, attended }: SessionView) => [
  {
    label: t('gatherings.field.occasion'),
    value: [gathering.occasion, ...gathering.also].map(nameOfOccasion).join('; '),
  },
  {
    label: t('gatherings.field.parts'),
    value: gathering.parts ? (
      <ol>
        {gathering.parts.split(/\n+/).map((line) => (
          <li>{line}</li>
        ))}
      </ol>
    ) : (
      ''
    ),
  },
  {
    label: t('gatherings.counts.categories'),
    value: attended
      .map((one) => `${nameOfCategory(one.category)}: ${saidInWords(one.amount, one.amountIs)}`)
      .join('; '),
  },
]

function AboutSession({ view }: { view: SessionView }) {
  const { gathering, documents, unitsCalled } = view
  const { attendances, attendancesAre, headCount } = gathering
  return (
    <Facts
      items={[
        { label: t('gatherings.column.when'), value: whenOf(gathering) },
        { label: t('gatherings.field.place'), value: gathering.place },
        { label: t('gatherings.field.form'), value: t(`gatherings.form.${gathering.form}`) },
        ...purposesOf(view),
        { label: t('gatherings.field.theme'), value: gathering.themeTitle ?? '' },
        {
          label: t('gatherings.field.campaign'),
          value:
            gathering.campaignId && gathering.campaignName ? (
              <a href={`/phong-trao/${gathering.campaignId}`}>{gathering.campaignName}</a>
            ) : (
              ''
            ),
        },
        { label: t('gatherings.field.presenter'), value: gathering.presenter },
        {
          label: t('gatherings.field.documents'),
          value:
            documents.length === 0 ? (
              ''
            ) : (
              <ul>
                {documents.map(({ id, name, subject }) => (
                  <li>
                    <a href={`/van-ban/${id}`}>{name}</a> {subject}
                  </li>
                ))}
              </ul>
            ),
        },
        { label: t('gatherings.guests.title'), value: t('gatherings.guests.count', { count: unitsCalled }) },
        {
          label: t('gatherings.column.attendances'),
          value:
            attendances === null
              ? ''
              : t('gatherings.said.attendances', { amount: saidInWords(attendances, attendancesAre) }),
        },
        { label: t('gatherings.counts.heads'), value: headCount === null ? '' : formatNumber(headCount) },
        { label: t('gatherings.cancel.reason'), value: gathering.cancelledBecause ?? '' },
      ]}
    />
  )
}

function Attendance({ view }: { view: SessionView }) {
  const { gathering, rows } = view
  if (rows.length === 0) return <p class="quiet">{t('gatherings.counts.nothing')}</p>
  return (
    <DataTable
      caption={t('gatherings.counts.title')}
      quietCaption
      rows={rows}
      columns={[
        {
          head: t('gatherings.column.unit'),
          title: true,
          cell: (row) => rowName(row, view.isOurs ? gathering.counted : 'units'),
        },
        { head: t('gatherings.guests.members'), number: true, cell: (row) => row.expectedMembers ?? '–' },
        { head: t('gatherings.guests.others'), number: true, cell: (row) => row.expectedOthers ?? '–' },
        {
          head: t('gatherings.column.attendances'),
          number: true,
          cell: (row) => {
            const stands = standingOf(row)
            return (
              <>
                {standingInWords(row)}
                {stands && stands !== 'differ' ? (
                  <span class="cell-note">
                    {t(`gatherings.way.${stands.way}`)}: {countsInWords(stands.counts)}
                  </span>
                ) : null}
              </>
            )
          },
        },
        { head: t('gatherings.rate_of.title'), number: true, cell: rateInWords },
      ]}
    />
  )
}

function Ratings({ view: { ratings } }: { view: SessionView }) {
  if (ratings.answers < shownFrom)
    return (
      <p class="quiet">{t('gatherings.ratings.too_few', { count: ratings.answers, least: shownFrom })}</p>
    )
  return (
    <>
      <p>{t('gatherings.ratings.answers', { count: ratings.answers })}</p>
      <Facts
        items={questions.map((question) => ({
          label: t(`gatherings.rate.${question}`),
          value: t('gatherings.ratings.average', {
            average: formatNumber(Math.round(Number(ratings[question] ?? 0) * 10) / 10),
          }),
        }))}
      />
      {ratings.remarks.length > 0 ? (
        <>
          <h3>{t('gatherings.ratings.remarks')}</h3>
          <ul>
            {ratings.remarks.map((remark) => (
              <li>{remark}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

function Materials({ view, form }: { view: SessionView; form: FormState }) {
  const { gathering, materials, files, mayHold } = view
  return (
    <Section title={t('gatherings.material.title')} id="tai-lieu">
      {materials.length === 0 ? <p class="quiet">{t('gatherings.material.none')}</p> : null}
      {materials.map((material) => (
        <div>
          <p>
            {material.href ? (
              <a href={material.href} rel="noopener noreferrer">
                {material.title}
              </a>
            ) : (
              <strong>{material.title}</strong>
            )}
          </p>
          <EvidenceShown files={files.filter((file) => file.sourceId === material.id)} alt={material.title} />
          {mayHold ? (
            <Form action={`/hoc-tap/${gathering.id}/tai-lieu/${material.id}/bo`} inline>
              <Button look="quiet">{t('gatherings.material.remove')}</Button>
            </Form>
          ) : null}
        </div>
      ))}
      {mayHold ? (
        <details open={form.problems !== undefined}>
          <summary>{t('gatherings.material.add')}</summary>
          <Form {...form} action={`/hoc-tap/${gathering.id}/tai-lieu`} files>
            <TextField
              name="title"
              label={t('gatherings.material.name')}
              maxLength={200}
              required
              form={form}
            />
            <TextField
              name="href"
              label={t('gatherings.material.href')}
              hint={t('gatherings.material.href_hint')}
              type="url"
              maxLength={500}
              form={form}
            />
            <FileField
              name="file"
              label={t('gatherings.material.file')}
              choose={t('gatherings.material.choose')}
              accept=".pdf,.docx,.xlsx,.pptx,.odt,image/jpeg,image/png,video/mp4,audio/*"
            />
            <Buttons>
              <Button>{t('gatherings.material.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

function Evidence({ view, form }: { view: SessionView; form: FormState }) {
  const { gathering, photos, isOurs, mayHold } = view
  if (!isOurs) return null
  return (
    <Section title={t('gatherings.evidence.title')} id="minh-chung">
      {photos.length === 0 ? <p class="quiet">{t('gatherings.evidence.none')}</p> : null}
      <EvidenceShown files={photos} alt={gathering.title} />
      {mayHold && gathering.state !== 'cancelled' ? (
        <details open={form.problems !== undefined}>
          <summary>{t('gatherings.evidence.add')}</summary>
          <Form {...form} action={`/hoc-tap/${gathering.id}/minh-chung`} files>
            <PhotoField
              name="photos"
              label={t('gatherings.evidence.photos')}
              hint={t('gatherings.evidence.hint')}
              accept="files"
              form={form}
            />
            {photos.map((photo, index) => (
              <CheckField
                name={`remove.${photo.id}`}
                label={t('gatherings.evidence.remove', { number: index + 1 })}
              />
            ))}
            <Buttons>
              <Button>{t('gatherings.evidence.save')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}

function Actions({ view: { gathering, mayHold } }: { view: SessionView }) {
  const at = `/hoc-tap/${gathering.id}`
  if (!mayHold || gathering.state === 'cancelled') return null
  const isPlanned = gathering.state === 'planned'
  return (
    <>
      <LinkButton href={`${at}/diem-danh`} look="main" icon="check">
        {t('gatherings.counts.link')}
      </LinkButton>
      {isPlanned ? <LinkButton href={`${at}/cua`}>{t('gatherings.door.link')}</LinkButton> : null}
      <LinkButton href={`${at}/danh-sach`} icon="people">
        {t('gatherings.list.title')}
      </LinkButton>
      <LinkButton href={`${at}/moi`}>{t('gatherings.guests.link')}</LinkButton>
      <LinkButton href={`${at}/ky-ten`} icon="print" download>
        {t('gatherings.sheet.link')}
      </LinkButton>
      <LinkButton href={`${at}/sua`} icon="edit">
        {t('gatherings.change.link')}
      </LinkButton>
      <LinkButton href={`${at}/huy`} look="quiet">
        {t('gatherings.cancel.link')}
      </LinkButton>
    </>
  )
}

async function page(c: Context<Env>, forms: { material?: FormState; evidence?: FormState } = {}) {
  const view = await sessionPage(c.var.actor, c.req.param('id') ?? '')
  const { gathering, rows, versions, isOurs } = view
  const gaps = rows.filter((row) => row.unitId !== null && standingOf(row) === undefined).length
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={gathering.title}
      above={
        <a href={`/hoc-tap/don-vi/${gathering.unitSlug}?nam=${gathering.day.slice(0, 4)}`}>
          {gathering.unitName}
        </a>
      }
      badge={<SessionBadge state={gathering.state} />}
      crumbs={[{ href: '/hoc-tap', label: t('gatherings.title') }]}
      flash={flashOf(c, 'gatherings.flash')}
    >
      <AboutSession view={view} />
      <Buttons>
        <Actions view={view} />
      </Buttons>
      <Section title={t('gatherings.counts.title')} id="tham-du">
        <Doubted {...view} />
        {gathering.state === 'held' && isOurs && gathering.counted === 'units' && gaps > 0 ? (
          <Flash tone="info">{t('gatherings.counts.gaps', { count: gaps })}</Flash>
        ) : null}
        <Attendance view={view} />
      </Section>
      <Materials view={view} form={forms.material ?? {}} />
      <Evidence view={view} form={forms.evidence ?? {}} />
      {isOurs && gathering.state === 'held' ? (
        <Section title={t('gatherings.ratings.title')} id="danh-gia">
          <Ratings view={view} />
        </Section>
      ) : null}
      {versions.length > 0 ? (
        <Section title={t('gatherings.history.title')}>
          <Timeline
            label={t('gatherings.history.title')}
            items={versions.map((version) => ({
              when: formatInstant(version.writtenAt),
              title: t(`gatherings.history.${version.event}`),
              tone: version.event === 'corrected' ? ('warning' as const) : ('plain' as const),
              ...(version.writerName ? { who: version.writerName } : {}),
              text: version.reason ?? undefined,
            }))}
          />
        </Section>
      ) : null}
    </WorkPage>,
  )
}

/** The page of a session, with what there is to read for it and what proves it. */
export const onePages = new Hono<Env>()
  .get('/hoc-tap/:id', (c) => page(c))
  .post('/hoc-tap/:id/tai-lieu', takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      materialEntry,
      async (entry, { files }) => {
        const [file] = files.file ?? []
        const kept = file && file.size > 0 ? await keepEvidence(await file.bytes(), file.name) : undefined
        await addMaterial(c.var.actor, id, { ...entry, file: kept })
      },
      { to: `/hoc-tap/${id}?da=tai-lieu#tai-lieu`, page: (form) => page(c, { material: form }) },
    )
  })
  .post('/hoc-tap/:id/tai-lieu/:material/bo', (c) => {
    const { id, material } = c.req.param()
    return take(c, button, () => takeMaterial(c.var.actor, id, material), { to: `/hoc-tap/${id}#tai-lieu` })
  })
  .post('/hoc-tap/:id/minh-chung', takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      button,
      async (_, { typed, files }) => {
        const kept = []
        for (const file of files.photos ?? [])
          if (file.size > 0) kept.push(await keepEvidence(await file.bytes(), file.name))
        const removed = ticked(typed, 'remove')
        if (kept.length + removed.length === 0)
          throw new Problem('field_is_required', {}, { field: 'photos' })
        await addEvidence(c.var.actor, id, { kept, removed })
      },
      { to: `/hoc-tap/${id}?da=minh-chung#minh-chung`, page: (form) => page(c, { evidence: form }) },
    )
  })
