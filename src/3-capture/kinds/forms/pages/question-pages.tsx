import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { writtenNumber } from '#platform/number'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  CheckField,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { type Field, type FieldType, fieldTypes } from '../../entry.ts'
import { addQuestion, changeQuestion } from '../edit-draft.ts'
import { choicesAsTyped, conditionsAsked, partsOf, questionEntry } from '../entry.ts'
import { questionPage } from '../read.ts'
import { comparisonsOf, countingFor, referable, whatGoesWith } from '../rules.ts'
import { choiceInWords, labelOf, requiredInWords } from '../words.ts'
import { kindHref, kindsHref, newQuestionHref, questionHref } from './addresses.ts'

type Page = Awaited<ReturnType<typeof questionPage>>
type Part = { page: Page; type: FieldType; form: FormState }

const isType = (text: string | undefined): text is FieldType => fieldTypes.some((one) => one === text)

/** The conditions under which a question is asked: up to three, all of which must hold. */
function ConditionFields({ page, form }: Part) {
  const at = page.field ?? { key: '', parent: null }
  // A new question can still be put into a list, so those of lists are offered as well.
  const others = page.field
    ? referable(page.draft.fields, at)
    : page.draft.fields.filter(({ type }) => type !== 'photo')
  if (others.length === 0) return <p class="quiet">{t('forms.condition.nothing_before')}</p>
  const valueAt = (index: number): string | undefined => {
    const condition = page.field?.shown_if[index]
    if (condition?.value === undefined) return undefined
    const other = page.draft.fields.find(({ key }) => key === condition.field)
    return choiceInWords(other, String(condition.value))
  }
  return (
    <>
      <p class="field-hint">{t('forms.condition.help')}</p>
      {Array.from({ length: conditionsAsked }, (_, index) => (
        <fieldset class="condition">
          <legend>{t('forms.condition.one', { number: index + 1 })}</legend>
          <SelectField
            name={`c.${index}.field`}
            label={t('forms.condition.question')}
            empty={t('forms.condition.none')}
            value={page.field?.shown_if[index]?.field}
            choices={others.map((field) => ({ value: field.key, label: labelOf(field, page.draft.fields) }))}
            form={form}
          />
          <SelectField
            name={`c.${index}.is`}
            label={t('forms.condition.is')}
            value={page.field?.shown_if[index]?.is}
            choices={[...new Set(others.flatMap(({ type }) => comparisonsOf(type)))].map((is) => ({
              value: is,
              label: t(`forms.condition.word.${is}`),
            }))}
            form={form}
          />
          <TextField
            name={`c.${index}.value`}
            label={t('forms.condition.value')}
            hint={t('forms.condition.value_hint')}
            value={valueAt(index)}
            width="medium"
            maxLength={200}
            form={form}
          />
        </fieldset>
      ))}
    </>
  )
}

/** Which indicator the answer adds to. */
function CountingFields({ page, type, form }: Part) {
  const { field } = page
  const fitting = page.indicators.filter(
    (one) =>
      countingFor(type, one.rule) !== undefined &&
      (countingFor(type, one.rule) !== 'amount' || (type === 'money') === one.isMoney),
  )
  return (
    <>
      <SelectField
        name="indicator"
        label={t('forms.counting.indicator')}
        hint={t(`forms.counting.how.${type}`)}
        empty={t('forms.counting.none')}
        value={field?.indicator}
        choices={fitting.map((one) => ({
          value: one.code,
          label: `${worded(one.nameVi, one.nameEn)} (${worded(one.unitVi, one.unitEn)})`,
        }))}
        form={form}
      />
      {type === 'choice' || type === 'choices' ? (
        <TextField
          name="countedChoice"
          label={t('forms.counting.choice')}
          hint={t('forms.counting.choice_hint')}
          value={field?.counted_choice ? choiceInWords(field, field.counted_choice) : undefined}
          width="medium"
          form={form}
        />
      ) : null}
      <p class="quiet">
        {field ? (
          <a href={`${questionHref(page.kind.code, field.key)}/chi-tieu`}>{t('forms.counting.new')}</a>
        ) : (
          t('forms.counting.new_after')
        )}
      </p>
    </>
  )
}

