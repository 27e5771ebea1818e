/** A chart as SVG for a page: no styles, no scripts, ink in the colour of the text around it. */

import type { ChartSpec } from '../content.ts'
import { chartInWords, drawChart } from './draw-chart.ts'
import type { Fill, Mark } from './marks.ts'

/**
 * The chart as an `<svg>` in the language of the request, for whoever does not see it with all its values in words. `id` is unique on the
 * page; `width` is in pixels (468, as on paper): a narrow page asks for a narrow chart, its letters stay as large.
 * @throws RangeError where it has more than four series.
 */
export function svgOf(
  chart: ChartSpec,
  { id, width = 468, label = '' }: { id: string; width?: number; label?: string },
): string {
  const { height, marks } = drawChart(chart, width)
  const high = shortest(height)
  const words = `${label === '' ? '' : `${label}. `}${chartInWords(chart)}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high}" width="${width}" height="${high}"`,
    ` role="img" aria-label="${escaped(words)}" font-family="'Times New Roman', Tinos, 'Liberation Serif', serif"`,
    ` fill="currentColor">`,
    marks.some((mark) => mark.kind === 'area' && mark.fill === 'hatch')
      ? `<pattern id="${escaped(id)}-hatch" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M-1 1l2-2M0 4l4-4M3 5l2-2" stroke="currentColor"/></pattern>`
      : '',
    ...marks.map((mark) => svgMark(mark, id)),
    '</svg>',
  ].join('')
}

function svgMark(mark: Mark, id: string): string {
  switch (mark.kind) {
    case 'area':
      return `<path d="${path(mark.points)}z" ${fills(id)[mark.fill]} stroke="currentColor" stroke-width="0.6"/>`
    case 'line': {
      const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(' ')}"` : ''
      const faint = mark.faint ? ' stroke-opacity="0.25"' : ''
      return `<path d="${path(mark.points)}" fill="none" stroke="currentColor" stroke-width="${mark.weight}"${dash}${faint}/>`
    }
    case 'text': {
      const [x, y] = [shortest(mark.x), shortest(mark.y)]
      const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`
      const turned = mark.turned ? ` transform="rotate(-90 ${x} ${y})"` : ''
      const italic = mark.italic ? ' font-style="italic"' : ''
      return `<text x="${x}" y="${y}" font-size="${shortest(mark.size)}"${anchor}${italic}${turned}>${escaped(mark.text)}</text>`
    }
  }
}

const fills = (id: string): Record<Fill, string> => ({
  dark: 'fill-opacity="0.75"',
  light: 'fill-opacity="0.18"',
  hatch: `fill="url(#${escaped(id)}-hatch)"`,
  white: 'fill-opacity="0"',
})

const shortest = (length: number): number => Math.round(length * 100) / 100
const path = (points: (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${shortest(x)} ${shortest(y)}`).join('L')}`
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
