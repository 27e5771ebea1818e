import { canBeRepeated, type Field } from '#kinds'
import type { Language } from '#platform/i18n'
import { fillReferences, partsOf } from '#platform/references'
import { element, type Inside } from './xml.ts'

export type Text = { id: string; words: Record<Language, Inside> }

/** Words that repeat answers, with an output for each of them. */
function wordsWithOutputs(text: string, field: Field, fields: readonly Field[], language: Language): Inside {
  return partsOf(text).map((part, index) => {
    if (index % 2 === 0) return part
    const other = fields.find(({ key }) => key === part)
    if (!other) return '…'
    if (!canBeRepeated(other, field))
      return `«${fillReferences(other[`label_${language}`], () => undefined)}»`
    // Seen from the question: an absolute path would be the first row's, whichever row asks.
    const path = other.parent === null ? `/data/a/${part}` : `../${part}`
    return element('output', { value: other.type === 'choice' ? `jr:choice-name(${path}, '${path}')` : path })
  })
}

/** The texts of a question: its label with the unit, its hint, its choices. */
export function textsOf(field: Field, fields: readonly Field[], id: string): Text[] {
  const both = (vi: string, en: string): Record<Language, Inside> => ({
    vi: wordsWithOutputs(vi, field, fields, 'vi'),
    en: wordsWithOutputs(en, field, fields, 'en'),
  })
  const unit =
    field.unit_vi === null ? ['', ''] : [` (${field.unit_vi})`, ` (${field.unit_en ?? field.unit_vi})`]
  return [
    { id: `${id}:label`, words: both(`${field.label_vi}${unit[0]}`, `${field.label_en}${unit[1]}`) },
    ...(field.help_vi
      ? [{ id: `${id}:hint`, words: both(field.help_vi, field.help_en ?? field.help_vi) }]
      : []),
    ...(field.choices ?? []).map((choice, index) => ({
      id: `${id}:${index}`,
      words: { vi: choice.label_vi, en: choice.label_en },
    })),
  ]
}