function AnswerFields({ page, type, form }: Part) {
  const { field } = page
  const parts = partsOf(type)
  const lists = page.draft.fields.filter((one) => one.type === 'repeat')
  return (
    <>
      {parts.unit ? (
        <TextField
          name="unitVi"
          label={t('forms.question.unit')}
          hint={t('forms.question.unit_hint')}
          value={field?.unit_vi}
          width="short"
          required={type === 'quantity'}
          maxLength={60}
          form={form}
        />
      ) : null}
      {parts.choices ? (
        <LongText
          name="choices"
          label={t('forms.question.choices')}
          hint={t('forms.question.choices_hint')}
          value={choicesAsTyped(field?.choices ?? null)}
          rows={5}
          required
          form={form}
        />
      ) : null}
      <CheckField
        name="required"
        label={t(type === 'photo' ? 'forms.question.photo_required' : 'forms.question.required')}
        checked={field?.required ?? false}
        form={form}
      />
      {field && requiredInWords(field, page.draft.fields) ? (
        <CheckField name="requiredIf" label={requiredInWords(field, page.draft.fields)} checked form={form} />
      ) : null}
      {parts.limits ? (
        <>
          <TextField
            name="minimum"
            label={t(`forms.question.minimum.${limitsOf(type)}`)}
            value={typed(field?.minimum)}
            width="short"
            inputMode="numeric"
            form={form}
          />
          {type === 'photo' ? null : (
            <TextField
              name="maximum"
              label={t(`forms.question.maximum.${limitsOf(type)}`)}
              value={typed(field?.maximum)}
              width="short"
              inputMode="numeric"
              form={form}
            />
          )}
        </>
      ) : null}
      {parts.list && lists.length > 0 ? (
        <SelectField
          name="parent"
          label={t('forms.question.list')}
          empty={t('forms.question.no_list')}
          value={field?.parent}
          choices={lists.map((list) => ({ value: list.key, label: labelOf(list) }))}
          form={form}
        />
      ) : null}
    </>
  )
}

const typed = (limit: number | null | undefined) =>
  typeof limit === 'number' ? writtenNumber(limit) : undefined

const limitsOf = (type: FieldType): 'length' | 'rows' | 'choices' | 'photos' | 'number' => {
  if (type === 'text') return 'length'
  if (type === 'repeat') return 'rows'
  if (type === 'choices') return 'choices'
  return type === 'photo' ? 'photos' : 'number'
}

function QuestionForm(props: Part) {
  const { page, type, form } = props
  const { field } = page
  return (
    <Form {...form} hidden={{ type }}>
      <TextField
        name="labelVi"
        label={t('forms.question.label')}
        hint={t('forms.question.label_hint')}
        value={field?.label_vi}
        maxLength={300}
        required
        form={form}
      />
      <LongText
        name="helpVi"
        label={t('forms.question.help')}
        hint={t('forms.question.help_hint')}
        value={field?.help_vi}
        rows={2}
        maxLength={1000}
        form={form}
      />
      <AnswerFields {...props} />
      {partsOf(type).counts ? (
        <details open={field?.indicator != null || form.typed !== undefined}>
          <summary>{t('forms.counting.title')}</summary>
          <CountingFields {...props} />
        </details>
      ) : null}
      <details open={(field?.shown_if.length ?? 0) > 0 || form.typed !== undefined}>
        <summary>{t('forms.condition.title')}</summary>
        <ConditionFields {...props} />
      </details>
      <details>
        <summary>{t('forms.english')}</summary>
        <TextField name="labelEn" label={t('forms.question.label_en')} value={field?.label_en} form={form} />
        <LongText
          name="helpEn"
          label={t('forms.question.help_en')}
          value={field?.help_en}
          rows={2}
          form={form}
        />
        {partsOf(type).unit ? (
          <TextField
            name="unitEn"
            label={t('forms.question.unit_en')}
            value={field?.unit_en}
            width="short"
            form={form}
          />
        ) : null}
      </details>
      <Buttons>
        <Button look="main" icon="done">
          {t('forms.question.save')}
        </Button>
        <LinkButton href={`${kindHref(page.kind.code)}#ban-nhap`} look="quiet">
          {t('forms.question.back')}
        </LinkButton>
      </Buttons>
    </Form>
  )
}

