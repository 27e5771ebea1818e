import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { type ChartSpec, svgOf } from '../../documents.ts'
import { inLanguage } from '../../i18n.ts'
import {
  allCharts,
  byMonth,
  byQuarter,
  byUnit,
  course,
  growth,
  oneLine,
  thirtyUnits,
} from '../charts.fixture.ts'
import { typesetter } from '../typesetter.ts'
import { chartPicture } from './chart-picture.ts'
import { chartInWords, drawChart } from './draw-chart.ts'
import type { Drawing, Mark } from './marks.ts'
import { scaleOf } from './scale.ts'
import { cut, widthOf, wrapped } from './text-width.ts'

type Text = Extract<Mark, { kind: 'text' }>
const texts = ({ marks }: Drawing): Text[] => marks.filter((mark) => mark.kind === 'text')
const said = (drawing: Drawing): string[] => texts(drawing).map(({ text }) => text)
const boxOf = (mark: Mark) => {
  const points = mark.kind === 'text' ? [] : mark.points
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}
const areas = ({ marks }: Drawing, fill: string) =>
  marks.filter((mark) => mark.kind === 'area' && mark.fill === fill).map(boxOf)
const only = (form: ChartSpec['form'], values: (number | null)[]): ChartSpec => ({
  form,
  unit: 'hộ',
  labels: values.map((_, index) => `2026-0${index + 1}`),
  series: [{ name: 'Hộ', values }],
})

describe('bars', () => {
  test('are as long as their amounts, from zero, each with its number in the Vietnamese way', () => {
    const drawing = drawChart(byUnit, 468)
    const bars = areas(drawing, 'dark')
    const lengths = bars.map(({ left, right }) => right - left)

    expect(new Set(bars.map(({ left }) => left)).size).toBe(1)
    expect((lengths[0] ?? 0) / (lengths[1] ?? 1)).toBeCloseTo(1284 / 968, 5)
    expect(said(drawing)).toEqual(expect.arrayContaining(['1.284', '3.250', 'Đơn vị tính: lượt người']))
  })

  test('what is not known is said, and zero is a number without a bar', () => {
    const drawing = drawChart(byUnit, 468)

    // Twelve units: one is not known, one is zero.
    expect(areas(drawing, 'dark')).toHaveLength(10)
    expect(said(drawing).filter((text) => text === 'chưa có số liệu')).toHaveLength(1)
    expect(said(drawing).filter((text) => text === '0')).toHaveLength(2)
  })

  test('of thirty units and two series stay on the page, told apart by legend and shade', () => {
    const drawing = drawChart(thirtyUnits, 468, 640)

    expect(drawing.height).toBeLessThanOrEqual(640)
    // One of each stands in the legend; one amount is zero, three are not known.
    expect(areas(drawing, 'dark')).toHaveLength(30)
    expect(areas(drawing, 'light')).toHaveLength(28)
    expect(said(drawing)).toEqual(expect.arrayContaining(['Có minh chứng', 'Người dân xác nhận']))
  })

  test('a decrease points the other way', () => {
    const drawing = drawChart({ ...byUnit, series: [{ name: '', values: [10, -5] }] }, 468)
    const [rise, fall] = areas(drawing, 'dark')
    expect(fall?.right).toBeCloseTo(rise?.left ?? 0, 5)
  })
})

