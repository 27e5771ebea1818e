import { type Context, Hono } from 'hono'
import { takesForms } from '#platform/bodies'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  DayField,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LongText,
  PhotoField,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { declareFigure } from '../declare-figure.ts'
import { declaredEntry } from '../entry.ts'
import { formForDeclaring } from '../read.ts'
import { askedFor } from '../rules.ts'
import type { Declared } from '../store.ts'
import { AmountFields } from './amount-fields.tsx'
import { paperSent } from './paper-sent.ts'
import { at, nameOf } from './words.tsx'

type Fields = { form: FormState; own?: Declared | undefined; isStock: boolean }

/** A level has a day; a sum has a day or a longer span. */
const DaysFields = ({ form, own, isStock }: Fields) =>
  isStock ? (
    <DayField name="last" label={t('declared.field.day')} required form={form} value={own?.day} />
  ) : (
    <>
      <TextField
        name="years"
        label={t('declared.field.years')}
        hint={t('declared.field.years_hint')}
        maxLength={40}
        form={form}
      />
      <DayField
        name="from"
        label={t('declared.field.from')}
        hint={t('declared.field.from_hint')}
        form={form}
        value={own?.since}
      />
      <DayField name="last" label={t('declared.field.last')} form={form} value={own?.day} />
    </>
  )

/** The paper in which a figure stands: in words, as a registered document, as a file. */
const PaperFields = ({ form, own }: Omit<Fields, 'isStock'>) => (
  <>
    <TextField
      name="paper"
      label={t('declared.field.paper')}
      hint={t('declared.field.paper_hint')}
      maxLength={500}
      required
      form={form}
      value={own?.paper}
    />
    <TextField
      name="document"
      label={t('declared.field.document')}
      hint={t('declared.field.document_hint')}
      maxLength={200}
      form={form}
      value={own?.documentSymbol ?? undefined}
    />
    <PhotoField
      name="photos"
      label={t(own?.fileSha256 ? 'declared.field.other_file' : 'declared.field.file')}
      hint={t('declared.field.file_hint')}
      accept="files"
      one
      form={form}
    />
  </>
)

/** Days, source and note of a figure. `own` is the one that is corrected. */
export function SourceFields({ form, own, isStock }: Fields) {
  const problem = form.problems
  const countsTwice =
    problem && 'code' in problem && String(problem.code).startsWith('declared_figure_counts_twice')
  return (
    <>
      <DaysFields form={form} own={own} isStock={isStock} />
      <TextField
        name="countedBy"
        label={t('declared.field.counted_by')}
        hint={t('declared.field.counted_by_hint')}
        maxLength={200}
        required
        form={form}
        value={own?.countedBy}
      />
      <PaperFields form={form} own={own} />
      <LongText
        name="note"
        label={t('declared.field.note')}
        rows={2}
        maxLength={1000}
        form={form}
        value={own?.note}
      />
      {countsTwice || form.typed?.countsBesides ? (
        <>
          <Flash tone="warning">{t('declared.twice_help')}</Flash>
          <CheckField name="countsBesides" label={t('declared.field.counts_besides')} form={form} />
          <LongText
            name="besides"
            label={t('declared.field.besides')}
            rows={2}
            maxLength={1000}
            form={form}
            value={own?.besides}
          />
        </>
      ) : null}
    </>
  )
}

/** Chooses what is declared: a unit and an indicator. */
const ChooseForm = ({
  units,
  indicators,
  slug,
  code,
}: Pick<Awaited<ReturnType<typeof formForDeclaring>>, 'units' | 'indicators'> & {
  slug: string | undefined
  code: string | undefined
}) => (
  <form method="get" action={`${at}/moi`} class="form">
    <SelectField
      name="don-vi"
      label={t('declared.field.unit')}
      required
      form={{}}
      value={slug}
      choices={units.map((unit) => ({ value: unit.slug, label: unit.name }))}
    />
    <SelectField
      name="chi-tieu"
      label={t('declared.field.indicator')}
      hint={t('declared.field.indicator_hint')}
      required
      form={{}}
      value={code}
      choices={indicators.map((one) => ({
        value: one.code,
        label: `${nameOf(one)} (${worded(one.unitVi, one.unitEn)})`,
      }))}
    />
    <Buttons>
      <Button look="main">{t('declared.new.next')}</Button>
    </Buttons>
  </form>
)

/** Choose a unit and an indicator; then say how many, for which days, who counted, from which paper. */
async function newPage(c: Context<Env>, form: FormState = {}) {
  const { units, indicators, all } = await formForDeclaring(c.var.actor)
  const unit = units.find(({ slug }) => slug === c.req.query('don-vi'))
  const indicator = indicators.find(({ code }) => code === c.req.query('chi-tieu'))
  const [only] = units.length === 1 ? units : []
  const crumbs = [{ href: at, label: t('declared.title') }]
  const frame = { ...frameOf(c), tab: 'more' as const, width: 'narrow' as const, crumbs }
  if (!unit || !indicator)
    return c.html(
      <WorkPage {...frame} title={t('declared.new.title')} lead={t('declared.new.choose_lead')}>
        {units.length === 0 ? (
          <EmptyState title={t('declared.new.no_units')}>{t('declared.new.no_units_help')}</EmptyState>
        ) : (
          <ChooseForm
            units={units}
            indicators={indicators}
            slug={unit?.slug ?? only?.slug}
            code={indicator?.code}
          />
        )}
      </WorkPage>,
    )
  const query = new URLSearchParams({ 'don-vi': unit.slug, 'chi-tieu': indicator.code })
  return c.html(
    <WorkPage {...frame} title={nameOf(indicator)} above={unit.name} lead={t('declared.new.lead')}>
      <Form
        {...form}
        files
        action={`${at}/moi?${query}`}
        hidden={{ unitId: unit.id, indicator: indicator.code }}
      >
        <AmountFields asked={askedFor(indicator, all)} form={form} />
        <SourceFields form={form} isStock={indicator.rule === 'stock'} />
        <Buttons>
          <Button look="main" icon="done">
            {t('declared.new.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** Declaring a figure. */
export const declaringPages = new Hono<Env>()
  .get(`${at}/moi`, (c) => newPage(c))
  .post(`${at}/moi`, takesForms, (c) => {
    if (!c.req.query('don-vi') || !c.req.query('chi-tieu')) throw new Problem('not_found_or_not_allowed')
    return take(
      c,
      declaredEntry,
      async (entry, sent) => declareFigure(c.var.actor, entry, today(), await paperSent(sent)),
      {
        to: (id) => `${at}/${id}?da=khai`,
        page: (form) => newPage(c, form),
      },
    )
  })
