import type { PaperBlock, Piece } from '#papers'
import type { Live } from '#platform/live-text'
import { enumerated, officialStyle, padded } from '../grammar/index.ts'
import type { RunInitiative } from '../results/results-store.ts'
import { otherUnits, sentences } from '../results/sentences.ts'
import { apart, inside, listOf } from '../results/tell-results.ts'
import { count, fill } from '../results/wording.ts'
import type { Telling } from './tell-text.ts'

/** So many are named in a sentence; of more the lines are counted, and a few are named. */
const mostNamed = 4
const examples = 3

const named = ({ id, name, unitName }: RunInitiative): Piece[] => [
  { words: `“${name}”`, href: `/quan-ly/mo-hinh/${id}` },
  // Brackets do not stand in brackets: Hội Phụ nữ xã Đông (cũ).
  unitName.includes('(') ? ` của ${unitName}` : ` (${unitName})`,
]

const listed = (all: readonly RunInitiative[]): PaperBlock => ({ kind: 'list', items: all.map(named) })

function inSentences({ results }: Telling, all: readonly RunInitiative[]): PaperBlock {
  const here = listOf(results)
  const known = { count: padded(count(all.length, here), officialStyle) }
  if (all.length <= mostNamed || results.lines.length === 0)
    return {
      kind: 'paragraph',
      pieces: fill(sentences.recognisedFew, { ...known, names: enumerated(all.map(named), '; ', '; ') }),
    }
  const lineOf = new Map(results.lines.map(({ code, name }) => [code, name]))
  const lines = [...Map.groupBy(all, ({ line }) => (line && lineOf.get(line)) ?? otherUnits)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([name, own]): Piece[] => [`${name} `, padded(count(own.length, here), officialStyle)])
  // One of each kind: the same thing in three villages says less than three things.
  const kinds = new Set<string>()
  const first = all.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind)).slice(0, examples)
  return {
    kind: 'paragraph',
    pieces: fill(sentences.recognisedMany, {
      ...known,
      lines: enumerated(lines, ', ', ', '),
      names: enumerated(first.map(named), '; ', '; '),
    }),
  }
}

/** Initiatives that were recognised, in sentences; `{{recognised list}}` names them one by one. */
export function tellRecognised(telling: Telling, { given }: Live): PaperBlock[] {
  const { open, closed } = apart(telling.results.initiatives.filter(({ isRecognised }) => isRecognised))
  const tell = given.includes('list') ? listed : (all: readonly RunInitiative[]) => inSentences(telling, all)
  return [
    ...(open.length === 0 ? [] : [tell(open)]),
    ...(closed.length === 0 ? [] : [{ ...tell(closed), ...inside } as PaperBlock]),
  ]
}
