import { expect, test } from 'vitest'
import type { ContentSection } from '../../papers/content.ts'
import { ReportBody } from '../../papers/pages/blocks.tsx'

test('every section bears its number, also beyond the fifteenth', () => {
  const sections = Array.from(
    { length: 40 },
    (_, index): ContentSection => ({
      key: `p_${index + 1}`,
      isRestricted: false,
      heading: `Phần thứ ${index + 1}.`,
      blocks: [{ kind: 'paragraph', pieces: ['Đã làm.'] }],
    }),
  )

  const page = String(<ReportBody sections={sections} />)

  for (const heading of ['I- Phần thứ 1.', 'XV- Phần thứ 15.', 'XVI- Phần thứ 16.', 'XL- Phần thứ 40.'])
    expect(page).toContain(`>${heading}<`)
  expect(page).not.toContain('undefined')
})
