import { expect, test } from 'vitest'
import type { Figure, Indicator } from '#figures'
import { FigureCards } from './cards.tsx'

const rate = {
  code: 'tre_han',
  nameVi: 'Tỷ lệ trễ hạn',
  nameEn: 'Late',
  unitVi: '%',
  unitEn: '%',
  rule: 'derived',
} as Indicator
const figure = { declared: 0, evidenced: 0, confirmed: 0, verified: 0, entries: 3 } as Figure
const cardOf = (given: Figure): string =>
  String(<FigureCards figures={[{ indicator: rate, figure: given }]} period="2026-03" />)

test('a rate that cannot be worked out says why, and a rate of nought is 0', () => {
  const none = cardOf({ ...figure, derived: { value: null, reason: 'division_by_zero' } })
  const nought = cardOf({ ...figure, derived: { value: 0 } })

  expect(none).toContain('Không tính được vì mẫu số bằng 0')
  expect(none).not.toContain('>0<')
  expect(nought).not.toContain('Không tính được')
})
