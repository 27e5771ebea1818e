import { readFile } from 'node:fs/promises'
import { type CheckedFile, checkFile, passedInAll } from '#papers'
import { formatDay, formatNumber, inLanguage, languages, t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'

export const checkHelp = `  lantoa check FILE.docx                         list every amount in a Word file
  lantoa check FILE.docx --unit SLUG --period 2024-06 [--before LAST.docx]
                                                 hold each against the figures, each paragraph against the last report`

type Say = (line: string) => void
type Params = Record<string, string | number>
type Words = {
  file: string | undefined
  unit: string | undefined
  period: string | undefined
  before: string | undefined
}

const both = (key: string, params: Params = {}): string =>
  languages.map((one) => inLanguage(one, () => t(`report_check.${key}`, params))).join('  |  ')

/** Runs `lantoa check FILE.docx`. @returns whether every amount is supported and nothing looks copied */
export async function checkCommand({ file, unit, period, before }: Words, say: Say): Promise<boolean> {
  if (file === undefined || (unit === undefined) !== (period === undefined))
    throw new Error(`Say what to check:\n\n${checkHelp}`)
  const checked = await checkFile(
    await readFile(file),
    { unit, period },
    before === undefined ? undefined : await readFile(before),
  )
  for (const line of linesOf(checked)) say(line)
  return countOf(checked).open === 0
}

function linesOf(checked: CheckedFile): string[] {
  const lines = checked.notices.map((notice) => `! ${both(`notice.${notice}`)}`)
  for (const { number, text, claims, signs } of checked.paragraphs) {
    if (claims.length + signs.length === 0) continue
    lines.push(`\n§${number}  ${excerpt(text, 100)}`)
    for (const { claim, verdict } of claims) {
      const words = { said: claim.text }
      if (verdict.kind === 'supported') {
        const { name, proven } = verdict.figure
        lines.push(`  ✓ ${both('supported', { ...words, name, proven })}`)
      } else if (verdict.kind === 'unsupported') lines.push(`  ✗ ${both('unsupported', words)}`)
      else
        for (const { name, value, unit, proven } of verdict.figures)
          lines.push(
            `  ? ${both('differs', { ...words, name, unit, proven, value: Number.isNaN(value) ? '–' : formatNumber(value) })}`,
          )
    }
    for (const sign of signs)
      lines.push(
        sign.kind === 'carried_over'
          ? `  ≈ ${both('carried_over', { percent: Math.floor(sign.alike * 100) })}`
          : sign.kind === 'other_sum'
            ? `  ≈ ${both('other_sum', { said: sign.said, sum: formatNumber(sign.sum) })}`
            : sign.kind === 'other_day'
              ? `  ≈ ${both('other_day', { symbol: sign.symbol, said: formatDay(sign.said), days: sign.days.map(formatDay).join(', ') })}`
              : sign.kind === 'other_period'
                ? `  ≈ ${both('other_period', { said: sign.said })}`
                : `  ≈ ${both('other_unit', { name: sign.name })}`,
      )
  }
  for (const { why, said } of passedInAll(checked.paragraphs)) {
    lines.push('', `– ${both(`why.${why}`)}`)
    for (const { text, paragraphs } of said) lines.push(`  ${text}  §${paragraphs.join(', §')}`)
  }
  const { supported, open, copied } = countOf(checked)
  return [...lines, '', both('sum', { read: checked.read, supported, open, copied })]
}

function countOf({ paragraphs }: CheckedFile) {
  const verdicts = paragraphs.flatMap(({ claims }) => claims.map(({ verdict }) => verdict.kind))
  const supported = verdicts.filter((kind) => kind === 'supported').length
  const copied = paragraphs.filter(({ signs }) => signs.length > 0).length
  return { supported, copied, open: verdicts.length - supported + copied }
}
