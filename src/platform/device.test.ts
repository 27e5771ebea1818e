import { expect, test } from 'vitest'
import { deviceInWords } from './device.ts'
import { formatMoment, inLanguage } from './i18n.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
    'Chrome trên Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge trên Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36',
    'Samsung Internet trên Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1',
    'Safari trên iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 coc_coc_browser/125.0 Chrome/119.0 Safari/537.36',
    'Cốc Cốc trên Windows',
  ],
  ['curl/8.5', 'Thiết bị không rõ'],
  ['', 'Thiết bị không rõ'],
])('%s is %s', (agent, words) => expect(inLanguage('vi', () => deviceInWords(agent))).toBe(words))

test('a moment is told by the day as people in Vietnam count it', () => {
  const now = new Date('2026-11-20T17:30:00Z') // 00:30 of the 21st in Vietnam

  const told = inLanguage('vi', () =>
    ['2026-11-20T17:05:00Z', '2026-11-20T07:05:00Z', '2026-11-19T16:05:00Z'].map((at) =>
      formatMoment(new Date(at), now),
    ),
  )

  expect(told).toEqual(['hôm nay 00:05', 'hôm qua 14:05', '23:05, 19/11/2026'])
})
