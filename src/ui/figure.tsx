// A figure and its proof: what the whole system is for.

import type { Child } from 'hono/jsx'
import { formatNumber, t } from '#platform/i18n'
import { Icon } from './icon.tsx'
import { type Proof, type ProofLevel, precisionOf, proofLevels, provenInWords, totalOf } from './proof.ts'

/**
 * The patterns with which levels are told apart without colour, once a page (every layout carries them).
 * A fill refers to them by `url(#proof-…)`.
 */
export function ProofPatterns() {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern
          id="proof-declared"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="ground-declared" width="6" height="6" />
          <rect class="mark-declared" width="2" height="6" />
        </pattern>
        <pattern id="proof-confirmed" width="7" height="7" patternUnits="userSpaceOnUse">
          <rect class="ground-confirmed" width="7" height="7" />
          <circle class="mark-confirmed" cx="3.5" cy="3.5" r="1.3" />
        </pattern>
      </defs>
    </svg>
  )
}

/** The paint of a level: a pattern where there is one, else plain colour from the style sheet. */
export const paintOf = (level: ProofLevel) =>
  level === 'declared' || level === 'confirmed'
    ? { fill: `url(#proof-${level})` }
    : { class: `ground-${level}` }

/** The parts of a figure one after the other along 100 %, without those that are nothing. */
export function partsOf(proof: Proof) {
  const total = totalOf(proof)
  let from = 0
  return [...proofLevels].reverse().flatMap((level) => {
    const share = total > 0 ? (Math.max(0, proof[level]) / total) * 100 : 0
    const part = { level, amount: proof[level], from, share }
    from += share
    return share > 0 ? [part] : []
  })
}

/** The words under a bar or chart: what each paint means. Without a proof, a plain key. */
export function ProofLegend({ proof }: { proof?: Proof }) {
  return (
    <ul class="proof-legend">
      {[...proofLevels].reverse().map((level) =>
        proof && proof[level] === 0 ? null : (
          <li>
            <svg class="swatch" viewBox="0 0 14 14" aria-hidden="true">
              <rect class="swatch-edge" width="14" height="14" rx="3" />
              <rect x="1" y="1" width="12" height="12" rx="2" {...paintOf(level)} />
            </svg>
            {t(`ui.proof.${level}`)}
            {proof ? <strong>{formatNumber(proof[level])}</strong> : null}
          </li>
        ),
      )}
    </ul>
  )
}

export type ProofBarProps = Proof & {
  /** Bar and sentence alone, for a table or a small card; the amounts are heard. */
  compact?: boolean
}

/** How much of a figure is declared, evidenced, confirmed, verified. Widths are SVG attributes: the CSP has no inline style. */
export function ProofBar({ compact, ...proof }: ProofBarProps) {
  const parts = partsOf(proof)
  const spoken = parts
    .map(({ level, amount }) => `${t(`ui.proof.${level}`)}: ${formatNumber(amount)}`)
    .join('; ')
  return (
    <div class={compact ? 'proof proof-compact' : 'proof'}>
      <svg class="proof-bar" width="100%" height="12" role="img" aria-label={spoken || t('ui.proof.nothing')}>
        <rect class="proof-track" width="100%" height="12" rx="6" />
        {parts.map(({ level, from, share }) => (
          <rect x={`${from.toFixed(3)}%`} width={`${share.toFixed(3)}%`} height="12" {...paintOf(level)} />
        ))}
        {parts.slice(1).map(({ from }) => (
          <rect class="proof-gap" x={`${from.toFixed(3)}%`} width="2" height="12" />
        ))}
      </svg>
      <p class="proof-words">{provenInWords(proof)}</p>
      {compact || parts.length === 0 ? null : <ProofLegend proof={proof} />}
    </div>
  )
}

export interface FigureProps {
  label: Child
  /** The number; when absent, the sum of the proof. */
  amount?: number
  unit?: string
  /** formatPeriod, or any words: "từ đầu năm 2026". */
  period?: string
  /** Where it opens down to the activities behind it. */
  href?: string
  /** “trên” 300; when absent, what the proof says of itself. */
  qualifier?: string | undefined
  proof?: Proof
  /** Said in place of the number where there is none: nobody has entered anything, or it cannot be worked out. */
  missing?: string
  /** Draws the bar small, without the legend. */
  compact?: boolean
  note?: Child
}

/** A big number with unit and period, how far it is proven, and the way down to what it is made of. */
export function Figure(props: FigureProps) {
  const qualifier = props.qualifier ?? (props.proof && precisionOf(props.proof))
  const amount = props.amount ?? (props.proof ? totalOf(props.proof) : 0)
  return (
    <div class={props.href ? 'figure figure-link' : 'figure'}>
      <p class="figure-label">{props.href ? <a href={props.href}>{props.label}</a> : props.label}</p>
      <p class="figure-amount">
        {props.missing ? (
          <span class="figure-unit">{props.missing}</span>
        ) : (
          <>
            {qualifier ? <span class="figure-unit">{qualifier}</span> : null}
            <span class="figure-number">{formatNumber(amount)}</span>
            {props.unit ? <span class="figure-unit">{props.unit}</span> : null}
          </>
        )}
      </p>
      {props.period ? <p class="figure-period">{props.period}</p> : null}
      {props.proof && !props.missing ? <ProofBar {...props.proof} compact={props.compact ?? true} /> : null}
      {props.note ? <p class="figure-note">{props.note}</p> : null}
      {props.href ? (
        <p class="figure-more" aria-hidden="true">
          {t('ui.figure.open')}
          <Icon name="next" />
        </p>
      ) : null}
    </div>
  )
}
