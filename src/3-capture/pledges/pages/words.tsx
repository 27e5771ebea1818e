import type { Context } from 'hono'
import { type KeptFile, keepEvidence } from '#evidence'
import type { Indicator } from '#figures'
import { formatDay, formatDong, formatNumber, t, worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import type { FormBody } from '#platform/submit'
import { type Day, isYear, today } from '#platform/time'
import type { Env } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  ChoiceField,
  Form,
  type FormState,
  LongText,
  NumberField,
  PhotoField,
  SelectField,
  Tabs,
} from '#ui'
import type { ThemeChoice } from '../collective/store.ts'
import { type Outcome, outcomes } from '../entry.ts'

/** The sentence that stands on every page of pledges. */
export const Free = () => <p class="quiet">{t('pledges.free')}</p>

/** The year that an address names; this year where it names none. */
export function yearAsked(c: Context<Env>): number {
  const text = c.req.query('nam')
  if (!text) return Number(today().slice(0, 4))
  const year = /^\d{4}$/.test(text) ? Number(text) : 0
  if (!isYear(year)) throw new Problem('pledge_year_is_out_of_range')
  return year
}

const looks = {
  done: ['done', 'done'],
  partly: ['waiting', 'clock'],
  not_done: ['neutral', 'info'],
  carried_on: ['neutral', 'next'],
} as const

/** What came of a pledge, in a word. */
export function OutcomeBadge({ outcome }: { outcome: Outcome | null }) {
  if (outcome === null) return <Badge icon="leaf">{t('pledges.outcome.open')}</Badge>
  const [tone, icon] = looks[outcome]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`pledges.outcome.${outcome}`)}
    </Badge>
  )
}

export const amountOf = (indicator: Indicator, amount: number): string =>
  indicator.isMoney
    ? formatDong(amount)
    : `${formatNumber(amount)} ${worded(indicator.unitVi, indicator.unitEn)}`

export const nameOfIndicator = (indicator: Indicator): string => worded(indicator.nameVi, indicator.nameEn)

/** The year of a pledge; where only one is open it is not asked. */
export function YearField({ years, form }: { years: readonly number[]; form: FormState }) {
  const [only] = years
  if (years.length === 1 && only !== undefined)
    return <input type="hidden" name="year" value={String(only)} />
  return (
    <ChoiceField
      name="year"
      label={t('pledges.field.year')}
      required
      value={String(only)}
      form={form}
      choices={years.map((year) => ({ value: String(year), label: String(year) }))}
    />
  )
}

/** `2022` or `2022–2025`. */
export const yearsInWords = ({ year, untilYear }: { year: number; untilYear: number | null }): string =>
  untilYear === null ? String(year) : `${year}–${untilYear}`

/** The period of a registration as an address writes it. */
export const periodOfPledge = ({ year, untilYear }: { year: number; untilYear: number | null }): string =>
  untilYear === null ? String(year) : `${year}-01..${untilYear}-12`

/** Any year, typed. */
export const AnyYearField = ({ year, form }: { year: number; form: FormState }) => (
  <NumberField
    name="year"
    label={t('pledges.field.year')}
    hint={t('pledges.field.any_year_hint')}
    value={String(year)}
    required
    form={form}
  />
)

/** The years that have something, with this and the next, as tabs. */
export const YearTabs = (props: { year: number; years: readonly number[]; to: (year: number) => string }) => {
  const now = Number(today().slice(0, 4))
  const all = [...new Set([now + 1, now, props.year, ...props.years])].sort((one, other) => other - one)
  return (
    <Tabs
      label={t('pledges.field.year')}
      tabs={all.map((one) => ({ href: props.to(one), label: String(one), current: one === props.year }))}
    />
  )
}

/** The theme that is served; where a year is given, the newest of that year to begin with. */
export const ThemeField = ({
  themes,
  form,
  year,
}: {
  themes: readonly ThemeChoice[]
  form: FormState
  year?: number
}) =>
  themes.length === 0 ? null : (
    <SelectField
      name="themeId"
      label={t('pledges.field.theme')}
      empty={t('pledges.field.no_theme')}
      value={
        themes.find(({ fromYear, toYear }) => year === undefined || (fromYear <= year && year <= toYear))?.id
      }
      form={form}
      choices={themes.map(({ id, title, fromYear, toYear }) => ({
        value: id,
        label: `${title} (${fromYear === toYear ? fromYear : `${fromYear}–${toYear}`})`,
      }))}
    />
  )

/** What is promised as a number, where somebody likes to. */
export const MeasuredFields = (props: {
  indicators: readonly Indicator[]
  form: FormState
  value?: { indicator?: string | undefined; amount?: number | undefined }
}) => (
  <>
    <SelectField
      name="indicator"
      label={t('pledges.field.indicator')}
      hint={t('pledges.field.indicator_hint')}
      empty={t('pledges.field.no_indicator')}
      value={props.value?.indicator}
      form={props.form}
      choices={props.indicators.map((indicator) => ({
        value: indicator.code,
        label: `${nameOfIndicator(indicator)} (${amountOf(indicator, 0).replace(/^0\s*/, '')})`,
      }))}
    />
    <NumberField
      name="amount"
      label={t('pledges.field.amount')}
      value={props.value?.amount}
      decimals
      form={props.form}
    />
  </>
)

/** What came of it, in one's own words where one likes, with evidence where one likes. */
const OutcomeFields = ({
  form,
  value,
  words,
}: {
  form: FormState
  value?: Outcome | null
  words?: string
}) => (
  <>
    <ChoiceField
      name="outcome"
      label={t('pledges.field.outcome')}
      required
      value={value}
      form={form}
      choices={outcomes.map((one) => ({ value: one, label: t(`pledges.outcome.${one}`) }))}
    />
    <LongText
      name="words"
      label={t('pledges.field.outcome_words')}
      hint={t('pledges.field.outcome_words_hint')}
      value={words}
      rows={3}
      maxLength={2000}
      form={form}
    />
    <PhotoField
      name="photos"
      label={t('pledges.field.evidence')}
      hint={t('pledges.field.evidence_hint')}
      accept="files"
      form={form}
    />
  </>
)

/** Where the author says what came of a pledge; before the day from which that is asked, which day it is. */
export function OutcomeForm(props: {
  action: string
  pledge: { outcome: Outcome | null; outcomeWords: string }
  toldFrom: Day
  form: FormState
}) {
  const { pledge, toldFrom, form } = props
  if (today() < toldFrom) return <p>{t('pledges.personal.outcome_later', { day: formatDay(toldFrom) })}</p>
  return (
    <Form {...form} action={props.action} files>
      <OutcomeFields form={form} value={pledge.outcome} words={pledge.outcomeWords} />
      <Buttons>
        <Button look="main" icon="done">
          {t('pledges.personal.tell')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** The files that came with a form, kept by their hash before anything is written. */
export async function filesKept({ files }: FormBody): Promise<KeptFile[]> {
  const sent = files.photos ?? []
  if (sent.length > 12) throw new Problem('photos_are_too_many', { maximum: 12 }, { field: 'photos' })
  const kept: KeptFile[] = []
  for (const file of sent) kept.push(await keepEvidence(new Uint8Array(await file.arrayBuffer()), file.name))
  return kept
}
