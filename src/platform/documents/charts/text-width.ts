/** How wide a text of a chart is set. Known without a typeface at hand, so that pages draw charts too. */

// Times New Roman from space to tilde, in thousandths of its size; Tinos and Liberation Serif are as wide.
const ascii = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
  389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
  500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
  278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
]
const others: Record<string, number> = {
  đ: 500,
  Đ: 722,
  ơ: 529,
  Ơ: 722,
  ư: 542,
  Ư: 776,
  '–': 500,
  '“': 444,
  '”': 444,
}

/** Points from the left of a line to its right. */
export function widthOf(text: string, sizePt: number): number {
  let thousandths = 0
  for (const sign of text.normalize('NFC')) {
    const horned =
      others[sign] ??
      others[
        sign
          .normalize('NFD')
          .replace(/[\u0300-\u031a\u031c-\u036f]/g, '')
          .normalize('NFC')
      ]
    const base = sign.normalize('NFD').codePointAt(0) ?? 0
    thousandths += horned ?? ascii[base - 32] ?? 1000
  }
  return (thousandths * sizePt) / 1000
}

/** The text, or as much of it as fits with `…` behind it. */
export function cut(text: string, sizePt: number, width: number): string {
  if (widthOf(text, sizePt) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && widthOf(`${letters.join('').trimEnd()}…`, sizePt) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** The text in lines no wider than that, the last one cut where it takes more lines than there may be. */
export function wrapped(text: string, sizePt: number, width: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && (widthOf(longer, sizePt) <= width || lines.length === most))
      lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map((line) => cut(line, sizePt, width))
}
