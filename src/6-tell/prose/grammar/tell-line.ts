/** What a line of organisations did: how many initiatives, what came of each kind, and which are worth a look. */

import type { BoundFigure, Piece } from '#papers'
import { bracketed, clausesFor, clausesOf, enumerated, type Voice } from './clauses.ts'
import type { Example, Group, Known, Teller } from './material.ts'
import { countInProse, type NumberStyle } from './numbers.ts'
import type { Room } from './room.ts'
import { joined, packed, paragraphOf, sentence } from './sentences.ts'
import type { Told } from './tell-topic.ts'

/** How many initiatives of a line run, and what became of them; records that were accepted. */
export type Counts = Record<'running' | 'fresh' | 'recognised' | 'ended' | 'accepted', BoundFigure>

/** Counts the sentences on kinds over the whole part, so that two lines after each other do not begin alike. */
export type Turn = { at: number; lines: number }

/** A count with its number as running text writes it. */
export const padded = (figure: BoundFigure, style: NumberStyle): BoundFigure => ({
  ...figure,
  shown: countInProse(figure.amount, style),
})

/** How a line is told as a whole, in turn: what became of its initiatives, and how many records there are. */
const forms = [
  {
    verb: 'duy trì',
    before: '; trong kỳ có ',
    and: ' và ',
    after: '',
    gone: '; kết thúc ',
    records: '; thực hiện ',
  },
  { verb: 'hiện có', before: ', có thêm ', and: ', ', after: '', gone: ', ngừng ', records: ', tổ chức ' },
  {
    verb: 'đang thực hiện',
    before: ' (',
    and: ', ',
    after: ' trong kỳ)',
    gone: '; đã kết thúc ',
    records: '; ghi nhận ',
  },
] as const

/** “Hội Liên hiệp Phụ nữ duy trì 50 mô hình; trong kỳ có 41 mô hình mới …; thực hiện 1.161 hoạt động.” */
export function tellCounts(who: string, counts: Counts, voice: Voice, turn: Turn): Piece[] {
  const { running, fresh, recognised, ended, accepted } = counts
  if (running.amount === 0)
    return accepted.amount > 0 ? [`${who} đã thực hiện `, padded(accepted, voice.style), ' hoạt động.'] : []
  const { verb, before, and, after, gone, records } = forms[turn.lines % forms.length] ?? forms[0]
  turn.lines += 1
  // “01 mô hình, có thêm 01 mô hình mới” would be read as two.
  if (fresh.amount === running.amount && ended.amount === 0)
    return [
      `${who} có `,
      padded(running, voice.style),
      running.amount > 1 ? ' mô hình, đều mới trong kỳ' : ' mô hình, mới trong kỳ',
      ...(recognised.amount > 0 ? [', ', padded(recognised, voice.style), ' mô hình được công nhận'] : []),
      ...(accepted.amount > 0 ? [records, padded(accepted, voice.style), ' hoạt động'] : []),
      '.',
    ]
  const changes: Piece[][] = []
  if (fresh.amount > 0) changes.push([padded(fresh, voice.style), ' mô hình mới'])
  if (recognised.amount > 0) changes.push([padded(recognised, voice.style), ' mô hình được công nhận'])
  return [
    `${who} ${verb} `,
    padded(running, voice.style),
    ' mô hình',
    // Only new ones are more: “có thêm 02 mô hình được công nhận” is not.
    ...(changes.length > 0
      ? [fresh.amount > 0 ? before : before.replace(' thêm', ''), ...enumerated(changes, and, and), after]
      : []),
    ...(ended.amount > 0 ? [gone, padded(ended, voice.style), ' mô hình'] : []),
    ...(accepted.amount > 0 ? [records, padded(accepted, voice.style), ' hoạt động'] : []),
    '.',
  ]
}

function openingOf(
  { kind }: Group,
  { name: who, shortly }: Teller,
  turn: Turn,
  voice: Voice,
  isFirst: boolean,
) {
  turn.at += 1
  if (!kind) return [isFirst ? who : `Ngoài ra, ${shortly}`]
  const name = `“${kind.name}”`
  const doers = kind.running.amount === 1 ? shortly : 'các đơn vị'
  switch (turn.at % 4) {
    case 1:
      return [`Thực hiện mô hình ${name}, ${shortly}`]
    case kind.running.amount > 0 ? 2 : -1:
      return ['Qua ', padded(kind.running, voice.style), ` mô hình ${name}, ${doers}`]
    case 3:
      return [`Với mô hình ${name}, ${shortly}`]
    default:
      return [`Ở mô hình ${name}, ${doers}`]
  }
}

