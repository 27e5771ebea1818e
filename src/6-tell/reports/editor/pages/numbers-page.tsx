import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatPeriod, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LinkButton,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { addressIn } from '../../pages/asked.ts'
import { checkKept, keepNumber, replaceNumber } from '../edit-report.ts'
import { changedEntry, type Offer, type TypedNumber } from '../entry.ts'
import { signInWords } from './copy-sign.ts'

type Kept = Awaited<ReturnType<typeof checkKept>>
type Checked = Kept['checked']['sections'][number]

const tones = { supported: 'done', differs: 'waiting', unsupported: 'problem' } as const
const icons = { supported: 'done', differs: 'info', unsupported: 'warning' } as const

const idOf = (key: string, { line, from }: TypedNumber): string => `so-${key}-${line}-${from}`

/** Whether somebody has to do something about a number. */
const isOpen = ({ kind, source }: TypedNumber): boolean => kind !== 'supported' && source === undefined

const offerInWords = ({ shown, unit, name, proven, isYearSoFar }: Offer): string =>
  [
    `${shown} ${unit}`.trim(),
    isYearSoFar ? `${name} (${t('report_check.year_so_far')})` : name,
    t('report_check.proven', { proven }),
  ].join(' – ')

/** An offered figure. One press replaces the typed number. */
function OfferForm({ sectionKey, typed, offer }: { sectionKey: string; typed: TypedNumber; offer: Offer }) {
  const { line, from, to, number } = typed
  const hidden = { key: sectionKey, line, from, to, number, notation: offer.notation, do: 'replace' }
  return (
    <Form hidden={hidden} inline>
      <p lang="vi">
        {t('report_check.did_you_mean')} <strong>{offerInWords(offer)}</strong>
      </p>
      <Button look="quiet">{t('report_editor.replace')}</Button>
    </Form>
  )
}

/** Keeps a number with the source that is named. */
function SourceForm({
  sectionKey,
  typed,
  form,
}: {
  sectionKey: string
  typed: TypedNumber
  form: FormState
}) {
  const { sentence, number } = typed
  const isMine = form.typed?.place === idOf(sectionKey, typed)
  return (
    <Form
      hidden={{ key: sectionKey, sentence, number, place: idOf(sectionKey, typed), do: 'keep' }}
      {...(isMine ? form : {})}
    >
      <TextField
        name="source"
        label={t('report_editor.source_of', { number })}
        hint={t('report_editor.source_hint')}
        maxLength={300}
        form={isMine ? form : undefined}
      />
      <Button look="quiet">{t('report_editor.keep')}</Button>
    </Form>
  )
}

function NumberShown({
  sectionKey,
  typed,
  form,
}: {
  sectionKey: string
  typed: TypedNumber
  form: FormState
}) {
  return (
    <li id={idOf(sectionKey, typed)}>
      <p>
        <Badge tone={tones[typed.kind]} icon={icons[typed.kind]}>
          {t(`report_check.kind.${typed.kind}`)}
        </Badge>{' '}
        <strong>{typed.number}</strong>{' '}
        {typed.source ? t('report_editor.kept_with', { source: typed.source }) : ''}
      </p>
      {typed.source ? null : (
        <>
          {typed.offers.map((offer) => (
            <OfferForm sectionKey={sectionKey} typed={typed} offer={offer} />
          ))}
          {typed.kind === 'supported' ? null : (
            <SourceForm sectionKey={sectionKey} typed={typed} form={form} />
          )}
        </>
      )}
    </li>
  )
}

/** A line of a section with its typed numbers and what looks copied in it. */
function LineShown({ of, line, form }: { of: Checked; line: number; form: FormState }) {
  const numbers = of.numbers.filter((one) => one.line === line)
  const signs = of.copies.filter((one) => one.line === line).flatMap((one) => one.signs)
  return (
    <Card>
      <p lang="vi">{of.lines[line]}</p>
      <ul class="plain-list">
        {numbers.map((typed) => (
          <NumberShown sectionKey={of.section.key} typed={typed} form={form} />
        ))}
        {signs.map((sign) => (
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

const linesToShow = ({ numbers, copies }: Checked): number[] =>
  [...new Set([...numbers, ...copies].map(({ line }) => line))].sort((one, other) => one - other)

async function numbersPage(c: Context<Env>, form: FormState) {
  const { unit, checked } = await checkKept(c.var.actor, addressIn(c))
  const { period } = addressIn(c)
  const here = c.req.path.split('/').slice(0, 4).join('/')
  const sections = checked.sections.filter((one) => linesToShow(one).length > 0)
  const open = checked.sections.flatMap(({ numbers }) => numbers).filter(isOpen).length
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_editor.numbers')}
      lead={`${unit.name} · ${formatPeriod(period)}`}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: here, label: t('reports.of', { unit: unit.name }) },
      ]}
      flash={flashOf(c, 'report_editor.flash')}
      actions={<LinkButton href={here}>{t('report_check.back')}</LinkButton>}
    >
      <p>{t('report_editor.numbers_lead')}</p>
      {open > 0 ? <Flash tone="info">{t('report_editor.numbers_open', { count: open })}</Flash> : null}
      {form.problems && !form.typed?.place ? (
        <Flash tone="warning">{t('report_editor.not_done')}</Flash>
      ) : null}
      {sections.length === 0 ? (
        <EmptyState title={t('report_editor.no_numbers')}>
          {t('report_editor.no_numbers_help')}
          <Buttons>
            <LinkButton href={here}>{t('report_check.back')}</LinkButton>
          </Buttons>
        </EmptyState>
      ) : (
        sections.map((one) => (
          <Section title={headingOf(one)}>
            {linesToShow(one).map((line) => (
              <LineShown of={one} line={line} form={form} />
            ))}
          </Section>
        ))
      )}
    </WorkPage>,
  )
}

/** The heading of the outline without its placeholders of the period. */
const headingOf = ({ section }: Checked): string => section.heading.replace(/\s?\{\w{1,40}\}/g, '')

/** Shows the typed numbers of a report as it is kept, each with the figure that may be meant. */
export const showNumbers = (c: Context<Env>) => numbersPage(c, {})

/** Replaces a typed number by a figure, or keeps it with its source. */
export const changeNumber = (c: Context<Env>) =>
  take(
    c,
    changedEntry,
    async (entry) => {
      if (entry.do === 'keep') await keepNumber(c.var.actor, addressIn(c), entry)
      else await replaceNumber(c.var.actor, addressIn(c), entry)
      return entry.do === 'keep' ? 'giu' : 'thay'
    },
    { to: (done) => `${c.req.path}?da=${done}`, page: (form) => numbersPage(c, form) },
  )
