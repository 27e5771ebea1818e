import { createHash } from 'node:crypto'
import { firstFree, withoutEnd } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import type { Head, Outline, Section } from './entry.ts'

/** What is wrong with a text, told by what composes from it. */
export type Fault = Omit<FieldProblem, 'field'>
export type TextCheck = (text: string) => Fault[]

/** What stands in single braces in the texts of an outline. */
export const placeholders = ['period', 'years', 'next', 'speaker', 'programme', 'programme_full'] as const

function faultsOfWords(text: string): Fault[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)]
    .filter(([, name = '']) => !(placeholders as readonly string[]).includes(name))
    .map(([, name = '']) => ({ code: 'outline_placeholder_is_unknown', params: { name } }))
}

/** Under which field what is wrong with a section is told. */
export const fieldOf = (key: string): string => `sections.${key}`

/**
 * What is wrong with an outline: places in its texts that name what is not there, keys that stand there twice, no section.
 * Nothing is, where it can be issued.
 */
export function faultsOf(outline: Head & Pick<Outline, 'sections'>, faultsOfText: TextCheck): FieldProblem[] {
  const { sections } = outline
  const at = (field: string) => (fault: Fault) => ({ field, ...fault })
  const twice = sections.filter(({ key }, index) => sections.findIndex((one) => one.key === key) < index)
  return [
    ...(sections.length === 0 ? [{ field: '', code: 'outline_has_no_section' }] : []),
    ...(['title', 'subject', 'opening', 'addressees', 'recipients'] as const).flatMap((field) =>
      [outline[field]].flat().flatMap(faultsOfWords).map(at(field)),
    ),
    ...twice.map(({ key }) => ({
      field: fieldOf(key),
      code: 'section_key_is_there_twice',
      params: { key },
    })),
    ...sections.flatMap(({ key, heading, start }) =>
      [...faultsOfWords(heading), ...faultsOfText(start)].map(at(fieldOf(key))),
    ),
  ]
}

/** The sections with one moved a step earlier or later. At the end of the road it stays where it is. */
export function moved(sections: readonly Section[], key: string, step: -1 | 1): Section[] {
  const from = sections.findIndex((one) => one.key === key)
  const to = from + step
  const order = [...sections]
  if (from >= 0 && to >= 0 && to < order.length) order.splice(to, 0, ...order.splice(from, 1))
  return order
}

/** A key out of a heading, free among those that are taken: `Kết quả thực hiện` → `ket_qua_thuc_hien`. */
export function freeKey(slug: string, taken: ReadonlySet<string>, length = 40): string {
  const plain = slug.replaceAll('-', '_')
  const whole = (/^[a-z]/.test(plain) ? plain : `p_${plain}`).slice(0, length - 4)
  return firstFree(withoutEnd(whole, /_/), taken, '_')
}

/** A mark of something as it was seen: whoever changes what has changed since is told so. */
export const markOf = (seen: unknown): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16)

/** What is typed of an outline itself. */
export const headOf = (outline: Outline): Head => {
  const { name, periods, title, subject, opening, addressees, recipients, since, source } = outline
  return { name, periods, title, subject, opening, addressees, recipients, since, source }
}