/** What would go with the question, before it goes. */
function RemoveSection({ page, field }: { page: Page; field: Field }) {
  const { inside, pointing, repeating } = whatGoesWith(page.draft.fields, field.key)
  const named = [
    ['inside', inside],
    ['pointing', pointing],
    ['repeating', repeating],
  ] as const
  return (
    <Section title={t('forms.remove.title')}>
      <form method="post" action={`${questionHref(page.kind.code, field.key)}/bo`} class="form">
        <p>{t('forms.remove.help', { count: inside.length })}</p>
        {named.map(([key, fields]) =>
          fields.length > 0 ? (
            <p>
              {t(`forms.remove.${key}`, {
                names: fields.map((one) => labelOf(one, page.draft.fields)).join(', '),
              })}
            </p>
          ) : null,
        )}
        <Buttons>
          <Button look="danger">{t('forms.remove.do')}</Button>
        </Buttons>
      </form>
    </Section>
  )
}

const crumbsOf = (page: Page) => [
  { href: kindsHref, label: t('forms.list.title') },
  { href: `${kindHref(page.kind.code)}#ban-nhap`, label: worded(page.kind.nameVi, page.kind.nameEn) },
]

async function showQuestion(c: Context<Env>, form: FormState) {
  const page = await questionPage(c.var.actor, c.req.param('code') ?? '', c.req.param('key') ?? '')
  const { field } = page
  if (!field) return c.notFound()
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={labelOf(field, page.draft.fields)}
      above={t(`forms.type.${field.type}`)}
      crumbs={crumbsOf(page)}
    >
      <QuestionForm page={page} type={field.type} form={form} />
      <RemoveSection page={page} field={field} />
    </WorkPage>,
  )
}

/** A new question: first its type, then the rest. */
async function newQuestion(c: Context<Env>, form: FormState) {
  const page = await questionPage(c.var.actor, c.req.param('code') ?? '', undefined)
  const wanted = form.typed?.type ?? c.req.query('kieu')
  const type = typeof wanted === 'string' && isType(wanted) ? wanted : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width={type ? 'narrow' : 'normal'}
      title={t('forms.question.new')}
      above={type ? t(`forms.type.${type}`) : undefined}
      lead={type ? t(`forms.type_help.${type}`) : t('forms.question.choose_type')}
      crumbs={crumbsOf(page)}
    >
      {type ? (
        <QuestionForm page={page} type={type} form={form} />
      ) : (
        <Grid size="normal">
          {fieldTypes.map((one) => (
            <Card level={2} title={t(`forms.type.${one}`)} href={newQuestionHref(page.kind.code, one)}>
              {t(`forms.type_help.${one}`)}
            </Card>
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

/** Questions of a draft: a new one, and one that is there. */
export const questionPages = new Hono<Env>()
  .get(`${kindsHref}/:code/them-cau-hoi`, (c) => newQuestion(c, {}))
  .post(`${kindsHref}/:code/them-cau-hoi`, (c) => {
    const code = c.req.param('code')
    return take(c, questionEntry, (entry, form) => addQuestion(c.var.actor, code, entry, form.typed), {
      to: (result) => `${kindHref(code)}?da=them#q-${result}`,
      page: (form) => newQuestion(c, form),
    })
  })
  .get(`${kindsHref}/:code/cau-hoi/:key`, (c) => showQuestion(c, {}))
  .post(`${kindsHref}/:code/cau-hoi/:key`, (c) => {
    const { code, key } = c.req.param()
    return take(
      c,
      questionEntry,
      (entry, form) => changeQuestion(c.var.actor, code, key, entry, form.typed),
      { to: `${kindHref(code)}?da=sua#q-${key}`, page: (form) => showQuestion(c, form) },
    )
  })