const goingOn = ['Cùng với đó,', ''] as const

function tellGroup(group: Group, teller: Teller, turn: Turn, voice: Voice, room: Room, isFirst: boolean) {
  const sentences = packed(clausesFor(group.known, voice, room.weight)).slice(0, room.sentences)
  return {
    codes: sentences.flat().flatMap(({ codes }) => codes),
    pieces: paragraphOf(
      sentences.map((clauses, index) => {
        if (index === 0) return sentence(openingOf(group, teller, turn, voice, isFirst), clauses)
        const opening = goingOn[(index - 1) % goingOn.length] ?? ''
        return sentence(opening === '' ? [] : [opening], clauses)
      }),
    ),
  }
}

/** “Tiêu biểu là mô hình “…” của Chi hội … (khui 12 con heo đất, được 3,4 triệu đồng).” */
export function tellExamples(examples: readonly Example[], voice: Voice): Piece[] {
  const told = examples.map((example): Piece[] => {
    const clauses = clausesOf(example.known, { ...voice, comparedWith: undefined }, 1).slice(0, 2)
    const name: Piece[] = [{ words: `“${example.name}”`, href: example.href }, ` của ${example.unitName}`]
    if (clauses.length === 0) return name
    return [...name, ...bracketed(example.unitName, joined(clauses), ': ')]
  })
  return told.length === 0 ? [] : ['Tiêu biểu là mô hình ', ...enumerated(told, '; ', '; '), '.']
}

/** Kinds that are not told one by one, each with how many of it run. `running` counts all where no kind was told before. */
function tellOthers(
  groups: readonly Group[],
  { shortly }: Teller,
  voice: Voice,
  running: number | undefined,
): Piece[] {
  const kinds = groups.flatMap(({ kind }) => (kind && kind.running.amount > 0 ? [kind] : []))
  const [only] = kinds
  if (!only) return []
  const of = kinds.reduce((sum, kind) => sum + kind.running.amount, 0)
  if (kinds.length === 1 && of === 1 && running === 1) return [`Đó là mô hình “${only.name}”.`]
  if (running === undefined && of === 1)
    return [`Bên cạnh đó, ${shortly} còn thực hiện mô hình “${only.name}”.`]
  const named = kinds.map((kind): Piece[] => [`“${kind.name}” (`, padded(kind.running, voice.style), ')'])
  const opening =
    running === undefined
      ? `Bên cạnh đó, ${shortly} còn thực hiện các mô hình `
      : `${of === running ? 'Đó là' : 'Trong đó có'} các mô hình `
  return [opening, ...enumerated(named), '.']
}

/** What there is to tell of a line. Groups come with the most important first. */
export type LineToTell = {
  teller: Teller
  counts: Counts
  groups: readonly Group[]
  examples: readonly Example[]
}

/** Whether one initiative did all that its kind is said to have done: it would be told twice. */
const isWhole = ({ code, figure }: Known, groups: readonly Group[]): boolean =>
  groups.some(({ known }) => known.some((one) => one.code === code && one.figure.amount === figure.amount))

/** Paragraphs on a line: one for it as a whole, in longer reports one for each kind. */
export function tellLine(line: LineToTell, turn: Turn, voice: Voice, room: Room): Told {
  const { teller, counts, examples } = line
  const hasFigures = ({ known }: Group) => known.some(({ figure }) => figure.amount > 0)
  const groups = line.groups.filter(hasFigures)
  const kinds = groups.filter(({ kind }) => kind)
  const unheard = line.groups.filter((group) => group.kind && !hasFigures(group))
  const first = tellCounts(teller.name, counts, voice, turn)
  const told = [...kinds.slice(0, room.kinds), ...groups.filter(({ kind }) => !kind)].map((group, index) =>
    tellGroup(group, teller, turn, voice, room, index === 0 && first.length === 0),
  )
  const worth = examples.filter(({ known: [head] }) => !head || !isWhole(head, groups))
  const last = [
    tellOthers(
      [...kinds.slice(room.kinds), ...unheard],
      teller,
      voice,
      told.length === 0 ? counts.running.amount : undefined,
    ),
    tellExamples(worth, voice),
  ]
  const stretches = [first, ...told.map(({ pieces }) => pieces), ...last].filter(({ length }) => length > 0)
  return {
    paragraphs: room.hasHeadings ? stretches : stretches.length === 0 ? [] : [paragraphOf(stretches)],
    codes: told.flatMap(({ codes }) => codes),
  }
}