describe('columns', () => {
  test('stand on zero, months below them, a dash where nothing is known', () => {
    const drawing = drawChart(byMonth, 468)
    const columns = areas(drawing, 'dark')

    expect(columns).toHaveLength(10)
    expect(new Set(columns.map(({ bottom }) => bottom.toFixed(3))).size).toBe(1)
    expect(said(drawing)).toEqual(
      expect.arrayContaining(['1/2026', '12/2026', '–', 'Dấu (–): chưa có số liệu', '71']),
    )
  })

  test('of four series are four looks', () => {
    const drawing = drawChart(byQuarter, 468)
    // Each stands in the legend too.
    const counts = ['dark', 'light', 'hatch', 'white'].map((fill) => areas(drawing, fill).length)
    expect(counts).toEqual([4, 4, 5, 5])
    expect(said(drawing)).toEqual(expect.arrayContaining(['quý I/2026', '98.250,5']))
  })

  test('hang below the line where there is less than before', () => {
    const [rise, fall] = areas(drawChart(growth, 468), 'dark')
    expect(fall?.top).toBeCloseTo(rise?.bottom ?? 0, 5)
  })

  test('too narrow for its number a column has it along itself', () => {
    const values = [1_234_567, 2_345_678, 3_456_789, 1_000_000, 2_000_000, 3_000_000, 1, 2, 3]
    const numbers = texts(drawChart(only('columns', values), 240)).filter(({ text }) => text === '1.234.567')
    expect(numbers.map(({ turned }) => turned)).toEqual([true])
  })
})

describe('lines', () => {
  test('break where nothing is known, and end in their names', () => {
    const drawing = drawChart(course, 468)
    const solid = drawing.marks.filter(
      (mark) => mark.kind === 'line' && mark.weight === 1.2 && mark.dash.length === 0,
    )

    expect(solid).toHaveLength(2)
    expect(said(drawing)).toEqual(expect.arrayContaining(['Xã Cần Đước: 468', 'Xã Rạch Kiến: 380', '–']))
  })

  test('names at the ends never lie on each other', () => {
    const equal = { ...course, series: course.series.map((series) => ({ ...series, values: [1, 2, 3] })) }
    const ys = texts(drawChart(equal, 468))
      .filter(({ text }) => /: 3$/.test(text))
      .map(({ y }) => y)
      .sort((one, other) => one - other)
    expect(ys).toHaveLength(3)
    for (const [index, y] of ys.slice(1).entries()) expect(y - (ys[index] ?? 0)).toBeGreaterThan(10)
  })

  test('a lone month between two gaps is still a point', () => {
    const drawing = drawChart(only('line', [null, 7, null]), 468)
    expect(areas(drawing, 'dark')).toHaveLength(1)
  })
})

test.each(Object.entries(allCharts))('all of %s lies within its frame', (_name, chart) => {
  for (const width of [468, 328]) {
    const drawing = drawChart(chart, width)
    for (const mark of drawing.marks) {
      const box = boxOf(mark)
      if (mark.kind === 'text') {
        const long = widthOf(mark.text, mark.size)
        const before = { start: 0, middle: long / 2, end: long }[mark.anchor]
        const [left, right] = mark.turned
          ? [mark.x - mark.size, mark.x]
          : [mark.x - before, mark.x - before + long]
        const [top, bottom] = mark.turned
          ? [mark.y - long + before, mark.y + before]
          : [mark.y - mark.size * 0.7, mark.y]
        Object.assign(box, { left, right, top, bottom })
      }
      const where = JSON.stringify(mark)
      expect(box.left, where).toBeGreaterThanOrEqual(-1)
      expect(box.right, where).toBeLessThanOrEqual(width + 1)
      expect(box.top, where).toBeGreaterThanOrEqual(-1)
      expect(box.bottom, where).toBeLessThanOrEqual(drawing.height + 1)
    }
  }
})

