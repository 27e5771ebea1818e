import { formatDay, t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import type { Document } from '../store.ts'
import type { Chain } from './read.ts'
import { type ChainRow, linesOf } from './rules.ts'

// Drawn for a phone: every box on a line of its own, a step to the right for each step down the chain.
const width = 360
const step = 14
const boxHeight = 58
const gap = 12
const rowHeight = boxHeight + gap
const deepest = 8

type Row = ChainRow<Document>

const leftOf = (row: Row): number => 12 + Math.min(row.depth, deepest) * step
const topOf = (index: number): number => 4 + index * rowHeight

/** The chain as one picture, from the top directive to the leaves. The list below it says the same to those who cannot see it. */
export function ChainPicture({ chain, currentId }: { chain: Chain; currentId: string }) {
  const { rows } = chain
  const height = topOf(rows.length) - gap + 4
  const description = t('documents.page.chain_description', {
    count: rows.length,
    list: rows
      .slice(0, 12)
      .map(({ document }) => document.symbol)
      .join(', '),
  })
  return (
    <figure class="chain">
      <svg
        class="chain-picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby="chain-title chain-description"
      >
        <title id="chain-title">{t('documents.page.chain_picture')}</title>
        <desc id="chain-description">{description}</desc>
        {rows.map((row, index) => (
          <Connections rows={rows} row={row} index={index} />
        ))}
        {rows.map((row, index) => (
          <Box row={row} index={index} isCurrent={row.document.id === currentId} />
        ))}
      </svg>
    </figure>
  )
}

/** A line from what is carried out, and dashed ones from whatever else is carried out as well. */
function Connections({ rows, row, index }: { rows: readonly Row[]; row: Row; index: number }) {
  const parent = row.parent === undefined ? undefined : rows[row.parent]
  const middle = topOf(index) + boxHeight / 2
  return (
    <>
      {parent && row.parent !== undefined ? (
        <path
          class="chain-line"
          d={`M${leftOf(parent) + 7} ${topOf(row.parent) + boxHeight}V${middle}H${leftOf(row)}`}
        />
      ) : null}
      {row.alsoBeneath.map((above) => (
        <path
          class="chain-line chain-line-also"
          d={`M${width - 12} ${topOf(above) + boxHeight / 2}h7V${middle}h-7`}
        />
      ))}
    </>
  )
}

function Box({ row, index, isCurrent }: { row: Row; index: number; isCurrent: boolean }) {
  const { document } = row
  const [left, top] = [leftOf(row), topOf(index)]
  const boxWidth = width - 12 - left
  const lines = linesOf(document.subject, Math.floor((boxWidth - 16) / 5.9), 2)
  const state = isCurrent
    ? ' chain-box-current'
    : document.replacedBy || document.withdrawnAt
      ? ' chain-box-past'
      : ''
  return (
    <g>
      <rect class={`chain-box${state}`} x={left} y={top} width={boxWidth} height={boxHeight} rx={8} />
      <text class="chain-symbol" x={left + 9} y={top + 18}>
        {document.symbol}
      </text>
      <text class="chain-day" x={left + boxWidth - 9} y={top + 18} text-anchor="end">
        {formatDay(document.issuedOn)}
      </text>
      {lines.map((line, at) => (
        <text class="chain-subject" x={left + 9} y={top + 34 + at * 14}>
          {line}
        </text>
      ))}
    </g>
  )
}

/** The same chain as a nested list, each step a link. */
export function ChainList({ chain, currentId }: { chain: Chain; currentId: string }) {
  const tops = chain.rows.flatMap((row, index) => (row.parent === undefined ? [index] : []))
  return <Level chain={chain} indexes={tops} currentId={currentId} />
}

function Level(props: { chain: Chain; indexes: readonly number[]; currentId: string }) {
  const { chain, indexes, currentId } = props
  return (
    <ul class="chain-list">
      {indexes.map((index) => {
        const row = chain.rows[index]
        if (!row) return null
        const below = chain.rows.flatMap((one, at) => (one.parent === index ? [at] : []))
        return (
          <li>
            <Step chain={chain} row={row} isCurrent={row.document.id === currentId} />
            {below.length > 0 ? <Level chain={chain} indexes={below} currentId={currentId} /> : null}
          </li>
        )
      })}
    </ul>
  )
}

function Step({ chain, row, isCurrent }: { chain: Chain; row: Row; isCurrent: boolean }) {
  const { document, alsoBeneath, clause } = row
  const also = alsoBeneath.map((index) => chain.rows[index]?.document.symbol).filter(Boolean)
  const standing = chain.standing.get(document.id) ?? []
  return (
    <>
      {isCurrent ? (
        <strong aria-current="page">{document.symbol}</strong>
      ) : (
        <a href={`/van-ban/${document.id}`}>{document.symbol}</a>
      )}{' '}
      <span class="quiet">
        {[
          `${document.issuer}, ${formatDay(document.issuedOn)}`,
          clause ? t('documents.page.clause', { clause }) : '',
          also.length > 0 ? t('documents.page.also', { symbols: also.join(', ') }) : '',
          document.replacedBy ? t('documents.page.replaced_badge') : '',
          isCurrent ? t('documents.page.here') : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <br />
      {excerpt(document.subject, 120)}
      {standing.map(({ title, rows }) => (
        <ul class="chain-standing" aria-label={title}>
          {rows.slice(0, 20).map((one) => (
            <li>
              {title}: <a href={one.href}>{one.title}</a>
              {one.unitName ? <span class="quiet"> {one.unitName}</span> : null}
            </li>
          ))}
        </ul>
      ))}
    </>
  )
}
