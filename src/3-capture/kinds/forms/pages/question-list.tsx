import type { Indicator } from '#figures'
import { sentenceOf, t, worded } from '#platform/i18n'
import type { FieldProblem } from '#platform/problem'
import { Badge, Button, Icon } from '#ui'
import type { Field } from '../../entry.ts'
import { choiceInWords, conditionsInWords, labelOf, requiredInWords } from '../words.ts'
import { kindHref, questionHref } from './addresses.ts'

/** What the answer to a question adds to, in words. */
function addsInWords(field: Field, indicators: ReadonlyMap<string, Indicator>): string | undefined {
  if (field.indicator === null || field.count_as === null) return undefined
  const indicator = indicators.get(field.indicator)
  return t(`forms.adds.${field.count_as}`, {
    indicator: indicator ? worded(indicator.nameVi, indicator.nameEn) : field.indicator,
    choice: field.counted_choice === null ? '' : choiceInWords(field, field.counted_choice),
  })
}

function limitsInWords(field: Field): string | undefined {
  const { minimum, maximum } = field
  if (minimum === null && maximum === null) return undefined
  const { excludes_minimum: above, excludes_maximum: below } = field
  if (minimum !== null && maximum !== null && !above && !below)
    return t('forms.limits.between', { minimum, maximum })
  return [
    minimum === null ? [] : t(above ? 'forms.limits.above' : 'forms.limits.least', { minimum }),
    maximum === null ? [] : t(below ? 'forms.limits.below' : 'forms.limits.most', { maximum }),
  ]
    .flat()
    .join(', ')
}

function Moves({ code, field, name }: { code: string; field: Field; name: string }) {
  return (
    <form method="post" class="form-inline question-moves">
      <Button look="quiet" action={`${questionHref(code, field.key)}/len`}>
        <span aria-hidden="true">↑</span>
        <span class="sr-only">{t('forms.question.up', { name })}</span>
      </Button>
      <Button look="quiet" action={`${questionHref(code, field.key)}/xuong`}>
        <span aria-hidden="true">↓</span>
        <span class="sr-only">{t('forms.question.down', { name })}</span>
      </Button>
    </form>
  )
}

/** What is said of a question in a list: its type, its conditions, what it adds to. */
function AboutQuestion(props: {
  field: Field
  fields: readonly Field[]
  indicators: ReadonlyMap<string, Indicator>
}) {
  const { field } = props
  const notes = [
    t(`forms.type.${field.type}`),
    field.required ? t('forms.question.is_required') : undefined,
    requiredInWords(field, props.fields),
    limitsInWords(field),
    field.choices?.map((choice) => worded(choice.label_vi, choice.label_en)).join(' / '),
    conditionsInWords(field, props.fields),
  ].filter(Boolean)
  const adds = addsInWords(field, props.indicators)
  return (
    <>
      <p class="quiet">{notes.join(' · ')}</p>
      {adds ? (
        <p class="question-adds">
          <Icon name="figures" /> {adds}
        </p>
      ) : null}
    </>
  )
}

type Props = {
  code: string
  fields: readonly Field[]
  indicators: ReadonlyMap<string, Indicator>
  /** What is wrong, by the keys of questions; only of a draft. */
  faults?: readonly FieldProblem[]
  /** Whether questions can be opened and moved. */
  isDraft: boolean
}

function Question({ field, ...props }: Props & { field: Field }) {
  const faults = props.faults?.filter((fault) => fault.field === field.key) ?? []
  const inside = props.fields.filter(({ parent }) => parent === field.key)
  return (
    <li class={faults.length > 0 ? 'question question-wrong' : 'question'} id={`q-${field.key}`}>
      <div class="question-head">
        <h3>
          {props.isDraft ? (
            <a href={questionHref(props.code, field.key)}>{labelOf(field, props.fields)}</a>
          ) : (
            labelOf(field, props.fields)
          )}
        </h3>
        {props.isDraft ? <Moves code={props.code} field={field} name={labelOf(field, props.fields)} /> : null}
      </div>
      <AboutQuestion field={field} fields={props.fields} indicators={props.indicators} />
      {faults.map((fault) => (
        <p class="field-problem">
          <Icon name="warning" />
          <span>{sentenceOf(fault)}</span>
        </p>
      ))}
      {inside.length > 0 ? (
        <ol class="questions">
          {inside.map((one) => (
            <Question {...props} field={one} />
          ))}
        </ol>
      ) : null}
    </li>
  )
}

/** The questions of a form in their order, those of a list within it. */
export function QuestionList(props: Props) {
  const tops = props.fields.filter(
    ({ parent }) => parent === null || !props.fields.some(({ key }) => key === parent),
  )
  return (
    <ol class="questions">
      {tops.map((field) => (
        <Question {...props} field={field} />
      ))}
    </ol>
  )
}

/** The indicators that a draft brings, with a way to drop each. */
export function BroughtIndicators({ code, brought }: { code: string; brought: readonly Indicator[] }) {
  return (
    <ul class="questions">
      {brought.map((indicator) => (
        <li class="question">
          <div class="question-head">
            <h3>{worded(indicator.nameVi, indicator.nameEn)}</h3>
            <Badge tone="waiting">{t('forms.indicator.new')}</Badge>
          </div>
          <p class="quiet">
            {t(`forms.indicator.rule.${indicator.rule}`)} · {worded(indicator.unitVi, indicator.unitEn)}
          </p>
          <p>{worded(indicator.definitionVi, indicator.definitionEn)}</p>
          <form method="post" action={`${kindHref(code)}/chi-tieu/${indicator.code}/bo`} class="form-inline">
            <Button look="danger">{t('forms.indicator.drop')}</Button>
          </form>
        </li>
      ))}
    </ul>
  )
}
