/** What is no initiative: leadership, study, publicity, examples set, occasions. */

import type { Piece } from '#papers'
import type { Topic } from '#regimes'
import { clausesFor, type Voice } from './clauses.ts'
import type { Known } from './material.ts'
import type { Room } from './room.ts'
import { packed, paragraphOf, sentence } from './sentences.ts'

/** Paragraphs of a part, and which figures they have told. */
export type Told = { paragraphs: Piece[][]; codes: string[] }

/** Who speaks in the report, and, of a part of the figures, who did what it tells. */
export type Doer = { speaker: string; of?: readonly string[] }

/** Who is said to have done it, in turn: a paragraph that always begins alike is not read. */
function openings(topic: Topic | undefined, { speaker, of }: Doer): string[] {
  if (of) return [...of]
  switch (topic) {
    case 'situation':
      return ['Toàn địa bàn', 'Trên địa bàn', 'Địa phương']
    case 'leadership':
      return [`${speaker} và các đơn vị`, 'Trong kỳ, các cấp', '']
    case 'example':
      return ['Các đơn vị', '', 'Trong kỳ, các cấp']
    case 'publicity':
      return ['Về tuyên truyền, các đơn vị', '', 'Các đơn vị']
    default:
      return ['Các cấp', '', 'Trong kỳ, các đơn vị']
  }
}

/** A paragraph on a topic: the weightiest figures first, as many sentences as there is room for. */
export function tellTopic(
  topic: Topic | undefined,
  known: readonly Known[],
  doer: Doer,
  voice: Voice,
  room: Room,
): Told {
  const most = room.sentences + 2
  const sentences = packed(clausesFor(known, voice, room.weight)).slice(0, most)
  const who = openings(topic, doer)
  const { of } = doer
  const told = sentences.map((clauses, index) => {
    // “Ban Thường vụ và các đơn vị có 21 đơn vị …” counts its own subject.
    const isOfOthers = topic === 'leadership' && !of && clauses[0]?.isState
    const opening = isOfOthers ? 'Trong kỳ, các cấp' : (who[index % who.length] ?? '')
    return sentence(opening === '' ? [] : [opening], clauses)
  })
  return {
    paragraphs: told.length === 0 ? [] : [paragraphOf(told)],
    codes: sentences.flat().flatMap(({ codes }) => codes),
  }
}
