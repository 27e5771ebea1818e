import { writeLive } from '#platform/live-text'
import { plainText } from '#platform/plain-text'
import type { Menu } from '../entry.ts'

/** What has to be asked before something can be placed. */
export type DialogName = 'figure' | 'chart' | 'units' | 'photo'

/** A line of the menu. */
export type Entry = {
  group: 'figures' | 'blocks'
  label: string
  hint: string
  /** How it is written in the text; where `dialog` asks first, what it begins with. */
  raw: string
  dialog?: DialogName
}

const asks: Record<string, DialogName> = { chart: 'chart', units: 'units', photo: 'photo' }

/** A live place of a name, as it is written. */
export const liveOf = (
  name: string,
  given: string[] = [],
  options: Record<string, string> = {},
  words = '',
): string => writeLive({ name, given, options, words })

/** How many figures the menu shows at once: more are found by another letter. */
const mostFigures = 12

/** The lines of the menu for what was typed after the stroke: every word must be in the name, without diacritics. */
export function entriesFor(menu: Menu, query: string): Entry[] {
  const words = plainText(query).split(/\s+/).filter(Boolean)
  const matches = (text: string) => {
    const plain = plainText(text)
    return words.every((word) => plain.includes(word))
  }
  const blocks = menu.blocks
    .filter(({ label, hint }) => matches(`${label} ${hint}`))
    .map(({ name, label, hint }): Entry => {
      const dialog = asks[name]
      return { group: 'blocks', label, hint, raw: liveOf(name), ...(dialog ? { dialog } : {}) }
    })
  const figures = menu.figures
    .filter(({ name, unit, entries }) => (words.length > 0 || entries > 0) && matches(`${name} ${unit}`))
    .slice(0, mostFigures)
    .map(
      ({ code, name, unit, shown, proof }): Entry => ({
        group: 'figures',
        label: name,
        hint: [`${shown} ${unit}`, menu.period, proof].filter(Boolean).join(' · '),
        raw: liveOf('figure', [code]),
      }),
    )
  // Whoever has typed a word looks for a figure; whoever has typed none sees what there is.
  return words.length > 0 ? [...figures, ...blocks] : [...blocks, ...figures]
}
