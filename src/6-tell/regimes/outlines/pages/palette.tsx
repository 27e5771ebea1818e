import type { Indicator } from '#figures'
import { t, worded } from '#platform/i18n'
import { Section } from '#ui'
import { type Topic, topics } from '../entry.ts'

/** What can be placed as it stands, in the order in which reports mostly need it. */
export const placedAsIs = [
  '{{results}}',
  '{{gaps}}',
  '{{lines}}',
  '{{units}}',
  '{{initiatives}}',
  '{{recognised}}',
  '{{theme}}',
  '{{theme term}}',
  '{{indicators theme=year}}',
  '{{units theme=year}}',
] as const

/** The browser entry that lets a press place what is chosen. */
export const paletteScript = 'src/6-tell/regimes/outlines/island/index.ts'

const Press = (props: { place: string; label: string; from?: string; isInline?: boolean }) => (
  <button
    type="button"
    class="btn btn-plain"
    hidden
    data-place={props.place}
    data-from={props.from}
    data-own-line={props.isInline ? undefined : 'yes'}
  >
    {t('outlines.palette.place')}
    <span class="sr-only"> {props.label}</span>
  </button>
)

/** One of many that is placed: a list, and what it is placed as. */
function Chosen(props: {
  name: string
  label: string
  place: string
  choices: readonly { value: string; label: string }[]
  isInline?: boolean
}) {
  return (
    <li class="question">
      <label class="choose">
        <span>
          {props.label} <code>{props.place}</code>
        </span>
        <select class="select width-medium" data-as={props.name}>
          {props.choices.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      </label>{' '}
      <Press place={props.place} from={props.name} label={props.label} isInline={props.isInline ?? false} />
    </li>
  )
}

const topicChoices = () =>
  topics.map((topic: Topic) => ({ value: topic, label: `${t(`outlines.topic.${topic}`)} – ${topic}` }))

/** What can be placed in the text of a section: to read and type without a script, to press with one. */
export function Palette(props: {
  field: string
  indicators: readonly Indicator[]
  lines: readonly { code: string; nameVi: string; nameEn: string }[]
}) {
  const codes = props.indicators.map((one) => ({
    value: one.code,
    label: `${worded(one.nameVi, one.nameEn)} – ${one.code}`,
  }))
  return (
    <Section title={t('outlines.palette.title')}>
      <p>{t('outlines.palette.help')}</p>
      <ul class="questions" data-palette={props.field}>
        <Chosen
          name="figure"
          label={t('outlines.palette.figure')}
          place="{{figure …}}"
          choices={codes}
          isInline
        />
        <Chosen
          name="indicators"
          label={t('outlines.palette.indicators')}
          place="{{indicators …}}"
          choices={codes}
        />
        <Chosen
          name="topic"
          label={t('outlines.palette.topic')}
          place="{{indicators topic=…}}"
          choices={topicChoices()}
        />
        <Chosen
          name="line"
          label={t('outlines.palette.line')}
          place="{{indicators line=…}}"
          choices={props.lines.map((line) => ({
            value: line.code,
            label: `${worded(line.nameVi, line.nameEn)} – ${line.code}`,
          }))}
        />
        <Chosen name="units" label={t('outlines.palette.units')} place="{{units …}}" choices={codes} />
        {placedAsIs.map((place) => {
          const says = t(`outlines.place.${place.replace(/[{}]/g, '').replace(/[ =]/g, '_')}`)
          return (
            <li class="question">
              <code>{place}</code> – {says} <Press place={place} label={says} />
            </li>
          )
        })}
      </ul>
      <details>
        <summary>{t('outlines.palette.notation')}</summary>
        <ul>
          {['period', 'unit', 'line', 'theme', 'list', 'heading'].map((rule) => (
            <li>{t(`outlines.palette.rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
    </Section>
  )
}
