/** Numbers written out in Vietnamese: “ba trăm hai mươi lăm”, “hai triệu rưỡi”, “hàng trăm”. */

const digits: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
}

/** What multiplies all that stands before it. */
export const scales: Record<string, number> = {
  nghìn: 1e3,
  ngàn: 1e3,
  vạn: 1e4,
  triệu: 1e6,
  tỷ: 1e9,
  tỉ: 1e9,
}

const vague = new Set(['hàng', 'vài', 'mấy'])
const joining = new Set(['mươi', 'mười', 'chục', 'trăm', 'linh', 'lẻ', 'rưỡi', ...Object.keys(scales)])

/** Whether a word can begin a number. */
export const beginsNumber = (word: string): boolean =>
  word === 'mười' || vague.has(word) || (word in digits && !['mốt', 'tư', 'lăm', 'nhăm'].includes(word))

/** Whether a word can go on in a number that has begun. */
export const goesOn = (word: string): boolean => joining.has(word) || word in digits

/** What a run of number words says. `street`: what it says where its last digit is a part of the scale before it. */
export type WordsRead = { value: number; isVague: boolean; street?: number }

/**
 * The value of a run of number words, and whether it is only an order of magnitude (“hàng trăm”); undefined where the words
 * are no number, such as “hai ba” (two or three). “Một triệu hai” is 1.000.002 in an account and 1.200.000 in the street.
 */
export function valueOfWords(words: readonly string[]): WordsRead | undefined {
  const isVague = vague.has(words[0] ?? '')
  const rest = isVague ? words.slice(1) : words
  // “một vài”, “mấy hộ” say no number.
  if (isVague && rest.length === 0) return undefined
  if (isVague && !rest.every((word) => joining.has(word) && word !== 'rưỡi')) return undefined
  // `counted` is the scale that was added to the total last.
  let [total, part, last, counted] = [0, 0, 1, Number.POSITIVE_INFINITY]
  let wantsUnit = false
  let street: number | undefined
  for (const [index, word] of rest.entries()) {
    const isFirstAfter = last >= 100 && rest[index - 1] !== 'linh' && rest[index - 1] !== 'lẻ'
    street = undefined
    const scale = scales[word]
    const digit = digits[word]
    if (scale !== undefined) {
      // “nghìn tỷ”: one scale upon another.
      if (part === 0 && total > 0 && (rest[index - 1] ?? '') in scales) total *= scale
      // “một nghìn hai trăm triệu”: what was said before is of this scale as well.
      else if (total > 0 && scale > counted) total = (total + part) * scale
      else total += (part || 1) * scale
      ;[part, last, counted, wantsUnit] = [0, scale, scale, false]
    } else if (word === 'trăm') {
      // “hai nghìn không trăm”: a nought that was said is one.
      part = (wantsUnit ? part : part || 1) * 100
      ;[last, wantsUnit] = [100, false]
    } else if (word === 'mười') {
      part += 10
      ;[last, wantsUnit] = [10, false]
    } else if (word === 'mươi' || word === 'chục') {
      const tens = part % 100
      part = part - tens + (tens || 1) * 10
      ;[last, wantsUnit] = [10, false]
    } else if (word === 'rưỡi') {
      // “hai triệu rưỡi”, “một trăm rưỡi”: half of what was said last.
      if (last >= 1000) total += last / 2
      else part += last / 2
    } else if (word === 'linh' || word === 'lẻ') wantsUnit = false
    else if (digit !== undefined) {
      // Two digits in a row are two numbers, or “two or three”; after a hundred, “ba trăm hai” would be 320.
      if (wantsUnit) return undefined
      // After a ten the five is called “lăm”: “hai mươi năm” are twenty years.
      if (word === 'năm' && last === 10) return undefined
      if (isFirstAfter && digit > 0 && !wantsUnit) street = total + part + (digit * last) / 10
      part += digit
      wantsUnit = true
    } else return undefined
  }
  return street === undefined ? { value: total + part, isVague } : { value: total + part, isVague, street }
}
