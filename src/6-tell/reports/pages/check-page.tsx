import type { Context } from 'hono'
import { spanFor } from '#figures'
import type { CheckedClaim, CheckedParagraph, KnownFigure } from '#papers'
import {
  type CheckedFile,
  checkFileFor,
  mediaTypes,
  passedInAll,
  unitToCheckFor,
  valueInWords,
} from '#papers'
import { button, take } from '#platform/forms/take'
import { formatPeriod, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import type { FormBody } from '#platform/submit'
import { addDays } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { fromAddress, nameInAddress } from '#regimes'
import {
  Badge,
  Button,
  Buttons,
  Card,
  EmptyState,
  FileField,
  Flash,
  LinkButton,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { signInWords } from '../editor/pages/copy-sign.ts'

/** Upper limit for a report with pictures. A larger file is a scan without text. */
const largestFile = 16 * 1_048_576
const word = `.docx,${mediaTypes.docx}`

/** `address`: how the report is called in addresses, which may name its outline. */
type Place = { slug: string; name: string; period: string; address: string }

async function placeOf(c: Context<Env>): Promise<Place> {
  const { period, outline } = fromAddress(c.req.param('period') ?? '')
  const unit = await unitToCheckFor(c.var.actor, c.req.param('unit') ?? '', period)
  return {
    slug: unit.slug,
    name: unit.name,
    period,
    address: outline ? nameInAddress(period, outline) : period,
  }
}

const here = ({ slug, address }: Place) => `/bao-cao/${slug}/${address}`

async function bytesOf({ files }: FormBody, name: string): Promise<Uint8Array | undefined> {
  const file = files[name]?.[0]
  if (!file || file.size === 0) return undefined
  if (file.size > largestFile)
    throw new Problem('document_is_too_large', { megabytes: largestFile / 1_048_576 }, { field: name })
  return new Uint8Array(await file.arrayBuffer())
}

const frameFor = (c: Context<Env>, place: Place) => ({
  ...frameOf(c),
  tab: 'more' as const,
  title: t('report_check.title'),
  lead: `${place.name} · ${formatPeriod(place.period)}`,
  crumbs: [
    { href: '/bao-cao', label: t('reports.title') },
    { href: here(place), label: t('reports.of', { unit: place.name }) },
  ],
})

async function formPage(c: Context<Env>, problems?: Problem) {
  const place = await placeOf(c)
  return c.html(
    <WorkPage {...frameFor(c, place)} width="narrow">
      <p>{t('report_check.lead')}</p>
      <form method="post" enctype="multipart/form-data" class="form" novalidate>
        <ProblemSummary problems={problems} />
        <FileField
          name="file"
          label={t('report_check.file')}
          hint={t('report_check.file_hint')}
          choose={t('report_check.choose')}
          accept={word}
        />
        <FileField
          name="before"
          label={t('report_check.before')}
          hint={t('report_check.before_hint')}
          choose={t('report_check.choose')}
          accept={word}
          optional
        />
        <Buttons>
          <Button look="main" busy={t('report_check.reading')}>
            {t('report_check.check')}
          </Button>
          <LinkButton href={here(place)} look="quiet">
            {t('report_check.back')}
          </LinkButton>
        </Buttons>
      </form>
    </WorkPage>,
  )
}

function FigureLink({ figure, place }: { figure: KnownFigure; place: Place }) {
  const last = spanFor(place.period).until
  const period = figure.isYearSoFar ? addDays(last, -1).slice(0, 4) : place.period
  return (
    <>
      <a href={`/so-lieu-chi-tiet/${place.slug}/${figure.code}?ky=${period}`}>{figure.name}</a>{' '}
      {t(figure.isYearSoFar ? 'report_check.year_so_far' : 'report_check.in_period')}
    </>
  )
}

function ClaimShown({ checked: { claim, verdict }, place }: { checked: CheckedClaim; place: Place }) {
  if (verdict.kind === 'unsupported')
    return (
      <li>
        <Badge tone="problem" icon="warning">
          {t('report_check.kind.unsupported')}
        </Badge>{' '}
        <strong>{claim.text}</strong> – {t('report_check.unsupported_help')}
      </li>
    )
  if (verdict.kind === 'supported')
    return (
      <li>
        <Badge tone="done" icon="done">
          {t('report_check.kind.supported')}
        </Badge>{' '}
        <strong>{claim.text}</strong> – <FigureLink figure={verdict.figure} place={place} />,{' '}
        {t('report_check.proven', { proven: verdict.figure.proven })}
      </li>
    )
  return (
    <li>
      <Badge tone="waiting" icon="info">
        {t('report_check.kind.differs')}
      </Badge>{' '}
      <strong>{claim.text}</strong> – {t('report_check.did_you_mean')}
      <ul>
        {verdict.figures.map((figure) => (
          <li>
            <FigureLink figure={figure} place={place} />:{' '}
            <strong>
              {valueInWords(figure)} {figure.unit}
            </strong>
            , {t('report_check.proven', { proven: figure.proven })}
          </li>
        ))}
      </ul>
    </li>
  )
}

function ParagraphShown({ paragraph, place }: { paragraph: CheckedParagraph; place: Place }) {
  return (
    <Card>
      <p lang="vi">{paragraph.text}</p>
      <ul class="plain-list">
        {paragraph.claims.map((checked) => (
          <ClaimShown checked={checked} place={place} />
        ))}
        {paragraph.signs.map((sign) => (
          <li>
            <Badge tone="waiting" icon="info">
              {t('report_check.kind.copied')}
            </Badge>{' '}
            {signInWords(sign)}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Numbers that are held against nothing, by the reason: whoever checks sees that none was passed by. */
function PassedShown({ paragraphs }: { paragraphs: readonly CheckedParagraph[] }) {
  const passed = passedInAll(paragraphs)
  if (passed.length === 0) return null
  const count = passed.reduce((sum, { said }) => sum + said.length, 0)
  return (
    <details>
      <summary>{t('report_check.passed', { count })}</summary>
      <ul>
        {passed.map(({ why, said }) => (
          <li>
            <strong>{t(`report_check.why.${why}`)}</strong>:{' '}
            <span lang="vi">{said.map(passedInWords).join('; ')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const passedInWords = ({ text, paragraphs }: { text: string; paragraphs: readonly number[] }): string =>
  t('report_check.passed_at', { said: text, paragraphs: paragraphs.join(', ') })

const isOpen = ({ claims, signs }: CheckedParagraph): boolean =>
  signs.length > 0 || claims.some(({ verdict }) => verdict.kind !== 'supported')

function resultPage(c: Context<Env>, place: Place, { paragraphs, notices, read }: CheckedFile) {
  const open = paragraphs.filter(isOpen)
  const settled = paragraphs.filter((paragraph) => !isOpen(paragraph) && paragraph.claims.length > 0)
  const amounts = paragraphs.flatMap(({ claims }) => claims)
  const supported = amounts.filter(({ verdict }) => verdict.kind === 'supported').length
  return c.html(
    <WorkPage
      {...frameFor(c, place)}
      actions={<LinkButton href={`${here(place)}/kiem-tra`}>{t('report_check.again')}</LinkButton>}
    >
      <Flash tone={open.length === 0 ? 'done' : 'info'}>
        {t('report_check.result', { read, amounts: amounts.length, supported, open: open.length })}
      </Flash>
      {notices.map((notice) => (
        <Flash tone="info">{t(`report_check.notice.${notice}`)}</Flash>
      ))}
      <Section title={t('report_check.open')}>
        {open.length === 0 ? (
          <EmptyState title={t('report_check.nothing_open')}>
            {t('report_check.nothing_open_help')}
          </EmptyState>
        ) : (
          open.map((paragraph) => <ParagraphShown paragraph={paragraph} place={place} />)
        )}
      </Section>
      {settled.length === 0 ? null : (
        <details>
          <summary>{t('report_check.settled', { count: settled.length })}</summary>
          {settled.map((paragraph) => (
            <ParagraphShown paragraph={paragraph} place={place} />
          ))}
        </details>
      )}
      <PassedShown paragraphs={paragraphs} />
    </WorkPage>,
    // Not 200: Turbo ignores it as the answer to a form. There is no address to redirect to.
    201,
  )
}

/** Asks for a Word file that speaks for a unit and a period. */
export const askForFile = (c: Context<Env>) => formPage(c)

/** Shows what is supported in a Word file and what is not. The file is read and forgotten. */
export async function showCheck(c: Context<Env>) {
  const place = await placeOf(c)
  return take(
    c,
    button,
    async (_, form) => {
      const file = await bytesOf(form, 'file')
      if (!file) throw new Problem('document_is_missing', {}, { field: 'file' })
      return checkFileFor(
        c.var.actor,
        { unit: place.slug, period: place.period },
        { file, before: await bytesOf(form, 'before') },
      )
    },
    {
      to: (checked) => resultPage(c, place, checked),
      page: ({ problems }) => formPage(c, problems),
    },
  )
}
