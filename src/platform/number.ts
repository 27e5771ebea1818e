/**
 * A number as a person types it: `1.284`, `1 284`, `12,5`, `12.5`. A point before exactly three digits groups
 * thousands, as in Vietnamese; any other point is a decimal sign.
 * @returns undefined where it is no number.
 */
export function numberFrom(text: string): number | undefined {
  const tight = text.trim().replace(/[\s\u00a0_]/g, '')
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(tight)) return Number(tight.replaceAll('.', '').replace(',', '.'))
  if (/^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$/.test(tight)) return Number(tight.replaceAll(',', ''))
  if (/^-?\d+([.,]\d+)?$/.test(tight)) return Number(tight.replace(',', '.'))
  return undefined
}
