import { indicatorsOf, reachNamed } from '#figures'
import { linesToChoose } from '#org'
import type { Reader } from '#platform/database'
import { isInline, type Live, parseText } from '#platform/live-text'
import { spanOf } from '#platform/time'
import type { Fault, TextCheck } from '#regimes'
import { topics } from '#regimes'
import { places } from './tell-text.ts'

/** What the texts of an outline can name. */
export type Known = {
  indicators: ReadonlySet<string>
  lines: ReadonlySet<string>
  /** What can be alive in a text, by its name. */
  places: ReadonlySet<string>
}

/** Which indicators something alive names, by their codes. */
const codesNamed = ({ name, given }: Live): string[] =>
  name === 'figure' ? given.slice(0, 1) : name === 'units' || name === 'indicators' ? given : []

function faultsOfLive(live: Live, known: Known): Fault[] {
  const { name, options } = live
  if (!known.places.has(name)) return [{ code: 'outline_place_is_unknown', params: { name } }]
  const codes = codesNamed(live)
  const faults: Fault[] = codes
    .filter((code) => !known.indicators.has(code))
    .map((code) => ({ code: 'outline_indicator_is_gone', params: { name: code } }))
  if (name === 'figure' && codes.length === 0) faults.push({ code: 'outline_figure_has_no_code' })
  const { line, theme, topic, period, reach } = options
  if (topic !== undefined && !(topics as readonly string[]).includes(topic))
    faults.push({ code: 'outline_topic_is_unknown', params: { name: topic } })
  if (line !== undefined && !known.lines.has(line))
    faults.push({ code: 'outline_line_is_unknown', params: { name: line } })
  if (reach !== undefined && !reachNamed(reach))
    faults.push({ code: 'outline_reach_is_unknown', params: { name: reach } })
  if (line !== undefined && theme !== undefined) faults.push({ code: 'outline_place_has_line_and_theme' })
  if (period !== undefined && !spanOf(period))
    faults.push({ code: 'outline_place_has_no_period', params: { name: period } })
  return faults
}

/** What is wrong in the text with which a section begins. */
export const textCheck =
  (known: Known): TextCheck =>
  (text) =>
    parseText(text).flatMap((node): Fault[] => {
      if (node.kind === 'heading') return []
      if (node.kind === 'live') return faultsOfLive(node.live, known)
      return node.pieces.flatMap((piece): Fault[] => {
        if ('text' in piece) return /\{\{|\}\}/.test(piece.text) ? [{ code: 'outline_braces_are_open' }] : []
        if (known.places.has(piece.live.name) && !isInline(piece.live))
          return [{ code: 'outline_place_needs_its_own_line', params: { name: piece.live.name } }]
        return faultsOfLive(piece.live, known)
      })
    })

/** Checks texts against what they can name today. */
export const textCheckToday = async (db: Reader): Promise<TextCheck> =>
  textCheck({
    indicators: new Set((await indicatorsOf(db)).map(({ code }) => code)),
    lines: new Set((await linesToChoose(db)).map(({ code }) => code)),
    places,
  })
