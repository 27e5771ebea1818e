import { raw } from 'hono/html'
import { svgOf } from '#platform/documents/charts/svg'
import type { ChartSpec } from '#platform/documents/content'
import { t } from '#platform/i18n'
import type { Piece } from '../content.ts'
import { type BlockDefinition, plainTextOf, shownText } from './definition.ts'
import { Pieces } from './pieces.tsx'

/** `rows` are its values, a label and a figure that opens, in the order of the chart. `id` is its place on the page. */
export type ChartBlock = { kind: 'chart'; id: string; chart: ChartSpec; caption: string; rows: Piece[][] }

export const chart: BlockDefinition<ChartBlock> = {
  pieces: ({ rows }) => rows.flat(),
  changed: (block, change) => ({ ...block, rows: block.rows.map(change) }),
  // A drawing tells its values by their size.
  withheld: (_block, _isWithheld, words) => ({ kind: 'paragraph', pieces: [words] }),
  texts: ({ rows }) => [plainTextOf(rows.flat())],
  lines: ({ caption, rows }) => [caption, ...rows.map((row) => row.map(shownText).join(' | '))],
  sentences: () => [],
  printed: ({ chart, caption }) => [{ kind: 'chart', chart, caption, alt: caption }],
  // What is drawn can be read and followed too.
  Shown: ({ block }) => (
    <figure class="report-chart" id={block.id}>
      {raw(svgOf(block.chart, { id: block.id, label: block.caption }))}
      <figcaption>{block.caption}</figcaption>
      <details>
        <summary>{t('report_editor.chart_values')}</summary>
        <ul>
          {block.rows.map(([label = '', value = '']) => (
            <li>
              <Pieces pieces={[label, ': ', value]} />
            </li>
          ))}
        </ul>
      </details>
    </figure>
  ),
}
