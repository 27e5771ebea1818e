/** @jsxImportSource preact */
// How exact a number is, chosen beside its box: the keypad of a phone has no letters.

import { saidIn } from '#platform/precision'
import { choicesFor, chosenText, type NumberOf } from '#platform/precision-choices'
import { readSaid } from '#platform/said'
import { asksForLetters } from '../letters.ts'
import { formatNumber, language, t } from '../words.ts'

type PrecisionProps = {
  /** What stands in the box. */
  text: string
  rules: NumberOf
  set: (text: string) => void
}

/** The choice that stands before the box. */
export function PrecisionChoice({ text, rules, set }: PrecisionProps) {
  const { label, options, chosen } = choicesFor(text, rules, language())
  const choose = (select: HTMLSelectElement): void => {
    if (!asksForLetters(select, chosen)) set(chosenText(text, select.value, rules, language()))
  }
  return (
    <select
      class="select precision"
      aria-label={label}
      value={chosen}
      onChange={(event) => choose(event.currentTarget)}
    >
      {options.map(([choice, word]) => (
        <option value={choice} key={choice}>
          {word}
        </option>
      ))}
    </select>
  )
}

/** What was understood, where more than digits stand in the box. */
export function Understood({
  text,
  rules,
  unit,
}: {
  text: string
  rules: PrecisionProps['rules']
  unit: string | null
}) {
  const read = readSaid(text, rules)
  if (read.fault || /^[\d.,\s]*$/.test(text)) return null
  return (
    <p class="field-hint" aria-live="polite">
      {t('phone.precision.understood', {
        said: [saidIn(read, language(), formatNumber), unit].filter(Boolean).join(' '),
      })}
    </p>
  )
}
