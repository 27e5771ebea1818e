import { Prose } from '#ui'
import { definitionOf } from '../blocks/index.ts'
import type { PaperBlock } from '../content.ts'

const letters = 'abcdđeghiklmnopq'

/** A block with the number of its heading, where it is one. */
type Numbered = { block: PaperBlock; number: string }

function numbered(blocks: readonly PaperBlock[]): Numbered[] {
  let second = 0
  let third = 0
  return blocks.map((block) => {
    if (block.kind !== 'heading') return { block, number: '' }
    if (block.level === 2) {
      second += 1
      third = 0
      return { block, number: `${second}. ` }
    }
    third += 1
    return { block, number: `${letters[third - 1] ?? third}) ` }
  })
}

function ShownBlock({ block, number }: Numbered) {
  const { Shown } = definitionOf(block)
  return <Shown block={block} number={number} />
}

const isWide = ({ block }: Numbered): boolean => definitionOf(block).isWide ?? false

/** Text stands in a column that is comfortable to read, tables take the width that they need. */
function grouped(blocks: readonly Numbered[]): Numbered[][] {
  const groups: Numbered[][] = []
  for (const one of blocks) {
    const last = groups.at(-1)
    if (last?.[0] && !isWide(one) && !isWide(last[0])) last.push(one)
    else groups.push([one])
  }
  return groups
}

/** Blocks as they stand on a sheet of paper. */
export const PrintedBlocks = ({ blocks }: { blocks: readonly PaperBlock[] }) => (
  <>
    {numbered(blocks).map((one) => (
      <ShownBlock {...one} />
    ))}
  </>
)

/** Some blocks by themselves: every figure opens in one click. */
export const ShownBlocks = ({ blocks }: { blocks: readonly PaperBlock[] }) => (
  <div lang="vi">
    {grouped(numbered(blocks)).map((group) => {
      const shown = group.map((one) => <ShownBlock {...one} />)
      return group.some(isWide) ? shown : <Prose>{shown}</Prose>
    })}
  </div>
)
