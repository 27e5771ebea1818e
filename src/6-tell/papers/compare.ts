/** Two contents of a report side by side: what was added, taken away or changed, line by line and word by word. */

import { besideEachOther, differing, type Stretch } from '#platform/word-diff'
import { definitionOf } from './blocks/index.ts'
import type { PaperBlock, PaperContent } from './content.ts'

/** A line as it stands on the left and on the right; missing where there is none. */
export type Pair = { left?: Stretch[]; right?: Stretch[]; isSame: boolean }
export type ComparedSection = { heading: string; pairs: Pair[]; changes: number }

/** What a block says, a line for each paragraph, item or row. */
export const linesOf = (block: PaperBlock): string[] => definitionOf(block).lines(block)

/** Words are what stands between blanks, so that 1.284 and 1.285 differ as one word and not in a digit. */
function changed(old: string, fresh: string): Pair {
  const { one: left, other: right } = differing(old, fresh)
  return { left, right, isSame: false }
}

const whole = (text: string, isOwn: boolean): Stretch[] => [{ text, isOwn }]

function pairsOf(left: readonly string[], right: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  for (const { one: gone, other: came, both } of besideEachOther(left, right)) {
    // What went away and what came in its place stand beside each other.
    for (let line = 0; line < Math.max(gone.length, came.length); line += 1) {
      const [old, fresh] = [gone[line], came[line]]
      if (old !== undefined && fresh !== undefined) pairs.push(changed(old, fresh))
      else if (old !== undefined) pairs.push({ left: whole(old, true), isSame: false })
      else if (fresh !== undefined) pairs.push({ right: whole(fresh, true), isSame: false })
    }
    for (const line of both) pairs.push({ left: whole(line, false), right: whole(line, false), isSame: true })
  }
  return pairs
}

type Compared = Pick<PaperContent, 'sections' | 'subject' | 'opening' | 'addressees' | 'body' | 'signer'>

/** What stands before and behind the sections, each as a line. */
const aroundOf = ({ subject, addressees = [], opening, body, signer }: Compared): string[] => [
  subject,
  ...addressees.map((one) => `Kính gửi: ${one}`),
  opening,
  ...body.recipients.map((one) => `Nơi nhận: ${one}`),
  [body.authority, signer.position || body.position, signer.name].filter(Boolean).join(' – '),
]

/** Compares two reports section by section; sections are the same where their keys are. */
export function compareContents(left: Compared, right: Compared): ComparedSection[] {
  const keys = [...new Set([...left.sections, ...right.sections].map(({ key }) => key))]
  const sectionOf = ({ sections }: Compared, key: string) => sections.find((section) => section.key === key)
  const head: ComparedSection = section('', aroundOf(left), aroundOf(right))
  return [
    head,
    ...keys.map((key) => {
      const [old, fresh] = [sectionOf(left, key), sectionOf(right, key)]
      return section(
        fresh?.heading ?? old?.heading ?? key,
        old?.blocks.flatMap(linesOf) ?? [],
        fresh?.blocks.flatMap(linesOf) ?? [],
      )
    }),
  ]
}

function section(heading: string, left: readonly string[], right: readonly string[]): ComparedSection {
  const pairs = pairsOf(left, right)
  return { heading, pairs, changes: pairs.filter(({ isSame }) => !isSame).length }
}
