/** What a part of a report is told from. It is read elsewhere; here it becomes sentences. */

import type { Rule } from '#figures'
import type { BoundFigure } from '#papers'

/** A figure that may be told. */
export type Known = {
  code: string
  /** The name and the unit of the indicator: `Heo đất đã khui`, `con`. */
  name: string
  unit: string
  rule: Rule
  /** The indicator of which it is a part. */
  partOf?: string | null | undefined
  /** How a derived one is worked out: of a rate, how many of how many. */
  rate?: { part: string; whole: string } | undefined
  figure: BoundFigure
  /** The same of the span that it is compared with; missing where nothing was entered then. */
  before?: BoundFigure | undefined
  /** What was promised for the year, and how far it is met. */
  target?: { percent: number; href: string } | undefined
}

/** An initiative that may serve as an example, with its best figures first. */
export type Example = { name: string; unitName: string; href: string; known: Known[] }

/** What belongs together in one stretch of text: a kind of initiatives, or what is no initiative. */
export type Group = {
  /** The kind of initiatives; missing where the figures are of none. */
  kind?: { name: string; running: BoundFigure } | undefined
  known: Known[]
}

/** A line of organisations: how it is named at first, and after that. */
export type Teller = { name: string; shortly: string }