test.each(['bars', 'columns', 'line'] as const)(
  '%s of nothing, of one and of what is no number are still drawn',
  (form) => {
    for (const values of [[], [0], [null], [Number.NaN, Infinity], [1e15, 0.001]]) {
      const drawing = drawChart(only(form, values), 468)
      for (const mark of drawing.marks) expect(JSON.stringify(mark)).not.toMatch(/:null|\[null|,null/)
      expect(drawing.height).toBeGreaterThan(0)
    }
    expect(said(drawChart(only(form, [Number.NaN]), 468)).join()).toContain('chưa có số liệu')
  },
)

test('more series than can be told apart are refused', () => {
  const series = Array.from({ length: 5 }, (_, index) => ({ name: String(index), values: [1] }))
  expect(() => drawChart({ ...byUnit, series }, 468)).toThrow(RangeError)
})

test('the scale begins at zero and ends at a round number; nobody is halved', () => {
  expect(scaleOf([1284, null, 968]).ticks).toEqual([0, 500, 1000, 1500])
  expect(scaleOf([1, 2]).ticks).toEqual([0, 1, 2])
  expect(scaleOf([0.4, 0.1]).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(scaleOf([-4.2, 12.5]).ticks).toEqual([-5, 0, 5, 10, 15])
  expect(scaleOf([null, 0])).toEqual({ low: 0, high: 1, ticks: [0] })
})

test('whoever does not see the chart hears all its values', () => {
  expect(
    chartInWords({
      ...growth,
      labels: ['2026-Q1', '2026-02', 'Ấp 1'],
      series: [{ name: '', values: [1284.5, null] }],
    }),
  ).toBe(
    'Biểu đồ cột, đơn vị tính: % so với cùng kỳ. quý I/2026: 1.284,5; tháng 2/2026: chưa có số liệu; Ấp 1: chưa có số liệu.',
  )
  expect(chartInWords(course)).toContain('tháng 5/2026: Xã Cần Đước chưa có số liệu, Xã Rạch Kiến 240,')
})

describe('widths of words', () => {
  test('are those of the typeface, for every Vietnamese letter', () => {
    const style = { sizePt: 10, bold: false, italic: false, underlined: false, upperCase: false }
    const line = 'Đơn vị tính: lượt người – Ưỡ ẵặẩ ỷỵ 1.284,5 (Quốc hội) Ờ'
    const [measured] = typesetter().query(
      {
        mainFileContent: `#set text(font: "Tinos", size: ${style.sizePt}pt, kerning: false, ligatures: false)
#context [#metadata(measure(text(sys.inputs.line)).width.pt()) <width>]`,
        inputs: { line },
      },
      { selector: '<width>', field: 'value' },
    )
    expect(widthOf(line, style.sizePt)).toBeCloseTo(Number(measured), 0)
  })

  test('say where a text is cut and where it is wrapped', () => {
    expect(cut('Xã Cần Đước', 10, 200)).toBe('Xã Cần Đước')
    expect(cut('Hội Liên hiệp Phụ nữ', 10, 50)).toMatch(/^Hội.*…$/)
    const lines = wrapped('Hội Liên hiệp Phụ nữ tỉnh và các cơ quan', 10, 80, 2)
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(widthOf(line, 10)).toBeLessThanOrEqual(80)
  })
})

describe('SVG for pages', () => {
  test.each(Object.entries(allCharts))(
    '%s is well-formed, says what it shows and carries no style or script',
    (id, chart) => {
      const svg = svgOf(chart, { id, label: 'Kết quả' })

      expect(XMLValidator.validate(svg)).toBe(true)
      const parsed = new XMLParser({ ignoreAttributes: false }).parse(svg)
      expect(parsed.svg['@_role']).toBe('img')
      expect(parsed.svg['@_aria-label']).toMatch(/^Kết quả\. Biểu đồ .*đơn vị tính/)
      expect(svg).not.toMatch(/ style=|<script| on\w+=|NaN|undefined/)
    },
  )

  test('hostile names stay text', () => {
    const svg = svgOf(
      { ...byUnit, labels: ['"><script>alert(1)</script>', '&amp;'], unit: '<b>' },
      { id: 'a"b' },
    )
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).not.toContain('<script')
  })

  test('speaks the language of the request', () => {
    const svg = inLanguage('en', () => svgOf(byUnit, { id: 'x' }))
    expect(svg).toContain('no data yet')
    expect(svg).toContain('1,284')
  })
})

test('a picture of a chart is fine enough to print, grey, and holds no letters that need a typeface', async () => {
  const { bytes, widthPixels, heightPixels, type } = await chartPicture(drawChart(oneLine, 468))
  expect(type).toBe('png')
  // 468 points at 300 dots an inch.
  expect(widthPixels).toBeGreaterThanOrEqual(1949)
  expect(heightPixels / widthPixels).toBeCloseTo(drawChart(oneLine, 468).height / 468, 2)
  // The kind of colour in the head of a PNG: 0 is grey.
  expect(bytes[25]).toBe(0)
})
