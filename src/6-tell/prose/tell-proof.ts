/** How far the figures of a part are proven, in one sentence. */

import type { BoundFigure, Piece } from '#papers'

const half = 50

/** “Trong 14 số liệu nêu trên, 9 số liệu có minh chứng từ một nửa trở lên.” Nothing where there is nothing to prove. */
export function tellProof(figures: readonly BoundFigure[], where: string): Piece[] {
  const asked = figures.filter(({ proven }) => proven !== undefined)
  if (asked.length === 0) return []
  const well = asked.filter(({ proven = 0 }) => proven >= half).length
  if (asked.length === 1)
    return [
      well === 1
        ? `Số liệu trên có minh chứng từ một nửa trở lên (${where}).`
        : `Số liệu trên có minh chứng dưới một nửa (${where}).`,
    ]
  if (well === asked.length) return [`Các số liệu trên đều có minh chứng từ một nửa trở lên (${where}).`]
  if (well === 0)
    return [`Các số liệu trên đều có minh chứng dưới một nửa hoặc mới do đơn vị tự khai (${where}).`]
  return [`Trong ${asked.length} số liệu trên, ${well} số liệu có minh chứng từ một nửa trở lên (${where}).`]
}
