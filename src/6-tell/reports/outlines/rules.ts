import { createHash } from 'node:crypto'
import { withoutEnd } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import { spanOf } from '#platform/time'
import { isInline, type Live, parseText } from '../text/parse-text.ts'
import { type Head, type Outline, type Section, topics } from './entry.ts'

/** What the texts of an outline can name. */
export type Known = {
  indicators: ReadonlySet<string>
  lines: ReadonlySet<string>
  /** What can be alive in a text, by its name. */
  places: ReadonlySet<string>
}

/** What stands in single braces in a heading, a subject or an opening. */
export const placeholders = ['period', 'next', 'speaker'] as const

/** Which indicators something alive names, by their codes. */
const codesNamed = ({ name, given }: Live): string[] =>
  name === 'figure' ? given.slice(0, 1) : name === 'units' || name === 'indicators' ? given : []

type Fault = Omit<FieldProblem, 'field'>

function faultsOfLive(live: Live, known: Known): Fault[] {
  const { name, options } = live
  if (!known.places.has(name)) return [{ code: 'outline_place_is_unknown', params: { name } }]
  const codes = codesNamed(live)
  const faults: Fault[] = codes
    .filter((code) => !known.indicators.has(code))
    .map((code) => ({ code: 'outline_indicator_is_gone', params: { name: code } }))
  if (name === 'figure' && codes.length === 0) faults.push({ code: 'outline_figure_has_no_code' })
  const { line, theme, topic, period } = options
  if (topic !== undefined && !(topics as readonly string[]).includes(topic))
    faults.push({ code: 'outline_topic_is_unknown', params: { name: topic } })
  if (line !== undefined && !known.lines.has(line))
    faults.push({ code: 'outline_line_is_unknown', params: { name: line } })
  if (line !== undefined && theme !== undefined) faults.push({ code: 'outline_place_has_line_and_theme' })
  if (period !== undefined && !spanOf(period))
    faults.push({ code: 'outline_place_has_no_period', params: { name: period } })
  return faults
}

/** What is wrong in the text with which a section begins. */
function faultsOfText(text: string, known: Known): Fault[] {
  return parseText(text).flatMap((node): Fault[] => {
    if (node.kind === 'heading') return []
    if (node.kind === 'live') return faultsOfLive(node.live, known)
    return node.pieces.flatMap((piece): Fault[] => {
      if ('text' in piece) return /\{\{|\}\}/.test(piece.text) ? [{ code: 'outline_braces_are_open' }] : []
      if (known.places.has(piece.live.name) && !isInline(piece.live))
        return [{ code: 'outline_place_needs_its_own_line', params: { name: piece.live.name } }]
      return faultsOfLive(piece.live, known)
    })
  })
}

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
export function faultsOf(outline: Head & Pick<Outline, 'sections'>, known: Known): FieldProblem[] {
  const { sections } = outline
  const at = (field: string) => (fault: Fault) => ({ field, ...fault })
  const twice = sections.filter(({ key }, index) => sections.findIndex((one) => one.key === key) < index)
  return [
    ...(sections.length === 0 ? [{ field: '', code: 'outline_has_no_section' }] : []),
    ...(['title', 'subject', 'opening'] as const).flatMap((field) =>
      faultsOfWords(outline[field]).map(at(field)),
    ),
    ...twice.map(({ key }) => ({
      field: fieldOf(key),
      code: 'section_key_is_there_twice',
      params: { key },
    })),
    ...sections.flatMap(({ key, heading, start }) =>
      [...faultsOfWords(heading), ...faultsOfText(start, known)].map(at(fieldOf(key))),
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
  const base = withoutEnd(whole, /_/)
  let key = base
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`
  return key
}

/** A mark of something as it was seen: whoever changes what has changed since is told so. */
export const markOf = (seen: unknown): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 16)

/** What is typed of an outline itself. */
export const headOf = ({ name, periods, title, subject, opening, since, source }: Outline): Head => ({
  name,
  periods,
  title,
  subject,
  opening,
  since,
  source,
})
