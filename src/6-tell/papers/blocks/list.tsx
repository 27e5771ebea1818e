import type { Piece } from '../content.ts'
import { type BlockDefinition, plainTextOf, shownTextOf } from './definition.ts'
import { Pieces } from './pieces.tsx'

export type ListBlock = { kind: 'list'; items: Piece[][]; isRestricted?: true }

export const list: BlockDefinition<ListBlock> = {
  pieces: ({ items }) => items.flat(),
  changed: (block, change) => ({ ...block, items: block.items.map(change) }),
  withheld: (block, isWithheld, words) => ({
    ...block,
    items: block.items.map((item) => (item.some(isWithheld) ? [words] : item)),
  }),
  texts: ({ items }) => items.map(plainTextOf),
  lines: ({ items }) => items.map((item) => `– ${shownTextOf(item)}`),
  sentences: ({ items }) => items.map((item) => ['- ', ...item]),
  printed: ({ items }, { run }) => [{ kind: 'list', items: items.map((item) => item.map(run)) }],
  Shown: ({ block: { items } }) => (
    <ul>
      {items.map((item) => (
        <li>
          <Pieces pieces={item} />
        </li>
      ))}
    </ul>
  ),
}
