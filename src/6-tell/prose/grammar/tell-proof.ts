/** How far the figures of a part are proven, in one sentence. */

import type { BoundFigure, Piece } from '#papers'

const half = 50

const sentences = {
  one: ['Số liệu này {how}', 'Minh chứng cho số liệu này {is}'],
  all: [
    'Các số liệu này đều có minh chứng từ một nửa trở lên',
    'Về minh chứng, cả {all} số liệu đạt ít nhất một nửa',
    'Mỗi số liệu trong {all} số liệu nêu trên đều được chứng minh ít nhất một nửa',
  ],
  /** Rounded down, so what is less than a hundredth is nothing here. */
  nothing: [
    'Các số liệu này do đơn vị tự khai, hầu như chưa có minh chứng',
    'Cả {all} số liệu nêu trên hầu như chưa có minh chứng',
    'Phần này là số liệu tự khai, hầu như chưa có minh chứng',
  ],
  none: [
    'Các số liệu này phần lớn do đơn vị tự khai, minh chứng dưới một nửa',
    'Cả {all} số liệu nêu trên có minh chứng dưới một nửa',
    'Phần này chủ yếu là số liệu tự khai',
  ],
  some: [
    'Trong {all} số liệu nêu trên, {well} số liệu có minh chứng từ một nửa trở lên',
    'Ở {well} trên {all} số liệu của phần này, ít nhất một nửa đã được minh chứng',
    'Về minh chứng, {well} trong {all} số liệu đạt ít nhất một nửa',
  ],
}

/**
 * “Trong 14 số liệu nêu trên, 9 số liệu có minh chứng từ một nửa trở lên.” Nothing where there is nothing to prove.
 * @param turn which wording: a report says it in each part, and not always alike
 * @param href where how far each figure is proven can be read
 * @param where the same in words; said once
 */
export function tellProof(
  figures: readonly BoundFigure[],
  turn: number,
  href: string,
  where?: string,
): Piece[] {
  const asked = figures.filter(({ proven }) => proven !== undefined)
  if (asked.length === 0) return []
  const well = asked.filter(({ proven = 0 }) => proven >= half).length
  const isProven = asked.some(({ proven = 0 }) => proven > 0)
  const kind =
    asked.length === 1
      ? 'one'
      : well === asked.length
        ? 'all'
        : well > 0
          ? 'some'
          : isProven
            ? 'none'
            : 'nothing'
  const [how, is] =
    well === 1
      ? ['có minh chứng từ một nửa trở lên', 'đạt từ một nửa trở lên']
      : isProven
        ? ['có minh chứng dưới một nửa', 'chưa đến một nửa']
        : ['do đơn vị tự khai, hầu như chưa có minh chứng', 'hầu như chưa có']
  const words = (sentences[kind][turn % sentences[kind].length] ?? '')
    .replace('{how}', how)
    .replace('{is}', is)
  const counts: Record<string, number> = { '{all}': asked.length, '{well}': well }
  const told = words.split(/(\{all\}|\{well\})/).map((part): Piece => {
    const amount = counts[part]
    return amount === undefined ? part : { shown: String(amount), amount, href, scope: null }
  })
  return [...told, where === undefined ? '.' : ` (${where}).`].filter((piece) => piece !== '')
}
